/**
 * Who may do what: one row per action, sorted by service. The only place that knows duties; row-level security
 * in Postgres holds the reach a second time. States, fields and deadlines are not here: they belong to the policies.
 * Source: architecture section 8; GB/T 22239-2019 8.1.4.2 (least privilege, admin and audit kept apart from the work).
 */
import { rolesAt } from '@yimen/contracts';
import type { DeskService } from '@yimen/contracts';
import type { RowScope } from '@yimen/messaging';
import type { Duty } from './actor';

export interface AccessRule {
  /** `<service>.<noun>.<verb>` */
  action: string;
  /** `public`: no token; `any`: every account with a token */
  duties: readonly Duty[] | 'public' | 'any';
  /** canonical roles of the actor's agency; absent = every role */
  roles?: readonly string[];
  /** which rows the action sees */
  reach: RowScope['reach'];
  /** duties for which the reach is the whole county although the row says less */
  countyFor?: readonly Duty[];
}

const leaders = ['coordinator', 'supervisor'] as const;
const watchers = ['coordinator', 'supervisor', 'auditor'] as const;
const keepers = ['admin', 'auditor'] as const;

/** Every desk is asked the same: its officers act, whoever leads reads. */
const deskRules = <S extends DeskService>(service: S) => {
  const own = { duties: ['desk'], roles: rolesAt(service), reach: 'agency' } as const;
  const read = { reach: 'agency', countyFor: leaders } as const;
  return [
    { action: `${service}.item.assign`, ...own },
    { action: `${service}.item.claim`, ...own },
    { action: `${service}.item.finish`, ...own },
    { action: `${service}.item.note`, ...own },
    { action: `${service}.item.read`, duties: ['desk', ...leaders], ...read },
    { action: `${service}.item.release`, ...own },
    { action: `${service}.item.return`, ...own },
    { action: `${service}.item.sign`, ...own },
    { action: `${service}.notice.receive`, ...own },
    { action: `${service}.queue.export`, duties: ['desk', ...watchers], ...read, countyFor: watchers },
    { action: `${service}.queue.read`, duties: ['desk', ...watchers], ...read, countyFor: watchers },
  ] as const satisfies readonly AccessRule[];
};

export const accessRules = [
  ...deskRules('agencies'),

  ...deskRules('civil-affairs'),

  { action: 'coordination.case.assign', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.case.change_risk', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'coordination.case.close', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.case.export', duties: watchers, reach: 'county' },
  {
    action: 'coordination.case.list',
    duties: ['operator', 'desk', ...watchers],
    reach: 'agency',
    countyFor: ['operator', ...watchers],
  },
  {
    action: 'coordination.case.read',
    duties: ['operator', 'desk', ...leaders],
    reach: 'agency',
    countyFor: ['operator', ...leaders],
  },
  { action: 'coordination.document.register', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'coordination.knowledge.read', duties: 'any', reach: 'county' },
  { action: 'coordination.letter.list', duties: ['operator', ...watchers], reach: 'county' },
  { action: 'coordination.letter.read', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'coordination.letter.record', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'coordination.letter.waive', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.letter.write', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.notice.record', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'coordination.referral.reassign', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.referral.waive', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.table.read', duties: 'any', reach: 'county' },

  { action: 'directory.account.change', duties: ['admin'], reach: 'county' },
  { action: 'directory.account.create', duties: ['admin'], reach: 'county' },
  { action: 'directory.account.list', duties: [...keepers, 'supervisor'], reach: 'county' },
  { action: 'directory.agency.change', duties: ['admin'], reach: 'county' },
  { action: 'directory.agency.list', duties: 'any', reach: 'county' },
  { action: 'directory.duty.change', duties: ['admin'], reach: 'county' },
  { action: 'directory.duty.list', duties: ['admin'], reach: 'county' },
  { action: 'directory.duty.read', duties: ['desk', ...leaders], reach: 'agency', countyFor: leaders },
  { action: 'directory.installation.read', duties: 'public', reach: 'system' },
  { action: 'directory.local.use', duties: 'public', reach: 'system' },
  { action: 'directory.session.close', duties: 'any', reach: 'county' },
  { action: 'directory.session.open', duties: 'public', reach: 'system' },
  { action: 'directory.session.read', duties: 'any', reach: 'county' },
  { action: 'directory.session.renew', duties: 'any', reach: 'county' },

  ...deskRules('education'),

  { action: 'intake.attachment.add', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'intake.attachment.read', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.attachment.share', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'intake.attachment.withhold', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'intake.case_attachment.read', duties: ['desk'], reach: 'agency' },
  { action: 'intake.child.compare', duties: ['coordinator'], reach: 'county' },
  { action: 'intake.child.match', duties: ['operator'], reach: 'county' },
  { action: 'intake.child.merge', duties: ['coordinator'], reach: 'county' },
  { action: 'intake.child.unmerge', duties: ['coordinator'], reach: 'county' },
  { action: 'intake.correction.read', duties: ['reviewer', ...leaders], reach: 'county' },
  { action: 'intake.draft.keep', duties: ['operator'], reach: 'county' },
  { action: 'intake.import.export', duties: ['operator'], reach: 'county' },
  { action: 'intake.import.read', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.import.submit', duties: ['operator'], reach: 'county' },
  { action: 'intake.report.accept', duties: ['operator'], reach: 'county' },
  { action: 'intake.report.amend', duties: ['operator'], reach: 'county' },
  { action: 'intake.report.export', duties: leaders, reach: 'county' },
  { action: 'intake.report.hand_over', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'intake.report.list', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.report.read', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.report.search', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.report.withdraw', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'intake.route.preview', duties: ['operator'], reach: 'county' },
  { action: 'intake.vault.disclose', duties: ['reviewer'], reach: 'county' },

  { action: 'log.events.tail', duties: keepers, reach: 'county' },
  { action: 'log.lag.read', duties: [...keepers, 'supervisor'], reach: 'county' },
  { action: 'log.parked.discard', duties: ['admin', 'supervisor'], reach: 'county' },
  { action: 'log.parked.read', duties: [...keepers, 'supervisor'], reach: 'county' },
  { action: 'log.parked.replay', duties: ['admin'], reach: 'county' },

  ...deskRules('police'),

  { action: 'rehab.designation.end', duties: ['desk'], roles: rolesAt('rehab'), reach: 'agency' },
  { action: 'rehab.designation.make', duties: ['desk'], roles: rolesAt('rehab'), reach: 'agency' },
  { action: 'rehab.designation.read', duties: ['desk', ...leaders], reach: 'agency', countyFor: leaders },
  ...deskRules('rehab'),
] as const satisfies readonly AccessRule[];

/** An action that has a row; a misspelt one does not compile. */
export type Action = (typeof accessRules)[number]['action'];
