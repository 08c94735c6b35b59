/**
 * `suggest()`: narrative and fields of one report -> facts of one child, and what the tables suggest from them.
 * Guarantees: pure and deterministic; an R1 sign is never lost to a field or a confirmation; every suggestion names its
 * rule and the words it rests on. Not here: the decision; a person confirms, `route()` routes.
 */
import type { Suggestion } from '../facts';
import { derive } from './derived';
import { gatherEvidence, triggersOf } from './evidence';
import { factsOf } from './facts-of';
import type { SuggestInput } from './input';
import { verdictsOf } from './verdicts';

export function suggest(input: SuggestInput): Suggestion {
  const evidence = gatherEvidence(input);
  const facts = factsOf(evidence);
  const triggers = triggersOf(evidence);
  const verdicts = verdictsOf(
    {
      facts,
      derived: derive(facts),
      mandatoryItems: input.confirmedMandatoryItems ?? [],
      risk: null,
      confirmedMatters: input.confirmedMatters ?? [],
      confirmedCategories: input.confirmedCategories ?? [],
      county: input.county.code,
    },
    triggers,
  );
  return { facts, ...verdicts, triggers };
}
