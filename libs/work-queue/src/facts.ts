/** What an outcome states, as rows: one word per kind of fact. All are needed unless `optional` says otherwise. */
import type { FactRule } from './definition';

const fact =
  (kind: FactRule['kind']) =>
  (name: string, zh: string, en: string): FactRule => ({ name, zh, en, kind, needed: true });

export const day = fact('date');
export const time = fact('time');
export const yesNo = fact('boolean');
/** A number or name of a paper or body: short, never words about a person. */
export const reference = fact('reference');

export const coded = (name: string, zh: string, en: string, codes: FactRule['codes']): FactRule => ({
  ...fact('code')(name, zh, en),
  codes,
});

export const optional = (rule: FactRule): FactRule => ({ ...rule, needed: false });
