/**
 * What a leg can end with at any desk: facts and documents of each outcome, and who may use it.
 * Guarantee: every outcome code of the contracts has its row (checked by the compiler); a refused entitlement names
 * reason and way out (NO-BARE-REFUSAL); a hand-over has the receipt of who takes it (NO-REDIRECT-WITHOUT).
 * Not here: outcomes that only one department has (its own queue file).
 */
import { deskOutcomes } from '@yimen/contracts';
import type { DeskOutcome, Role } from '@yimen/contracts';
import type { OutcomeRule } from './definition';
import { coded, day, reference, yesNo } from './facts';

/** Below county level, and those who go to the child's home. */
const visitors: readonly Role[] = [
  'civil_affairs',
  'township',
  'village',
  'town_worker',
  'village_worker',
  'school',
  'education',
  'women_federation',
  'youth_league',
  'disability_federation',
  'health',
  'medical_institution',
  'social_org',
  'child_protection_agency',
  'coordination_office',
];

const assessors: readonly Role[] = [
  'civil_affairs',
  'township',
  'health',
  'medical_institution',
  'child_protection_agency',
  'disability_federation',
  'education',
  'coordination_office',
];

const reason = coded('reason', '不成立的理由', 'Why it is not due', [
  { code: 'condition_not_met', zh: '条件未满足', en: 'A condition is not met' },
  { code: 'already_receiving', zh: '已在享受同类待遇', en: 'Receives the same already' },
  { code: 'over_age', zh: '超出年龄范围', en: 'Outside the age range' },
  { code: 'other_region', zh: '由户籍地或居住地办理', en: 'Due from another region' },
]);

const childSeen = yesNo('childSeen', '见到儿童本人', 'The child was seen');

/** What an outcome needs; its names stand in the contracts. */
export type Ending = Pick<OutcomeRule, 'facts' | 'documents' | 'roles' | 'matters' | 'step'>;

const endings: Record<DeskOutcome, Ending> = {
  done: { facts: [], documents: [] },
  service_provided: { facts: [day('providedOn', '服务日期', 'Provided on')], documents: [] },
  entitlement_confirmed: {
    facts: [day('confirmedOn', '确认日期', 'Confirmed on'), day('validFrom', '起始日期', 'Due from')],
    documents: [],
  },
  entitlement_not_due: {
    facts: [
      reason,
      reference('alternative', '替代途径或复核安排', 'Other way or review'),
      day('reviewOn', '复核日期', 'Review on'),
    ],
    documents: [],
  },
  assessment_made: {
    roles: assessors,
    facts: [
      day('assessedOn', '评估日期', 'Assessed on'),
      yesNo('childHeard', '已听取儿童意见', 'The child was heard'),
    ],
    documents: ['DOC-ASSESSMENT-REPORT'],
  },
  visited: {
    roles: visitors,
    facts: [day('visitedOn', '走访日期', 'Visited on'), childSeen],
    documents: ['DOC-VISIT-RECORD'],
  },
  returned_to_school: {
    roles: ['education', 'school', 'township', 'village'],
    matters: ['education/dropout', 'special-education'],
    facts: [day('returnedOn', '复学日期', 'Back at school on')],
    documents: [],
  },
  assistance_given: { facts: [], documents: [] },
  handed_over: {
    facts: [
      reference('receiptNo', '接收单位回执', 'Receipt of who takes over'),
      day('handedOverOn', '移交日期', 'Handed over on'),
    ],
    documents: [],
  },
  need_ended: { facts: [day('verifiedOn', '核实日期', 'Verified on'), childSeen], documents: [] },
};

const isFor =
  (roles: readonly Role[]) =>
  (rule: OutcomeRule): boolean =>
    rule.roles === undefined || rule.roles.some((role) => roles.includes(role));

/** The common outcomes that one of these roles may use. */
export const deskEndings = (roles: readonly Role[]): OutcomeRule[] =>
  deskOutcomes.map((row) => ({ ...row, ...endings[row.code] })).filter(isFor(roles));
