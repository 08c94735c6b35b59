/**
 * All readings of one report for one child, from the narrative and from the fields, in one place to ask from.
 * Guarantees: a field's reading comes before the narrative's; triggers carry offsets into the narrative.
 * Not here: which fact follows (`facts-of.ts`, `family.ts`).
 */
import type { Trigger } from '../facts';
import type { SuggestInput } from './input';
import { readText } from './reading';
import type { Reading, ReadText } from './reading';
import { viewReporter } from './reporter';
import type { ReporterView } from './reporter';
import { prepareText } from './text';
import type { Source } from './text';

export interface Evidence {
  input: SuggestInput;
  reporter: ReporterView;
  narrative: ReadText;
  fields: readonly ReadText[];
  /** fields first, then the narrative */
  readings: readonly Reading[];
}

/** Facts that a field may speak of; the narrative may speak of all. */
const FIELD_FACTS: Readonly<Record<Exclude<Source, 'narrative'>, readonly string[]>> = {
  guardians: [
    'parent',
    'carer',
    'carerIncapable',
    'carerUnreachable',
    'entrusted',
    'livesAlone',
    'signs',
    'orphan',
    'harms',
    'suspectLivesWithChild',
  ],
  household: ['lowIncome', 'ruralHukou', 'noHukou', 'signs', 'orphan', 'harms', 'parent'],
  disability: ['diagnoses', 'signs'],
  illness: ['diagnoses', 'signs'],
  hukou: ['hukou', 'noHukou', 'ruralHukou'],
  school: ['schooling'],
  address: [],
};

export function gatherEvidence(input: SuggestInput): Evidence {
  const names = namesOf(input.child.name);
  const reporter = viewReporter(input.reporter, input.channel, input.narrative);
  const narrative = readText(prepareText(input.narrative, 'narrative', names), reporter.speaker);
  const fields = (Object.keys(FIELD_FACTS) as (keyof typeof FIELD_FACTS)[]).flatMap((source) => {
    const said = input.child[source];
    if (said === undefined || said === '' || FIELD_FACTS[source].length === 0) return [];
    const read = readText(prepareText(said, source, names), 'other');
    return [
      {
        ...read,
        readings: read.readings.filter((reading) => FIELD_FACTS[source].includes(reading.row.fact)),
      },
    ];
  });
  return {
    input,
    reporter,
    narrative,
    fields,
    readings: [...fields.flatMap((read) => read.readings), ...narrative.readings],
  };
}

/** `小桐/小梧（化名）` -> both names without remarks. */
function namesOf(name: string | undefined): string[] {
  return (name ?? '')
    .replace(/[（(][^）)]*[）)]/g, '')
    .split(/[/、，,“”"\s]+/)
    .filter((part) => part.length >= 2 && part.length <= 4 && !/不详|未知|不明/.test(part));
}

export function readingsOf(evidence: Evidence, fact: string, value?: string | boolean): Reading[] {
  return evidence.readings.filter(
    (reading) => reading.row.fact === fact && (value === undefined || reading.row.value === value),
  );
}

export function says(evidence: Evidence, fact: string, value?: string | boolean): boolean {
  return evidence.readings.some(
    (reading) => reading.row.fact === fact && (value === undefined || reading.row.value === value),
  );
}

/** Every reading as a trigger, its sign too; words from a field name the field and have offsets into it. */
export function triggersOf(evidence: Evidence): Trigger[] {
  return evidence.readings.flatMap(({ row, words, start, end, text }) => {
    const own = typeof row.value === 'string' ? `${row.fact}.${row.value}` : row.fact;
    const facts = row.also === undefined ? [own] : [own, `signs.${row.also}`];
    const field = text.source === 'narrative' ? {} : { field: text.source };
    return facts.map((fact) => ({ fact, words, start, end, rule: row.id, ...field }));
  });
}
