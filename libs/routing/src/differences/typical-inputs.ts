/** Typical reports, as facts alone: what each county's table is asked to compare them. For the page of differences. */
import type { RouteInput } from '../decision';
import type { Facts } from '../facts';
import { input, parent } from '../fixtures/facts';

interface Typical {
  title: string;
  given: RouteInput;
}

type Given = Partial<Omit<RouteInput, 'facts'>>;

const typical = (title: string, given: Given, facts: Partial<Facts> = {}): Typical => ({
  title,
  given: input({ ...given, facts }),
});

const bothAway = { father: parent('away_working'), mother: parent('away_working') };
const cared = { father: parent('caring'), mother: parent('caring') };
const imprisonedAndDead = { father: parent('imprisoned', 8), mother: parent('dead') };
const severe = { category: 4, level: 1, certificate: true };

/** One or more for each kind of matter; the order is that of the page. */
export const typicalInputs: readonly Typical[] = [
  typical(
    '家长打伤孩子，学校报告',
    { matters: ['emergency', 'guardianship'], risk: 'R1' },
    {
      harms: ['beaten'],
      harmWhen: 'today',
      suspects: ['parent'],
      reporterKind: 'school',
      mandatoryReporter: true,
      ageYears: 8,
    },
  ),
  typical(
    '邻居反映孩子被打，不危急',
    { matters: ['guardianship'], risk: 'R2' },
    { harms: ['beaten'], suspects: ['parent'], ageYears: 9 },
  ),
  typical(
    '疑似性侵',
    { matters: ['emergency', 'legal-aid'], risk: 'R1' },
    { harms: ['sexual_suspected'], suspects: ['relative'], ageYears: 13 },
  ),
  typical('儿童失踪', { matters: ['emergency'], risk: 'R1' }, { harms: ['missing'], ageYears: 7 }),
  typical(
    '十二岁留守儿童独居',
    { matters: ['guardianship'], risk: 'R2' },
    { ...bothAway, livesAlone: true, ageYears: 12 },
  ),
  typical(
    '照料人病倒，联系不上父母',
    { matters: ['guardianship'], risk: 'R2' },
    { ...bothAway, carer: 'grandparent', carerIncapable: true, carerUnreachable: true, ageYears: 6 },
  ),
  typical(
    '流浪乞讨儿童',
    { matters: ['guardianship'], risk: 'R2' },
    { harms: ['begging'], carer: 'alone', hukou: 'unknown', ageYears: 10 },
  ),
  typical(
    '弃婴',
    { matters: ['guardianship'], risk: 'R1' },
    { harms: ['abandoned'], carer: 'none', ageYears: 0, ageMonths: 1 },
  ),
  typical(
    '父亲拒不履行监护六个月，要求变更监护',
    { matters: ['guardianship'], risk: 'R3' },
    { father: parent('refuses', 6), asks: ['guardianship_change'], ageYears: 9 },
  ),
  typical(
    '父母都被羁押，孩子无人管',
    { matters: ['guardianship'], risk: 'R2' },
    {
      father: parent('detained'),
      mother: parent('detained'),
      carer: 'none',
      unattendedNow: true,
      ageYears: 5,
    },
  ),
  typical('公安通报后的调查评估', { matters: ['assessment'], risk: 'R2' }, { ageYears: 9 }),
  typical(
    '事实无人抚养申请',
    { matters: ['living-allowance'] },
    { ...imprisonedAndDead, asks: ['allowance'], ageYears: 10 },
  ),
  typical(
    '孤儿申请基本生活费',
    { matters: ['living-allowance'] },
    { orphan: true, carer: 'grandparent', asks: ['allowance'], ageYears: 10 },
  ),
  typical(
    '困难家庭要求补助，父母都在',
    { matters: ['living-allowance'] },
    { ...cared, asks: ['allowance'], ageYears: 10 },
  ),
  typical(
    '留守儿童登记',
    { matters: ['ledger/info'] },
    {
      ...bothAway,
      ruralHukou: true,
      hukou: 'local',
      carer: 'grandparent',
      ageYears: 9,
      reporterKind: 'village_worker',
    },
  ),
  typical(
    '低保家庭重度残疾儿童登记',
    { matters: ['ledger/info'] },
    { ...cared, lowIncome: 'dibao', disability: severe, ageYears: 9 },
  ),
  typical(
    '五岁残疾儿童要做康复',
    { matters: ['rehab'] },
    { disability: severe, asks: ['rehab_aid'], ageYears: 5 },
  ),
  typical(
    '十岁残疾儿童要做康复',
    { matters: ['rehab'] },
    { disability: severe, asks: ['rehab_aid'], ageYears: 10 },
  ),
  typical(
    '大病医疗救助',
    { matters: ['medical'] },
    { diagnoses: ['leukaemia'], asks: ['medical_aid'], ageYears: 7 },
  ),
  typical(
    '辍学两个月',
    { matters: ['education/dropout'], risk: 'R3' },
    { schooling: 'dropped_out', ageYears: 13 },
  ),
  typical(
    '残疾儿童上学安置',
    { matters: ['special-education'], risk: 'R3' },
    { disability: severe, schooling: 'not_enrolled', ageYears: 8 },
  ),
  typical(
    '无户口',
    { matters: ['household-registration'], risk: 'R3' },
    { hukou: 'none', noHukou: true, ageYears: 6 },
  ),
  typical(
    '被害儿童要求法律援助',
    { matters: ['legal-aid'] },
    { crimeVictim: true, asks: ['legal_aid'], ageYears: 12 },
  ),
  typical(
    '在校儿童要求心理辅导',
    { matters: ['psychological'] },
    { schooling: 'attending', asks: ['psychological'], ageYears: 12 },
  ),
  typical('住房困难', { matters: ['housing'] }, { asks: ['housing'], ageYears: 11 }),
  typical('成年孤儿就业', { matters: ['employment'] }, { orphan: true, asks: ['employment'], ageYears: 18 }),
  typical('督促走访', { matters: ['visit/patrol'] }, { ...bothAway, ageYears: 9 }),
  typical('投诉处理不及时', { matters: ['accountability'] }, { asks: ['complaint'], repeatOfKnown: true }),
];
