/**
 * Renaming an agency, or letting it go into another, in the middle of its work. Pure. Guarantee: after any series of
 * changes every agency that ever was leads to exactly one that still works, and of those no two of a county have one
 * name. A wrong name can be renamed back; a merger cannot be undone.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { deskServiceOf } from '@yimen/contracts';

export interface AgencyState {
  id: string;
  role: string;
  name: string;
  /** agency that has its work now; null = it works */
  mergedInto: string | null;
}

export type AgencyCommand =
  { kind: 'rename'; agency: string; name: string } | { kind: 'merge'; agency: string; successor: string };

/** Of one county. */
export type Agencies = readonly AgencyState[];

const refusedRename = (
  agencies: Agencies,
  agency: AgencyState,
  { name }: Extract<AgencyCommand, { kind: 'rename' }>,
): Refusal | undefined => {
  if (agency.name === name) return refusal('agency_name_same');
  const isTaken = agencies.some((other) => other.mergedInto === null && other.name === name);
  return isTaken ? refusal('agency_name_taken') : undefined;
};

const refusedMerge = (
  agencies: Agencies,
  agency: AgencyState,
  { successor: id }: Extract<AgencyCommand, { kind: 'merge' }>,
): Refusal | undefined => {
  const successor = agencies.find((other) => other.id === id);
  if (!successor) return refusal('agency_unknown');
  if (successor.mergedInto !== null) return refusal('agency_merged');
  if (successor.id === agency.id) return refusal('agency_merges_itself');
  // everything that nobody else owns is the office's
  if (agency.role === 'coordination_office') return refusal('agency_office_stays');
  // a role keeps its desk, whoever carries it, and an officer works at one desk
  return deskServiceOf(agency.role) === deskServiceOf(successor.role)
    ? undefined
    : refusal('agencies_of_two_desks');
};

/** @returns why it must not be, or nothing */
export const refusedChange = (agencies: Agencies, command: AgencyCommand): Refusal | undefined => {
  const agency = agencies.find(({ id }) => id === command.agency);
  if (!agency) return refusal('agency_unknown');
  if (agency.mergedInto !== null) return refusal('agency_merged');
  return command.kind === 'rename'
    ? refusedRename(agencies, agency, command)
    : refusedMerge(agencies, agency, command);
};

/** The agencies after a change that was not refused; what had gone into this one before goes where it goes. */
export const afterChange = (agencies: Agencies, command: AgencyCommand): AgencyState[] =>
  agencies.map((agency) => {
    if (command.kind === 'rename')
      return agency.id === command.agency ? { ...agency, name: command.name } : agency;
    const goes = agency.id === command.agency || agency.mergedInto === command.agency;
    return goes ? { ...agency, mergedInto: command.successor } : agency;
  });
