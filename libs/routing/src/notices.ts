/**
 * Notices: who must be told, on what basis, when; no clock and no work item.
 * Guarantee: a withheld role is never told, the suspected side never (I8); one notice per role and addressee.
 * Not here: sending, receipts.
 */
import type { ClauseRef, DecidedNotice } from './decision';
import type { Draft } from './draft';
import { resolveAgency } from './legs';
import type { NoticeRule } from './profile';

/** Notices of the rows that apply, then of the rules that wait for the lead. */
export function decideNotices(draft: Draft): DecidedNotice[] {
  const found = new Map<string, DecidedNotice>();
  for (const { compiled } of [...draft.applied, ...draft.notified]) {
    for (const rule of compiled.row.notices) addNotice(draft, found, rule, compiled.row.clause);
  }
  return [...found.values()];
}

function addNotice(
  draft: Draft,
  found: Map<string, DecidedNotice>,
  rule: NoticeRule,
  clause: ClauseRef,
): void {
  const role = rule.role === 'reporter_unit' ? String(draft.context.derived.reporterRole) : rule.role;
  if (role === 'none' || draft.withheld.notices.has(role)) return;
  const agency = resolveAgency(draft.compiled, role, draft.input.facts);
  const to = rule.to === '' ? (agency?.name ?? role) : rule.to;
  const known = found.get(`${role}/${to}`);
  if (!known)
    found.set(`${role}/${to}`, { role, to, agency, basis: rule.basis, when: rule.when, clauses: [clause] });
  else if (!known.clauses.some((other) => other.id === clause.id)) known.clauses.push(clause);
}
