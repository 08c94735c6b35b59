/**
 * When an event may be given up: by two accounts of its county, never an urgent report that was accepted, never one
 * that only waits behind another. Pure; the two accounts are a constraint of the table as well.
 */
import type { ParkedEvent, RowScope } from '../types';
import type { DiscardRefusal } from './quarantine';

export type DiscardStep = 'propose' | 'withdraw' | 'confirm';

/** An event whose county cannot be read belongs to whoever can mend it. */
const ofNoCounty = ['', '*'];

export const isVisible = (by: RowScope, jurisdiction: string): boolean =>
  by.reach === 'system' || by.county === jurisdiction || ofNoCounty.includes(jurisdiction);

/** Nothing that was accepted as an emergency is ever lost, whoever agrees (I5). */
const isAcceptedEmergency = ({ type, urgent }: ParkedEvent): boolean =>
  urgent && type.startsWith('report.accepted.');

interface DiscardRule {
  code: DiscardRefusal;
  steps: readonly DiscardStep[];
  refuses(parked: ParkedEvent, by: RowScope): boolean;
}

const all = ['propose', 'withdraw', 'confirm'] as const;
const giving = ['propose', 'confirm'] as const;
const deciding = ['withdraw', 'confirm'] as const;

/** The first that refuses is the answer. */
const rules: readonly DiscardRule[] = [
  { code: 'parked_key_unknown', steps: all, refuses: ({ jurisdiction }, by) => !isVisible(by, jurisdiction) },
  { code: 'parked_settled', steps: all, refuses: ({ settledAt }) => settledAt !== null },
  { code: 'accepted_report_kept', steps: giving, refuses: isAcceptedEmergency },
  { code: 'parked_behind', steps: giving, refuses: ({ reason }) => reason === 'behind' },
  { code: 'discard_proposed', steps: ['propose'], refuses: ({ discard }) => discard !== null },
  { code: 'discard_not_proposed', steps: deciding, refuses: ({ discard }) => discard === null },
  {
    code: 'second_person_needed',
    steps: ['confirm'],
    refuses: ({ discard }, { actor }) => discard?.proposedBy === actor,
  },
];

/** Undefined = it may be done. */
export const discardRefusal = (
  parked: ParkedEvent | undefined,
  step: DiscardStep,
  by: RowScope,
): DiscardRefusal | undefined =>
  parked === undefined
    ? 'parked_key_unknown'
    : rules.find(({ steps, refuses }) => steps.includes(step) && refuses(parked, by))?.code;
