/**
 * The report that a desk has open, kept for the tab so that a reload costs nothing. Guarantee: not on the desk's disk,
 * nobody finds a reporter here later; what the server keeps of it is `parts/use-draft-saving.ts`.
 */
import { emptyDraft, hasContent, newChild } from './report-draft';
import type { ReportBody, ReportDraft } from './report-draft';
import type { Account } from './wire';

export interface KeptReport {
  draft: ReportDraft;
  /** `Idempotency-Key` of every try, and the draft's id on the server */
  key: string;
  /** of the draft on the server; 0 = not there */
  version: number;
  /** there are changes that the server does not have */
  unsaved: boolean;
  /** the last try whose answer never came */
  unanswered?: ReportBody;
}

/** As the server lists it. */
export interface DraftLine {
  draftId: string;
  version: number;
  savedAt: string;
}

export interface OpenedDraft extends DraftLine {
  content: Partial<ReportDraft>;
}

const placeOf = (account: Account): string => `report:${account.name}`;

export const freshReport = (): KeptReport => ({
  draft: emptyDraft(crypto.randomUUID()),
  key: crypto.randomUUID(),
  version: 0,
  unsaved: false,
});

/** A draft that another version of this page kept may lack fields; what it has is kept. */
export const draftFrom = (content: Partial<ReportDraft>): ReportDraft => ({
  ...emptyDraft(crypto.randomUUID()),
  ...content,
  children: (content.children ?? [newChild(crypto.randomUUID())]).map((child) => ({
    ...newChild(crypto.randomUUID()),
    ...child,
  })),
});

const find = (account: Account): KeptReport | undefined => {
  const text = sessionStorage.getItem(placeOf(account));
  return text === null ? undefined : (JSON.parse(text) as KeptReport);
};

export const storedReport = (account: Account): KeptReport => find(account) ?? freshReport();

export const storeReport = (account: Account, kept: KeptReport): void =>
  sessionStorage.setItem(placeOf(account), JSON.stringify(kept));

/** True if signing out would lose something. */
export const hasUnsaved = (account: Account): boolean => {
  const kept = find(account);
  return kept !== undefined && kept.unsaved && hasContent(kept.draft);
};

export const dropReport = (account: Account): void => sessionStorage.removeItem(placeOf(account));
