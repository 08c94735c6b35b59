/**
 * Facts about harm: what, when, by whom, and whether the child is safe now. Guarantees: harm to an adult or to another
 * child is not the child's harm; hearsay and past are told apart but never dropped. Not here: how grave it is.
 */
import type { Carer, Facts, Harm, Suspect } from '../facts';
import { readingsOf, says } from './evidence';
import type { Evidence } from './evidence';
import type { PersonRole } from './lexicon';
import type { Reading, When } from './reading';

type HarmFacts = Pick<
  Facts,
  | 'harms'
  | 'harmWhen'
  | 'harmRepeated'
  | 'suspects'
  | 'suspectLivesWithChild'
  | 'safeNow'
  | 'hearsayOnly'
  | 'crimeVictim'
  | 'offenceSuspect'
>;

const NEAREST: readonly When[] = ['now', 'today', 'recent', 'unknown', 'past'];
const SUSPECT_OF: Readonly<Record<PersonRole, Suspect>> = {
  father: 'parent',
  mother: 'parent',
  parents: 'parent',
  stepparent: 'step_parent',
  grandparent: 'relative',
  relative: 'relative',
  child: 'peer',
  school: 'school_staff',
  institution: 'institution_staff',
  peer: 'peer',
  stranger: 'stranger',
  adult: 'other',
  official: 'unknown',
  self: 'unknown',
};
/** Found in the guardians field: `舅舅受托（疑似加害）`. */
const MARKED_SUSPECT = /([^；;，,。（(]*)[（(][^）)]*(?:加害|施暴|侵害|不履行)/g;

export function harmReadings(evidence: Evidence): Reading[] {
  return readingsOf(evidence, 'harms').filter(
    (reading) => reading.deed === null || reading.deed.victim === 'child',
  );
}

export function harmFacts(evidence: Evidence, carer: Carer, entrusted: boolean): HarmFacts {
  const readings = harmReadings(evidence);
  const harms = [...new Set(readings.map((reading) => reading.row.value as Harm))];
  const suspects = suspectsOf(evidence, readings, carer, entrusted);
  return {
    harms,
    harmWhen: whenOf(readings),
    harmRepeated: says(evidence, 'harmRepeated') && harms.length > 0,
    suspects,
    suspectLivesWithChild:
      says(evidence, 'suspectLivesWithChild') ||
      suspects.some((who) => ['parent', 'step_parent', 'entrusted_carer'].includes(who)),
    safeNow: says(evidence, 'safeNow'),
    hearsayOnly:
      readings.length > 0 &&
      readings.every((reading) => reading.hearsay && reading.text.source === 'narrative'),
    crimeVictim: says(evidence, 'crimeVictim'),
    offenceSuspect: says(evidence, 'offenceSuspect'),
  };
}

function whenOf(readings: readonly Reading[]): Facts['harmWhen'] {
  const told = readings
    .filter((reading) => reading.text.source === 'narrative')
    .map((reading) => reading.when);
  if (told.length === 0) return 'unknown';
  return NEAREST.find((when) => told.includes(when)) ?? 'unknown';
}

function suspectsOf(
  evidence: Evidence,
  readings: readonly Reading[],
  carer: Carer,
  entrusted: boolean,
): Suspect[] {
  const roles = readings.flatMap((reading) =>
    reading.deed?.by === undefined || reading.deed.by === null ? [] : [reading.deed.by],
  );
  const suspects = [...roles, ...markedInField(evidence)].map((role) => suspectOf(role, carer, entrusted));
  return [...new Set(suspects)].filter((who) => who !== 'unknown');
}

function suspectOf(role: PersonRole, carer: Carer, entrusted: boolean): Suspect {
  const cares =
    (role === 'grandparent' && carer === 'grandparent') || (role === 'relative' && carer === 'relative');
  return cares && entrusted ? 'entrusted_carer' : SUSPECT_OF[role];
}

/** Who stands before the mark in the guardians field. */
function markedInField(evidence: Evidence): PersonRole[] {
  const field = evidence.fields.find((read) => read.prepared.source === 'guardians');
  if (field === undefined) return [];
  return [...field.prepared.text.matchAll(MARKED_SUSPECT)].flatMap((match) => {
    const end = match.index + (match[1] ?? '').length;
    const marked = field.mentions.filter((mention) => mention.start >= match.index && mention.end <= end);
    return marked
      .filter((mention) => mention.role !== 'child')
      .map((mention) => mention.role)
      .slice(-1);
  });
}
