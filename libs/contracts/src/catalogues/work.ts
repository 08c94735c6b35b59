/**
 * Codes of working on a case: referral states, parts, return reasons, outcomes of desks.
 * Guarantee: states and reasons equal those of the event schemas (checked by the compiler).
 * Not here: which action is possible in which state (`coordination`, `@yimen/work-queue`).
 */
import type { Part, ReferralState, ReturnReason } from '../generated/event-types';
import { rowsOf } from './texts';
import type { CodeRow, Texts } from './texts';

interface StateRow extends Texts {
  /** true: the leg is over and does not hold the case open */
  over: boolean;
}

const stateRows: Record<ReferralState, StateRow> = {
  issued: { over: false, zh: '已派发', en: 'Issued' },
  signed: { over: false, zh: '已签收', en: 'Signed' },
  returned: { over: false, zh: '已退单', en: 'Returned' },
  arbitration: { over: false, zh: '争议裁定中', en: 'In arbitration' },
  finished: { over: true, zh: '已办结', en: 'Finished' },
  waived: { over: true, zh: '已免办', en: 'Waived' },
};

export const referralStates: readonly (StateRow & { code: ReferralState })[] = rowsOf<
  ReferralState,
  StateRow
>(stateRows);

const partRows: Record<Part, Texts> = {
  lead: { zh: '牵头', en: 'Lead' },
  cooperating: { zh: '配合', en: 'Cooperating' },
};

export const parts: readonly CodeRow<Part>[] = rowsOf<Part, Texts>(partRows);

const returnReasonRows: Record<ReturnReason, Texts> = {
  not_our_duty: { zh: '不属本单位职责', en: 'Not our duty' },
  wrong_area: { zh: '不在本单位管辖区域', en: 'Outside our area' },
  duplicate: { zh: '与在办工单重复', en: 'Same as a work item in hand' },
  other_agency_named: { zh: '条款载明由其他单位承办', en: 'The clause names another agency' },
  already_handled: { zh: '同一事项此前已办结', en: 'The same matter was finished before' },
  conflict_of_interest: { zh: '须回避', en: 'Conflict of interest' },
};

/** Lack of papers, name, age or registration is no reason (Minors Protection Law art. 97; NO-REFUSE-ON-GROUND). */
export const returnReasons: readonly CodeRow<ReturnReason>[] = rowsOf<ReturnReason, Texts>(returnReasonRows);

const policeOutcomeRows = {
  admonished: { zh: '批评教育、训诫', en: 'Admonished' },
  written_warning: { zh: '出具告诫书', en: 'Written warning issued' },
  administrative_penalty: { zh: '治安管理处罚', en: 'Administrative penalty' },
  case_filed: { zh: '刑事立案', en: 'Criminal case filed' },
  no_violation_found: {
    zh: '未发现违法事实，儿童已见到且安全',
    en: 'No violation found, child seen and safe',
  },
  child_found: { zh: '儿童已找回', en: 'Child found' },
  child_escorted: { zh: '护送至监护人或救助机构', en: 'Child escorted to guardian or shelter' },
  registration_done: { zh: '户籍登记办结', en: 'Household registration done' },
  assistance_given: { zh: '协助配合完成', en: 'Assistance given' },
  transferred: { zh: '移送有管辖权的公安机关', en: 'Transferred to the competent police' },
} as const satisfies Record<string, Texts>;

export type PoliceOutcome = keyof typeof policeOutcomeRows;

export const policeOutcomes: readonly CodeRow<PoliceOutcome>[] = rowsOf<PoliceOutcome, Texts>(
  policeOutcomeRows,
);

const caseStepRows = {
  temporary_guardianship: { zh: '民政临时监护', en: 'Temporary guardianship' },
  written_report: { zh: '控辍保学书面报告', en: 'Written report of failed persuasion' },
  guardian_change: { zh: '变更监护人', en: 'Change of guardian' },
  finish_police: { zh: '公安办结', en: 'The police finish' },
} as const satisfies Record<string, Texts>;

/** Steps that a county's table may tie to a document (NO-STEP-WITHOUT-DOCUMENT). */
export type CaseStep = keyof typeof caseStepRows;

export const caseSteps: readonly CodeRow<CaseStep>[] = rowsOf<CaseStep, Texts>(caseStepRows);

const deskOutcomeRows = {
  done: { zh: '已办结', en: 'Done' },
  service_provided: { zh: '已提供服务', en: 'Service provided' },
  entitlement_confirmed: { zh: '待遇已确认', en: 'Entitlement confirmed' },
  entitlement_not_due: { zh: '待遇不成立（附理由与替代）', en: 'Not entitled, with reason and alternative' },
  assessment_made: { zh: '评估已完成', en: 'Assessment made' },
  visited: { zh: '已走访', en: 'Visited' },
  returned_to_school: { zh: '已复学', en: 'Back at school' },
  assistance_given: { zh: '协助配合完成', en: 'Assistance given' },
  handed_over: { zh: '已移交其他单位（附回执）', en: 'Handed over, with receipt' },
  need_ended: { zh: '需要已消失（附核实）', en: 'Need has ended, verified' },
} as const satisfies Record<string, Texts>;

export type DeskOutcome = keyof typeof deskOutcomeRows;

/** Outcomes that every desk may have; a department's own stand beside them. */
export const deskOutcomes: readonly CodeRow<DeskOutcome>[] = rowsOf<DeskOutcome, Texts>(deskOutcomeRows);

const civilAffairsOutcomeRows = {
  care_plan_made: { zh: '帮扶方案已制定', en: 'Care plan made' },
  temporary_guardianship: { zh: '民政临时监护', en: 'Temporary guardianship by civil affairs' },
} as const satisfies Record<string, Texts>;

export type CivilAffairsOutcome = keyof typeof civilAffairsOutcomeRows;

export const civilAffairsOutcomes: readonly CodeRow<CivilAffairsOutcome>[] = rowsOf<
  CivilAffairsOutcome,
  Texts
>(civilAffairsOutcomeRows);

const educationOutcomeRows = {
  persuasion_reported: { zh: '劝返无效，已书面报告', en: 'Persuasion failed, reported in writing' },
  school_placed: { zh: '已作教育安置', en: 'Placed in schooling' },
} as const satisfies Record<string, Texts>;

export type EducationOutcome = keyof typeof educationOutcomeRows;

export const educationOutcomes: readonly CodeRow<EducationOutcome>[] = rowsOf<EducationOutcome, Texts>(
  educationOutcomeRows,
);

const rehabOutcomeRows = {
  institution_designated: { zh: '已指定康复机构', en: 'Institution designated' },
} as const satisfies Record<string, Texts>;

export type RehabOutcome = keyof typeof rehabOutcomeRows;

export const rehabOutcomes: readonly CodeRow<RehabOutcome>[] = rowsOf<RehabOutcome, Texts>(rehabOutcomeRows);

const designationEndRows = {
  course_finished: { zh: '疗程结束', en: 'Course finished' },
  moved: { zh: '转往其他机构', en: 'Moved to another institution' },
  guardian_withdrew: { zh: '监护人要求终止', en: 'Guardian withdrew' },
  institution_left: { zh: '机构不再定点', en: 'Institution is designated no longer' },
  not_due: { zh: '不再符合救助条件', en: 'Aid is due no longer' },
} as const satisfies Record<string, Texts>;

/** Why the designation of a rehabilitation institution ended. */
export const designationEnds: readonly CodeRow<keyof typeof designationEndRows>[] = rowsOf<
  keyof typeof designationEndRows,
  Texts
>(designationEndRows);
