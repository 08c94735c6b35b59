/**
 * What a person changed of what the tables suggested, for one child of one report. Pure.
 * Guarantee: codes and rules only, never a word of the narrative; what nobody chose about is no correction, nor is what
 * an earlier assessment already held. Not here: whether a change is allowed (report.policy.ts).
 */
import { childCategories, sensitiveCategories } from '@yimen/contracts';
import type { Assessment } from '@yimen/contracts';
import { baseCode } from '@yimen/routing';
import type { Profile, Suggested, Suggestion } from '@yimen/routing';
import type { Choice } from '../reports/report.input';

export const correctionKinds = ['matter', 'category', 'mandatory_item', 'risk'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

interface SuggestedCode {
  value: string;
  rule: string;
}

/** Added: nothing was suggested; removed: nothing was chosen; replaced: one for the other. */
type Change =
  | { change: 'added'; suggested: null; chosen: string }
  | { change: 'removed'; suggested: SuggestedCode; chosen: null }
  | { change: 'replaced'; suggested: SuggestedCode; chosen: string };

export type Correction = Change & { kind: CorrectionKind };

export interface Corrected {
  suggestion: Suggestion;
  choice: Choice;
  /** what came of suggestion and choice */
  outcome: Assessment;
  /** of the report that is amended: what it held is neither added nor raised anew */
  earlier?: Assessment;
}

const codeOf = ({ value, rule }: Suggested<string>): SuggestedCode => ({ value, rule });

/** `O6?` chosen as `O6` is the same category, now established. */
const pairOf = (chosen: string, gone: readonly Suggested<string>[]): Suggested<string> | undefined =>
  gone.find(({ value }) => baseCode(value) === baseCode(chosen));

interface Lists {
  suggested: readonly Suggested<string>[];
  chosen: readonly string[];
  before: readonly string[];
}

const changesOf = ({ suggested, chosen, before }: Lists): Change[] => {
  const gone = suggested.filter(({ value }) => !chosen.includes(value));
  const fresh = chosen.filter(
    (code) => !before.includes(code) && !suggested.some(({ value }) => value === code),
  );
  const pairs = new Map(fresh.map((code) => [code, pairOf(code, gone)]));
  const replaced = new Set(pairs.values());
  return [
    ...gone
      .filter((row) => !replaced.has(row))
      .map((row) => ({ change: 'removed', suggested: codeOf(row), chosen: null }) as const),
    ...fresh.map((code): Change => {
      const pair = pairs.get(code);
      return pair
        ? { change: 'replaced', suggested: codeOf(pair), chosen: code }
        : { change: 'added', suggested: null, chosen: code };
    }),
  ];
};

const riskChanges = ({ suggestion: { risk }, choice, outcome, earlier }: Corrected): Change[] => {
  const stands = choice.risk === outcome.risk && outcome.risk !== risk.value;
  if (!stands || outcome.risk === earlier?.risk) return [];
  return [{ change: 'replaced', suggested: codeOf(risk), chosen: outcome.risk }];
};

const ofKind = (kind: CorrectionKind, changes: readonly Change[]): Correction[] =>
  changes.map((change) => ({ ...change, kind }));

const otherCategory = 'OTHER';
const hiddenCode = 'SPECIAL';

/** A category may be typed freely and then hold anybody's name: what is no code is kept as `OTHER`. */
const keptCategory = (said: string, { categories }: Profile): string => {
  const code = baseCode(said);
  if (sensitiveCategories.includes(code)) return hiddenCode;
  const isCode =
    childCategories.some((row) => row.code === code) ||
    categories.some((row) => row.code === code || row.local === code);
  return isCode && (said === code || said === `${code}?`) ? said : otherCategory;
};

const keptSuggested = ({ value, rule }: SuggestedCode, profile: Profile): SuggestedCode => {
  const kept = keptCategory(value, profile);
  return { value: kept, rule: kept === hiddenCode ? hiddenCode : rule };
};

const keptCategoryChange = (change: Change, profile: Profile): Change => {
  switch (change.change) {
    case 'added':
      return { ...change, chosen: keptCategory(change.chosen, profile) };
    case 'removed':
      return { ...change, suggested: keptSuggested(change.suggested, profile) };
    case 'replaced':
      return {
        ...change,
        suggested: keptSuggested(change.suggested, profile),
        chosen: keptCategory(change.chosen, profile),
      };
  }
};

/** @returns in the order of `correctionKinds`; empty when the suggestion was taken as it is */
export const correctionsOf = (profile: Profile, corrected: Corrected): Correction[] => {
  const { suggestion, choice, outcome, earlier } = corrected;
  const changesIn = (list: 'matters' | 'categories' | 'mandatoryReportItems'): Change[] =>
    choice[list] === undefined
      ? []
      : changesOf({ suggested: suggestion[list], chosen: outcome[list], before: earlier?.[list] ?? [] });
  const categories = changesIn('categories').map((change) => keptCategoryChange(change, profile));
  return [
    ...ofKind('matter', changesIn('matters')),
    ...ofKind('category', categories),
    ...ofKind('mandatory_item', changesIn('mandatoryReportItems')),
    ...ofKind('risk', riskChanges(corrected)),
  ];
};
