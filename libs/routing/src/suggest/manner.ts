/**
 * How each clause of a text is said: supposed, by hearsay, and of what time. Guarantee: read once per clause; a clause
 * without its own word for time has that of the nearest clause before it in the sentence. Not here: denial, which
 * stands right before the words it denies (`reading.ts`).
 */
import { lexicon } from './lexicon';
import type { Modifiers } from './lexicon';
import type { PreparedText } from './text';

export type When = 'now' | 'today' | 'recent' | 'past' | 'unknown';

export interface Manner {
  hypothetical: boolean;
  hearsay: boolean;
  when: When;
}

/** What somebody saw or heard himself ends the hearsay of the clause before. */
const SEEN = /我们?[^，。]{0,5}?(?:看|见|听见|听到|碰|发现|问)/;

/** By number of the clause. */
export function mannersOf(prepared: PreparedText): Manner[] {
  const { modifiers } = lexicon();
  const manners: Manner[] = [];
  prepared.clauses.forEach(({ start, end, sentence }, index) => {
    const said = prepared.text.slice(start, end);
    const own = whenOf(said, modifiers);
    const before = prepared.clauses[index - 1]?.sentence === sentence ? manners[index - 1] : undefined;
    manners.push({
      hypothetical: isSupposed(said, modifiers),
      hearsay: modifiers.hearsay.test(said) || (before?.hearsay === true && !SEEN.test(said)),
      when: own === 'unknown' ? (before?.when ?? 'unknown') : own,
    });
  });
  return manners;
}

function isSupposed(said: string, { hypothetical, question, happened }: Modifiers): boolean {
  return hypothetical.test(said) || (question.test(said) && !happened.test(said));
}

function whenOf(said: string, modifiers: Modifiers): When {
  if (modifiers.now.test(said)) return 'now';
  if (modifiers.today.test(said)) return 'today';
  if (modifiers.recent.test(said)) return 'recent';
  if (modifiers.past.test(said)) return 'past';
  return modifiers.habit.test(said) ? 'recent' : 'unknown';
}
