/**
 * Who may do what: one row per action, sorted by service. The only place that knows duties; row-level security
 * in Postgres holds the reach a second time. States, fields and deadlines are not here: they belong to the policies.
 * Source: architecture section 8; GB/T 22239-2019 8.1.4.2 (least privilege, admin and audit kept apart from the work).
 */
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

export const accessRules = [
  { action: 'agencies.item.assign', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.item.claim', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.item.finish', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.item.note', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.item.read', duties: ['desk', ...leaders], reach: 'agency', countyFor: leaders },
  { action: 'agencies.item.release', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.item.return', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.item.sign', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.notice.receive', duties: ['desk'], reach: 'agency' },
  { action: 'agencies.queue.read', duties: ['desk', ...watchers], reach: 'agency', countyFor: watchers },

  { action: 'coordination.case.assign', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.case.change_risk', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'coordination.case.close', duties: ['coordinator'], reach: 'county' },
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
  { action: 'coordination.knowledge.read', duties: 'any', reach: 'county' },
  { action: 'coordination.notice.record', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'coordination.referral.reassign', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.referral.waive', duties: ['coordinator'], reach: 'county' },
  { action: 'coordination.table.read', duties: 'any', reach: 'county' },

  { action: 'directory.account.change', duties: ['admin'], reach: 'county' },
  { action: 'directory.account.create', duties: ['admin'], reach: 'county' },
  { action: 'directory.account.list', duties: [...keepers, 'supervisor'], reach: 'county' },
  { action: 'directory.agency.list', duties: 'any', reach: 'county' },
  { action: 'directory.installation.read', duties: 'public', reach: 'system' },
  { action: 'directory.local.use', duties: 'public', reach: 'system' },
  { action: 'directory.session.close', duties: 'any', reach: 'county' },
  { action: 'directory.session.open', duties: 'public', reach: 'system' },
  { action: 'directory.session.read', duties: 'any', reach: 'county' },
  { action: 'directory.session.renew', duties: 'any', reach: 'county' },

  { action: 'intake.child.match', duties: ['operator'], reach: 'county' },
  { action: 'intake.correction.read', duties: ['reviewer', ...leaders], reach: 'county' },
  { action: 'intake.import.export', duties: ['operator'], reach: 'county' },
  { action: 'intake.import.read', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.import.submit', duties: ['operator'], reach: 'county' },
  { action: 'intake.report.accept', duties: ['operator'], reach: 'county' },
  { action: 'intake.report.amend', duties: ['operator'], reach: 'county' },
  { action: 'intake.report.list', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.report.read', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.report.search', duties: ['operator', ...leaders], reach: 'county' },
  { action: 'intake.report.withdraw', duties: ['operator', 'coordinator'], reach: 'county' },
  { action: 'intake.route.preview', duties: ['operator'], reach: 'county' },
  { action: 'intake.vault.disclose', duties: ['reviewer'], reach: 'county' },

  { action: 'log.events.tail', duties: keepers, reach: 'county' },
  { action: 'log.lag.read', duties: [...keepers, 'supervisor'], reach: 'county' },
  { action: 'log.parked.read', duties: [...keepers, 'supervisor'], reach: 'county' },
  { action: 'log.parked.replay', duties: ['admin'], reach: 'county' },

  { action: 'police.item.assign', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.item.claim', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.item.finish', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.item.note', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.item.read', duties: ['desk', ...leaders], reach: 'agency', countyFor: leaders },
  { action: 'police.item.release', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.item.return', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.item.sign', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.notice.receive', duties: ['desk'], roles: ['police'], reach: 'agency' },
  { action: 'police.queue.read', duties: ['desk', ...watchers], reach: 'agency', countyFor: watchers },
] as const satisfies readonly AccessRule[];

/** An action that has a row; a misspelt one does not compile. */
export type Action = (typeof accessRules)[number]['action'];
