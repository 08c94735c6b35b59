/**
 * Facts about harm: what, when, by whom, and whether the child is safe now. Guarantees: harm to an adult or to another
 * child is not the child's harm; hearsay and past are told apart but never dropped. Not here: how grave it is.
 */
import type { Carer, Facts, Harm, ParentFact, ParentState, Suspect } from '../facts';
import { readingsOf, says } from './evidence';
import type { Evidence } from './evidence';
import type { PersonRole } from './lexicon';
import type { When } from './manner';
import { markedSpans } from './marked';
import type { Reading } from './reading';

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
  others: 'other',
  official: 'unknown',
  self: 'unknown',
};
/** Harm of a home: where nobody is named, whoever keeps the child is answerable. */
const HOME_HARMS: readonly Harm[] = [
  'beaten',
  'burned',
  'confined',
  'neglected',
  'abandoned',
  'malnourished',
  'injuries_multiple',
];
const AT_HOME: readonly ParentState[] = ['caring', 'refuses', 'incapable'];

function harmReadings(evidence: Evidence): Reading[] {
  return readingsOf(evidence, 'harms').filter(
    (reading) => reading.deed === null || reading.deed.victim === 'child',
  );
}

/** Who keeps the child, as far as it is told. */
export interface Keepers {
  father: ParentFact;
  mother: ParentFact;
  carer: Carer;
  entrusted: boolean;
}

export function harmFacts(evidence: Evidence, keepers: Keepers): HarmFacts {
  const readings = harmReadings(evidence);
  const harms = [...new Set(readings.map((reading) => reading.row.value as Harm))];
  const suspects = suspectsOf(evidence, readings, keepers);
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

function suspectsOf(evidence: Evidence, readings: readonly Reading[], keepers: Keepers): Suspect[] {
  const roles = readings.flatMap((reading) => reading.deed?.by ?? []);
  const named = [...roles, ...markedInField(evidence)].map((role) => suspectOf(role, keepers));
  const known = [...new Set(named)].filter((who) => who !== 'unknown');
  const atHome = readings.some((reading) => HOME_HARMS.includes(reading.row.value as Harm));
  return known.length > 0 || !atHome ? known : keepersAsSuspects(keepers);
}

function keepersAsSuspects({ father, mother, carer, entrusted }: Keepers): Suspect[] {
  if (carer === 'grandparent' || carer === 'relative') return [entrusted ? 'entrusted_carer' : 'relative'];
  return [father, mother].some((parent) => AT_HOME.includes(parent.state)) ? ['parent'] : [];
}

function suspectOf(role: PersonRole, { carer, entrusted }: Keepers): Suspect {
  const cares = (role === 'grandparent' || role === 'relative') && role === carer;
  return cares && entrusted ? 'entrusted_carer' : SUSPECT_OF[role];
}

/** Who stands before the mark in the guardians field. */
function markedInField(evidence: Evidence): PersonRole[] {
  const field = evidence.fields.find((read) => read.prepared.source === 'guardians');
  if (field === undefined) return [];
  return markedSpans(field.prepared.text).flatMap(({ start, end }) => {
    const marked = field.mentions.filter((mention) => mention.start >= start && mention.end <= end);
    return marked.filter((mention) => mention.role !== 'child').map((mention) => mention.role);
  });
}
