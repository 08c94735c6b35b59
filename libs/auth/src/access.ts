/**
 * `can` and `scopeOf` over the access table: pure, no database, no clock.
 * Guarantees that what is refused here is refused for a stated code, and that no scope is wider than the row.
 * Not here: what a state, a field class or a deadline allows.
 */
import type { RowScope } from '@yimen/messaging';
import type { Actor, Duty } from './actor';
import { accessRules } from './access-rules';
import type { AccessRule, Action } from './access-rules';
import { refusal } from './refusal';
import type { Refusal } from './refusal';

export interface Allowed {
  allowed: true;
  scope: RowScope;
}

/** The row that an action is about; what is unknown is left out and not compared. */
export interface AccessSubject {
  county: string;
  agency?: string;
  area?: string;
}

const rules: ReadonlyMap<string, AccessRule> = new Map(accessRules.map((rule) => [rule.action, rule]));

/** @throws Error when the table has no such row: a route that nobody decided about stays shut */
export const ruleOf = (action: string): AccessRule => {
  const rule = rules.get(action);
  if (!rule) throw new Error(`no access rule for action ${action}: add a row to access-rules.ts`);
  return rule;
};

const holdsOne = (actor: Actor, wanted: readonly Duty[] | undefined): boolean =>
  wanted !== undefined && actor.duties.some((duty) => wanted.includes(duty));

const mayAct = (actor: Actor, rule: AccessRule): boolean => {
  if (rule.roles && !rule.roles.includes(actor.role)) return false;
  return rule.duties === 'public' || rule.duties === 'any' || holdsOne(actor, rule.duties);
};

/** An account without an area works for its whole county; one with an area sees only that through an `area` row. */
const reachOf = (actor: Actor, rule: AccessRule): RowScope['reach'] => {
  if (rule.reach === 'area') return actor.area === undefined ? 'county' : 'area';
  if (rule.reach === 'agency' && holdsOne(actor, rule.countyFor)) return 'county';
  return rule.reach;
};

/** The rows that the actor's transaction sees for this action; `withTx` hands it to Postgres. */
export const scopeOf = (actor: Actor, action: Action): RowScope => {
  const reach = reachOf(actor, ruleOf(action));
  return {
    county: reach === 'system' ? '*' : actor.jurisdiction,
    reach,
    agency: actor.agency,
    ...(actor.area === undefined ? {} : { area: actor.area }),
    actor: actor.subject,
    duties: actor.duties.join(','),
  };
};

const isOutside = (scope: RowScope, subject: AccessSubject): boolean => {
  if (scope.reach === 'system') return false;
  if (scope.county !== subject.county) return true;
  if (scope.reach === 'agency') return subject.agency !== undefined && subject.agency !== scope.agency;
  return scope.reach === 'area' && subject.area !== undefined && subject.area !== scope.area;
};

/**
 * May this actor do this at all, and, with a subject, to this row?
 * @returns `duty_missing` (403) when no duty of the actor allows it; `not_found` (404) when the row is outside the
 * scope, so that a stranger never learns that it exists
 */
export const can = (actor: Actor, action: Action, subject?: AccessSubject): Allowed | Refusal => {
  const rule = ruleOf(action);
  if (!mayAct(actor, rule)) return refusal('duty_missing', { action });
  const scope = scopeOf(actor, action);
  return subject && isOutside(scope, subject) ? refusal('not_found') : { allowed: true, scope };
};
