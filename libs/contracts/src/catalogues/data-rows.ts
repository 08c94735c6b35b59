/**
 * Shapes of the catalogues that come from `data/*.json`: document types and prohibited actions.
 * Guarantee: the generated constants have these shapes; codes are unique (tested).
 * Not here: document templates, and the policies that refuse what is prohibited.
 */
import type { Texts } from './texts';

/** A type of document that a case may need. */
export interface DocumentRow extends Texts {
  code: string;
  /** canonical role, `intake` (reception desk) or `assignee` (whoever holds the item) */
  makerRole: string;
  alsoMadeBy: readonly string[];
  /** any one of these counts as this document */
  satisfiedBy: readonly string[];
  when: string;
  basis: readonly string[];
  aliases: readonly string[];
}

/** What must never happen, with the attempt over the API that proves it. */
export interface ProhibitedActionRow extends Texts {
  code: string;
  /** name of argument -> what it may be, in words */
  args: Readonly<Record<string, string>>;
  /** what to try; the answer proves the rule */
  attempt: string;
  kind:
    'refused_action' | 'absent_claim' | 'hidden_field' | 'absent_referral' | 'absent_notice' | 'absent_case';
  basis: readonly string[];
}
