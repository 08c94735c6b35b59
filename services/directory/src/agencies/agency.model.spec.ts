import { isDeepStrictEqual } from 'node:util';
import { deskServiceOf } from '@yimen/contracts';
import { afterChange, refusedChange } from './agency.policy';
import type { AgencyCommand, AgencyState } from './agency.policy';

const roles = ['township', 'township', 'justice', 'health', 'police', 'civil_affairs', 'coordination_office'];
const start: AgencyState[] = roles.map((role, n) => ({
  id: `AJX-${role}-${n}`,
  role,
  name: `单位${n}`,
  mergedInto: null,
}));
const nobody = 'AJX-nobody';

/** Small repeatable generator (mulberry32): a run that fails is named by its seed. */
const randomOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

type Apply = typeof afterChange;

/** @returns the first promise that does not hold after some series of commands, or nothing */
const broken = (apply: Apply, refuse = refusedChange): string | undefined => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomOf(seed);
    const pick = () => start[random(start.length + 1)]?.id ?? nobody;
    let agencies: AgencyState[] = start;
    /** items by the agency that each was issued to; moved as the desks move them */
    let items = start.map(({ id }) => id);
    for (let step = 0; step < 12; step++) {
      const command: AgencyCommand =
        random(2) === 0
          ? { kind: 'rename', agency: pick(), name: `单位${random(9)}` }
          : { kind: 'merge', agency: pick(), successor: pick() };
      if (refuse(agencies, command)) continue;
      agencies = apply(agencies, command);
      if (command.kind === 'merge')
        items = items.map((agency) => (agency === command.agency ? command.successor : agency));
      const fault = faultOf(agencies, items);
      if (fault) return `seed ${seed}, ${JSON.stringify(command)}: ${fault}`;
    }
  }
  return undefined;
};

const faultOf = (agencies: readonly AgencyState[], items: readonly string[]): string | undefined => {
  const works = agencies.filter(({ mergedInto }) => mergedInto === null);
  const names = works.map(({ name }) => name);
  if (new Set(names).size !== names.length) return 'two agencies have one name';
  const leadsTo = ({ id, mergedInto }: AgencyState) => mergedInto ?? id;
  const owners = agencies.map(leadsTo);
  if (!owners.every((id) => works.some((agency) => agency.id === id))) return 'an agency leads to none';
  if (!isDeepStrictEqual(owners, items)) return 'an item stands elsewhere than its agency leads to';
  const desks = agencies.map((agency) => [
    deskServiceOf(agency.role),
    deskServiceOf(agencies.find(({ id }) => id === leadsTo(agency))?.role ?? ''),
  ]);
  if (desks.some(([own, now]) => own !== now)) return 'work went to another desk';
  return works.some(({ role }) => role === 'coordination_office') ? undefined : 'nobody is the office';
};

it('every agency leads to one that works, whatever is renamed and merged', () => {
  expect(broken(afterChange)).toBeUndefined();
});

it('a merger that forgets what had merged before is found', () => {
  const forgets: Apply = (agencies, command) =>
    agencies.map((agency) =>
      command.kind === 'merge' && agency.id === command.agency
        ? { ...agency, mergedInto: command.successor }
        : agency,
    );
  expect(broken(forgets)).toContain('leads to none');
});

it('a rule that lets everything pass is found', () => {
  expect(broken(afterChange, () => undefined)).toBeDefined();
});

describe('a change is refused', () => {
  const [one, other, justice, , police, , office] = start.map(({ id }) => id);
  const merge = (agency = '', successor = ''): AgencyCommand => ({ kind: 'merge', agency, successor });
  const rename = (agency = '', name = ''): AgencyCommand => ({ kind: 'rename', agency, name });
  const merged = afterChange(start, merge(one, other));

  it.each<[string, AgencyCommand, string | undefined]>([
    ['to the name that it has', rename(justice, '单位2'), 'agency_name_same'],
    ['to the name of another', rename(justice, '单位3'), 'agency_name_taken'],
    ['of one that nobody knows', rename(nobody, '新'), 'agency_unknown'],
    ['of one that went into another', rename(one, '新'), 'agency_merged'],
    ['into one that went into another', merge(justice, one), 'agency_merged'],
    ['into one that nobody knows', merge(justice, nobody), 'agency_unknown'],
    ['into itself', merge(justice, justice), 'agency_merges_itself'],
    ['of the office', merge(office, justice), 'agency_office_stays'],
    ['between two desks', merge(justice, police), 'agencies_of_two_desks'],
    ['not of two roles at one desk', merge(justice, other), undefined],
    ['not to the name of one that went into another', rename(justice, '单位0'), undefined],
  ])('%s', (_what, command, code) => {
    expect(refusedChange(merged, command)?.code).toBe(code);
  });
});
