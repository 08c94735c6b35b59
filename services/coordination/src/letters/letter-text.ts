/**
 * The words of a letter: one template per kind of recipient, filled with what that recipient may know. Pure.
 * Guarantee: a leg's letter says what its agency could read at a desk (`cutForRole`), a notice's letter nothing of the
 * child; neither has a place for the reporter. A line whose place stays empty is left out.
 * Not here: layout on paper (the console prints), the receipt's entries.
 */
import { cutForRole } from '@yimen/contracts';
import type { ReferralIssuedV1 } from '@yimen/contracts';
import { formatInstant } from '@yimen/routing';
import type { CaseState, Letter } from '../cases/case.state';
import { cutLeg } from '../referrals/outgoing';
import type { Telling } from '../referrals/outgoing';

type Place =
  | 'to'
  | 'letterNo'
  | 'caseNo'
  | 'basis'
  | 'task'
  | 'child'
  | 'place'
  | 'statement'
  | 'due'
  | 'office'
  | 'day';

interface Template {
  title: string;
  lines: readonly string[];
}

type Kind = 'transfer' | 'family' | 'body';

const templates: Record<Kind, Template> = {
  transfer: {
    title: '移送（转办、协查）函',
    lines: [
      '{to}：',
      '现将儿童保护个案{caseNo}中须由贵单位办理的事项函告贵单位。',
      '依据：{basis}',
      '请办理：{task}',
      '儿童：{child}',
      '所在地：{place}',
      '情况：{statement}',
      '未载明的情况，由贵单位经办人向本办公室核验身份后查询，请勿向无关人员扩散。',
      '请签收后将回执退回本办公室。',
    ],
  },
  family: {
    title: '告知函',
    lines: [
      '{to}：',
      '就编号{caseNo}的事项，现依法告知。',
      '依据：{basis}',
      '请持本函及本人身份证件到本办公室，或由送达人当面向您说明具体内容。',
      '请在回执上签名；拒绝签收的，由送达人注明。',
    ],
  },
  body: {
    title: '告知函',
    lines: [
      '{to}：',
      '就编号{caseNo}的个案，现依据{basis}告知贵单位。',
      '具体内容由本办公室当面或经核验身份后说明，请勿向无关人员扩散。',
      '请签收后将回执退回本办公室。',
    ],
  },
};

const closing: readonly string[] = ['{office}', '{day}'];

/** Torn off, or written by whoever brings it. */
const receiptSlip: Template = {
  title: '回执',
  lines: [
    '函号：{letterNo}',
    '收件：{to}',
    '签收人：　　　　　　签收日期：　　　　年　　月　　日',
    '□ 收到　□ 拒收（理由：　　　　　　　　　　　　）',
  ],
};

const kinds: Readonly<Record<string, Kind>> = { guardian: 'family', relative: 'family' };

const kindOf = ({ legId, role }: Letter): Kind => (legId === null ? (kinds[role] ?? 'body') : 'transfer');

type Fields = Partial<Record<Place, string>>;

const place = /\{(\w+)\}/g;

const isFilled = (line: string, fields: Fields): boolean =>
  [...line.matchAll(place)].every(([, name]) => (fields[name as Place] ?? '') !== '');

const fill = (line: string, fields: Fields): string =>
  line.replace(place, (_whole, name: string) => fields[name as Place] ?? '');

const filled = ({ title, lines }: Template, fields: Fields): string[] => [
  title,
  ...lines.filter((line) => isFilled(line, fields)).map((line) => fill(line, fields)),
];

const sexes: Readonly<Record<string, string>> = { male: '男', female: '女' };

const childOf = ({ child }: ReferralIssuedV1): string => {
  const { name, sex, ageYears } = child ?? {};
  return [name, sexes[sex ?? ''], ageYears === undefined ? undefined : `${ageYears}岁`]
    .filter(Boolean)
    .join('，');
};

const placeOf = ({ place: where }: ReferralIssuedV1): string =>
  [where?.township, where?.address].filter(Boolean).join('，');

/** What the letter's leg may be told; nothing for a notice. */
const legFields = (telling: Telling, { legId }: Letter): Fields => {
  const leg = telling.state.legs.find(({ id }) => id === legId);
  if (!leg) return {};
  const data = cutLeg(telling, leg);
  return { task: data.task, child: childOf(data), place: placeOf(data), statement: data.statement };
};

/** A basis is the county's own words; it is cut like a notice all the same. */
const basisOf = ({ id, county }: CaseState, letter: Letter): string =>
  cutForRole(letter.role, 'notice', {
    noticeId: letter.id,
    caseId: id,
    county,
    agency: { id: '', role: letter.role, name: letter.to },
    to: letter.to,
    basis: letter.basis,
    when: '',
    text: '',
    clauses: [],
    issuedAt: letter.writtenAt,
  }).basis;

const dayOf = (at: string): string => {
  const [year, month, day] = formatInstant(new Date(at)).slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
};

export interface LetterText {
  title: string;
  letterNo: string;
  lines: string[];
  receipt: string[];
}

/** As it would go out now. */
export const letterText = (telling: Telling, letter: Letter): LetterText => {
  const { state, at } = telling;
  const fields: Fields = {
    ...legFields(telling, letter),
    to: letter.to,
    letterNo: letter.letterNo,
    caseNo: state.caseNo,
    basis: basisOf(state, letter),
    office: state.office.name,
    day: dayOf(at),
  };
  const [title = '', ...lines] = filled(templates[kindOf(letter)], fields);
  return {
    title,
    letterNo: letter.letterNo,
    lines: [...lines, ...closing.map((line) => fill(line, fields))],
    receipt: filled(receiptSlip, fields),
  };
};

/** What is kept of a letter that went out. */
export const asSent = (text: LetterText): string => JSON.stringify(text);

export const ofSent = (kept: string): LetterText => JSON.parse(kept) as LetterText;
