/**
 * Which service holds the desk of which role: the one table that routes, screens and checkers ask.
 * Guarantee: every role that can have a desk has exactly one (a role that no row names is at `agencies`).
 * Not here: which agency answers for a kind of need (the county's table in `@yimen/routing`).
 */
import { roleCatalogue } from './roles';
import type { Role } from './roles';
import { rowsOf } from './texts';
import type { Texts } from './texts';

interface DeskTexts extends Texts {
  /** roles with a service of their own; `agencies` has all that are left */
  roles: readonly Role[];
}

const named = {
  police: { roles: ['police'], zh: '公安工单', en: 'Police' },
  'civil-affairs': { roles: ['civil_affairs'], zh: '民政工单', en: 'Civil affairs' },
  education: { roles: ['education', 'school'], zh: '教育工单', en: 'Education' },
  rehab: { roles: ['disability_federation'], zh: '残联工单', en: 'Rehabilitation' },
} as const satisfies Record<string, DeskTexts>;

export type DeskService = keyof typeof named | 'agencies';

const isNamed = (role: Role): boolean =>
  Object.values(named).some(({ roles }) => (roles as readonly Role[]).includes(role));

/** Persons get notices by intake or by letter; they have no desk. */
const left = roleCatalogue
  .filter(({ code, kind }) => kind !== 'person' && !isNamed(code))
  .map(({ code }) => code);

/** Every service with a desk: its name as in paths and topics, its roles, its names on screen. */
export const deskServices: readonly (DeskTexts & { code: DeskService })[] = rowsOf<DeskService, DeskTexts>({
  ...named,
  agencies: { roles: left, zh: '部门工单', en: 'Agencies' },
});

/** Undefined = the role has no desk. */
export const deskServiceOf = (role: string): DeskService | undefined =>
  deskServices.find(({ roles }) => (roles as readonly string[]).includes(role))?.code;

/** Roles whose desk this service is. */
export const rolesAt = (service: DeskService): readonly Role[] =>
  deskServices.find(({ code }) => code === service)?.roles ?? [];
