/**
 * Whom a step of an alert calls. Pure. Guarantee: where nobody is on duty the office is called and told so; where
 * nobody is there either, the alert still goes out, addressed to the office.
 */
import type { DutyPart } from '../duty/duty.policy';

interface Rung {
  at: 'agency' | 'office';
  part: DutyPart;
}

const office: readonly Rung[] = [
  { at: 'office', part: 'duty' },
  { at: 'office', part: 'deputy' },
];

/** By step: the first rung is meant, the others stand in. */
const ladders: readonly (readonly Rung[])[] = [
  [{ at: 'agency', part: 'duty' }, ...office],
  [{ at: 'agency', part: 'deputy' }, ...office],
  office,
];

export interface Person {
  agency: string;
  part: DutyPart;
  account: string;
  phone: string;
}

export interface Recipient {
  /** agency id */
  agency: string;
  person: Person | undefined;
  /** nobody is on duty where this step looks first */
  isStandIn: boolean;
}

/** @param onDuty who began last first: at a handover that one is called */
export const recipientOf = (
  step: number,
  agencies: Record<Rung['at'], string>,
  onDuty: readonly Person[],
): Recipient => {
  const ladder = ladders[step - 1] ?? office;
  const found = ladder.map(({ at, part }) =>
    onDuty.find((person) => person.agency === agencies[at] && person.part === part),
  );
  const person = found.find((candidate) => candidate !== undefined);
  return { agency: person?.agency ?? agencies.office, person, isStandIn: found[0] === undefined };
};
