/**
 * The desks of every role that has no service of its own, as data: which roles, and what each can end a leg with.
 * Guarantee: every outcome code of the contracts has its row (checked by the compiler); a refused entitlement
 * names reason and way out (NO-BARE-REFUSAL); a hand-over has the receipt of who takes it (NO-REDIRECT-WITHOUT).
 */
import { deskOutcomes, returnReasons, roleCatalogue } from '@yimen/contracts';
import type { DeskOutcome, Role } from '@yimen/contracts';
import {
  defineQueue,
  standardActions,
  standardColumns,
  standardSigning,
  standardStates,
  standardViews,
} from '@yimen/work-queue';
import type { FactRule, OutcomeRule } from '@yimen/work-queue';

/** Roles with a service of their own; a department that gets one is added here and leaves this desk. */
const elsewhere: readonly Role[] = ['police'];

/** Persons get notices by intake or by letter; they have no desk. */
export const deskRoles: readonly Role[] = roleCatalogue
  .filter(({ code, kind }) => kind !== 'person' && !elsewhere.includes(code))
  .map(({ code }) => code);

const day = (name: string, zh: string, en: string): FactRule => ({
  name,
  zh,
  en,
  kind: 'date',
  needed: true,
});
const yesNo = (name: string, zh: string, en: string): FactRule => ({
  name,
  zh,
  en,
  kind: 'boolean',
  needed: true,
});
const paper = (name: string, zh: string, en: string): FactRule => ({
  name,
  zh,
  en,
  kind: 'reference',
  needed: true,
});

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

const reason: FactRule = {
  name: 'reason',
  zh: '不成立的理由',
  en: 'Why it is not due',
  kind: 'code',
  needed: true,
  codes: [
    { code: 'condition_not_met', zh: '条件未满足', en: 'A condition is not met' },
    { code: 'already_receiving', zh: '已在享受同类待遇', en: 'Receives the same already' },
    { code: 'over_age', zh: '超出年龄范围', en: 'Outside the age range' },
    { code: 'other_region', zh: '由户籍地或居住地办理', en: 'Due from another region' },
  ],
};

type Ending = Pick<OutcomeRule, 'facts' | 'documents' | 'roles' | 'matters'>;

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
      paper('alternative', '替代途径或复核安排', 'Other way or review'),
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
    facts: [
      day('visitedOn', '走访日期', 'Visited on'),
      yesNo('childSeen', '见到儿童本人', 'The child was seen'),
    ],
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
      paper('receiptNo', '接收单位回执', 'Receipt of who takes over'),
      day('handedOverOn', '移交日期', 'Handed over on'),
    ],
    documents: [],
  },
  need_ended: {
    facts: [
      day('verifiedOn', '核实日期', 'Verified on'),
      yesNo('childSeen', '见到儿童本人', 'The child was seen'),
    ],
    documents: [],
  },
};

export const agenciesQueue = defineQueue({
  service: 'agencies',
  zh: '部门工单',
  en: 'Agency queue',
  roles: deskRoles,
  states: standardStates,
  actions: standardActions,
  signing: standardSigning,
  returnReasons: returnReasons.map(({ code }) => code),
  outcomes: deskOutcomes.map((row) => ({ ...row, ...endings[row.code] })),
  columns: standardColumns,
  views: standardViews,
});
