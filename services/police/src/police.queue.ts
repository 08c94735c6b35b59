/**
 * The police desk as data: what a referral can end with, which facts and documents each end needs, who may do
 * what. Guarantee: every outcome code of the contracts has its row (checked by the compiler); admonition, written
 * warning, penalty and filing are four instruments, never one for another (NO-WRONG-INSTRUMENT). Sources: 安吉县方案
 * 二（六）2 (AJX-M2a..M2g), policy-practice 2, 4, 5 and 19.
 */
import { policeOutcomes } from '@yimen/contracts';
import type { PoliceOutcome } from '@yimen/contracts';
import { coded, day, deskQueue, optional, reference, time, yesNo } from '@yimen/work-queue';
import type { Ending, FactRule, OutcomeRule } from '@yimen/work-queue';
import { policeRule } from './police.policy';

/** 现场处置分类必选 (AJX-M2a): the branch of the county's document that the scene belonged to. */
const branch = coded('branch', '现场处置分支', 'Branch on the scene', [
  {
    code: 'M2b',
    zh: '单独居住：责令返回或确定受委托监护人',
    en: 'Lives alone: parents ordered back or a carer named',
  },
  {
    code: 'M2c',
    zh: '丧失能力或不履行：联系返回或委托亲属',
    en: 'No care given: parents called back or relatives entrusted',
  },
  { code: 'M2d', zh: '联系不上：就近护送临时照料', en: 'Nobody reached: escorted to care nearby' },
  { code: 'M2e', zh: '失踪：快速查找', en: 'Missing: rapid search' },
  {
    code: 'M2f',
    zh: '侵害或意外：制止、取证、就医、鉴定',
    en: 'Harm or accident: stopped, secured, treated, examined',
  },
  { code: 'M2g', zh: '通报乡镇（街道）', en: 'Township told' },
  { code: 'other', zh: '不属以上分支', en: 'None of these' },
]);

/** 护送去向四选一 (AJX-M2d), and where a child may be found in care. */
const carer = coded('presentCarer', '现时照料人', 'Who cares for the child now', [
  { code: 'guardian', zh: '监护人（非加害人）', en: 'Guardian who did no harm' },
  { code: 'relative', zh: '其他近亲属', en: 'Other close relative' },
  { code: 'village', zh: '村（居）民委员会', en: "Village or residents' committee" },
  { code: 'rescue_station', zh: '救助管理机构', en: 'Rescue station' },
  { code: 'child_welfare_institution', zh: '福利机构', en: 'Child welfare institution' },
  { code: 'hospital', zh: '医院', en: 'Hospital' },
  { code: 'police', zh: '公安机关', en: 'Police' },
  { code: 'school', zh: '学校', en: 'School' },
]);

/** What every end of a call-out states; a red one is held to them by the policy. */
const scene: readonly FactRule[] = [
  branch,
  yesNo('childSeen', '见到儿童本人', 'The child was seen'),
  yesNo('childSafe', '儿童已处于安全控制之下', 'The child is in safe hands'),
  optional(carer),
  optional(time('arrivedAt', '出警到场时刻', 'Arrived at')),
  optional(yesNo('suspectRemoved', '加害人已隔离', 'The suspect was kept apart')),
];

const incident = 'DOC-POLICE-INCIDENT-RECORD';

/**
 * Ends with `step` wait for what the county's table ties to `finish_police` (a written warning, SX-P9d). A heavier
 * instrument, no violation, a hand-over to other police and a register entry do not: the warning is for lighter
 * violence that is not punished otherwise (反家庭暴力法16).
 */
const endings: Record<PoliceOutcome, Ending> = {
  admonished: { facts: scene, documents: [incident, 'DOC-ADMONITION'], step: 'finish_police' },
  written_warning: {
    // first re-visit within 7 days of service (policy-practice 4, L03); the policy compares the two days
    facts: [
      ...scene,
      reference('warningNo', '告诫书文号', 'Number of the warning'),
      day('deliveredOn', '送交日期', 'Served on'),
      day('firstRevisitDue', '首次查访期限', 'First re-visit due'),
    ],
    documents: [incident, 'DOC-DV-WARNING'],
    step: 'finish_police',
  },
  administrative_penalty: {
    facts: [...scene, reference('decisionNo', '处罚决定书文号', 'Number of the decision')],
    documents: [incident, 'DOC-ADMIN-PENALTY'],
  },
  case_filed: {
    facts: [
      ...scene,
      // 受案 comes before 立案; the platform keeps number and day only
      coded('filing', '受案或立案', 'Accepted or filed', [
        { code: 'accepted', zh: '受案', en: 'Accepted for investigation' },
        { code: 'filed', zh: '立案', en: 'Criminal case filed' },
      ]),
      reference('filingNo', '受案、立案文号', 'Number of the filing'),
      day('filedOn', '受案、立案日期', 'Filed on'),
    ],
    documents: [incident, 'DOC-CASE-FILING'],
  },
  no_violation_found: { facts: scene, documents: [incident] },
  child_found: {
    facts: [...scene, yesNo('debriefed', '已询问并安全评估', 'Debriefed and assessed')],
    documents: [incident, 'DOC-FOUND-DEBRIEF'],
  },
  child_escorted: {
    facts: [...scene, { ...carer, name: 'escortedTo', zh: '护送去向', en: 'Escorted to' }],
    documents: [incident, 'DOC-HANDOVER-FORM'],
    step: 'finish_police',
  },
  registration_done: { facts: [day('registeredOn', '登记日期', 'Registered on')], documents: [] },
  assistance_given: { facts: scene.map(optional), documents: [], step: 'finish_police' },
  transferred: {
    // competence lies elsewhere: urgent measures first, then the receipt of who takes it over (L04)
    facts: [
      ...scene.map(optional),
      reference('receiptNo', '接收单位回执文号', 'Receipt of the other agency'),
      day('transferredOn', '移送日期', 'Transferred on'),
    ],
    documents: ['DOC-CROSS-REGION-LETTER'],
  },
};

/** 现场处置完毕 without an instrument against anybody, e.g. an accident: the branch says which. */
const disposedOnScene: OutcomeRule = {
  code: 'disposed_on_scene',
  zh: '现场处置完毕',
  en: 'Disposed of on the scene',
  facts: scene,
  documents: [incident],
  step: 'finish_police',
};

export const policeQueue = deskQueue('police', {
  outcomes: [disposedOnScene, ...policeOutcomes.map((row) => ({ ...row, ...endings[row.code] }))],
  beyond: policeRule,
});
