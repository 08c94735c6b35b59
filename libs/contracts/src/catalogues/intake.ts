/**
 * Codes of a report: channels, kinds of reporter, risk levels, dispositions, mandatory report items.
 * Guarantee: same codes as in the event schemas (checked by the compiler).
 * Not here: how a level or disposition is decided (`@yimen/routing`). Source: policy-practice sections 1.2 and 5.
 */
import type {
  Channel,
  Disposition,
  MandatoryReportItem,
  ReporterKind,
  RiskLevel,
} from '../generated/event-types';
import { rowsOf } from './texts';
import type { CodeRow, Texts } from './texts';

interface RiskRow extends Texts {
  colour: 'none' | 'red' | 'orange' | 'yellow' | 'blue';
  /** 0 = most urgent; lists sort by it */
  urgency: number;
}

const riskRows: Record<RiskLevel, RiskRow> = {
  R1: { colour: 'red', urgency: 0, zh: '红 紧急', en: 'Red, emergency' },
  R2: { colour: 'orange', urgency: 1, zh: '橙 高', en: 'Orange, high' },
  R3: { colour: 'yellow', urgency: 2, zh: '黄 中', en: 'Yellow, medium' },
  R4: { colour: 'blue', urgency: 3, zh: '蓝 低', en: 'Blue, low' },
  R0: { colour: 'none', urgency: 4, zh: '无风险（咨询、非受理）', en: 'None (question, out of scope)' },
};

/** Most urgent first. */
export const riskLevels: readonly (RiskRow & { code: RiskLevel })[] = rowsOf<RiskLevel, RiskRow>(riskRows);

const channelRows: Record<Channel, Texts> = {
  hotline: { zh: '热线', en: 'Hotline' },
  window: { zh: '窗口', en: 'Window' },
  visit: { zh: '走访', en: 'Home visit' },
  mandatory_report: { zh: '强制报告', en: 'Mandatory report' },
  school: { zh: '学校', en: 'School' },
  police: { zh: '公安', en: 'Police' },
  import: { zh: '批量导入', en: 'Import' },
  online: { zh: '网络', en: 'Online' },
  urge: { zh: '催办', en: 'Follow-up call' },
  other: { zh: '其他', en: 'Other' },
};

export const channels: readonly CodeRow<Channel>[] = rowsOf<Channel, Texts>(channelRows);

const reporterKindRows: Record<ReporterKind, Texts> = {
  child: { zh: '儿童本人', en: 'The child' },
  guardian: { zh: '监护人', en: 'Guardian' },
  relative: { zh: '亲属', en: 'Relative' },
  neighbour: { zh: '邻居', en: 'Neighbour' },
  citizen: { zh: '群众', en: 'Citizen' },
  school: { zh: '学校', en: 'School' },
  medical_institution: { zh: '医疗机构', en: 'Medical institution' },
  village: { zh: '村（居）委会', en: "Village or residents' committee" },
  village_worker: { zh: '儿童主任', en: 'Child director' },
  town_worker: { zh: '儿童督导员', en: 'Child supervisor' },
  township: { zh: '乡镇（街道）', en: 'Township' },
  police: { zh: '公安', en: 'Police' },
  civil_affairs: { zh: '民政', en: 'Civil affairs' },
  social_org: { zh: '社会组织', en: 'Social organisation' },
  child_welfare_institution: { zh: '儿童福利机构', en: 'Child welfare institution' },
  rescue_station: { zh: '救助管理机构', en: 'Rescue station' },
  childcare: { zh: '托育、培训、校车等', en: 'Childcare, tutoring, school bus' },
  hotel: { zh: '旅馆、娱乐场所', en: 'Hotel or venue' },
  women_federation: { zh: '妇联', en: "Women's federation" },
  youth_league: { zh: '共青团', en: 'Youth league' },
  several: { zh: '多人', en: 'Several' },
  anonymous: { zh: '匿名', en: 'Anonymous' },
  other: { zh: '其他', en: 'Other' },
};

export const reporterKinds: readonly CodeRow<ReporterKind>[] = rowsOf<ReporterKind, Texts>(reporterKindRows);

const dispositionRows: Record<Disposition, Texts> = {
  accept: { zh: '受理', en: 'Accepted' },
  'accept-emergency': { zh: '紧急受理', en: 'Accepted as emergency' },
  'accept-split': { zh: '分案受理', en: 'Accepted, split into several matters' },
  'accept-multi': { zh: '一案多需', en: 'Accepted, several needs under one lead' },
  'accept-eligible': { zh: '受理，初步符合条件', en: 'Accepted, conditions appear met' },
  'accept-pending': { zh: '受理，条件待满足', en: 'Accepted, a condition is still running' },
  'accept-ineligible-alt': { zh: '受理，改走其他帮扶', en: 'Accepted for other help than asked' },
  'accept-verify': { zh: '受理，边保护边核实', en: 'Accepted, facts to be verified' },
  'accept-cross-region': { zh: '受理，跨区协同', en: 'Accepted, with another region' },
  'accept-transfer': { zh: '先处置后移送', en: 'Urgent measures, then transfer' },
  'accept-by-upper-law': { zh: '依上位法受理', en: 'Accepted under national rules' },
  merge: { zh: '并案', en: 'Joined to an open case' },
  'reopen-supervise': { zh: '重启督办', en: 'Reopened or urged, with supervision' },
  import: { zh: '批量导入', en: 'Import' },
  'consult-answer': { zh: '咨询答复', en: 'Question answered' },
  redirect: { zh: '转办（非受理范围）', en: 'Redirected, out of scope' },
  'reject-registration': {
    zh: '不予登记（附理由与替代）',
    en: 'Not registered, with reason and alternative',
  },
};

export const dispositions: readonly CodeRow<Disposition>[] = rowsOf<Disposition, Texts>(dispositionRows);

const mandatoryReportRows: Record<MandatoryReportItem, Texts> = {
  MR1: { zh: '生殖器官或隐私部位非正常损伤（含疑似）', en: 'Abnormal injury of private parts' },
  MR2: {
    zh: '不满14周岁女性遭受或疑似遭受性侵害、怀孕、流产',
    en: 'Sexual abuse, pregnancy or abortion, girl under 14',
  },
  MR3: {
    zh: '14周岁以上女性遭受或疑似遭受性侵害所致怀孕、流产',
    en: 'Pregnancy or abortion by sexual abuse, 14 or over',
  },
  MR4: {
    zh: '多处损伤、严重营养不良、意识不清，疑似家暴、欺凌、虐待',
    en: 'Injuries, malnutrition or unconsciousness, abuse suspected',
  },
  MR5: {
    zh: '自杀、自残、工伤、中毒、被麻醉、殴打等致伤残、死亡',
    en: 'Disability or death by suicide, self-harm, poisoning, beating',
  },
  MR6: { zh: '被遗弃或长期处于无人照料状态', en: 'Abandoned or long without a carer' },
  MR7: { zh: '来源不明、失踪或被拐卖、收买', en: 'Unknown origin, missing, trafficked' },
  MR8: { zh: '被组织乞讨', en: 'Organised begging' },
  MR9: { zh: '其他严重侵害身心健康或正在面临不法侵害危险', en: 'Other grave harm, or in danger of it' },
};

/** The nine situations of art. 4, opinion of nine ministries on mandatory reporting (2020). */
export const mandatoryReportItems: readonly CodeRow<MandatoryReportItem>[] = rowsOf<
  MandatoryReportItem,
  Texts
>(mandatoryReportRows);
