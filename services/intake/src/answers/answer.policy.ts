/**
 * What a reporter may be told: that it was accepted, that somebody works on it, that it is over. Pure.
 * Guarantee: codes and roles only, never a person, a place, a finding or an outcome; a reporter who may belong to the
 * suspect's household hears of receipt and end alone (policy-practice 21, no. 3).
 * Source: Minors Protection Law art. 11 (the result is told in a suitable way).
 */
import { roleCatalogue } from '@yimen/contracts';
import type { ReferralMovedV1, ReporterKind } from '@yimen/contracts';

const texts = {
  report_accepted: { zh: '您的反映已受理。', en: 'Your report was accepted.' },
  case_opened: {
    zh: '已立案办理，正在交由有关单位处理。',
    en: 'A case was opened and is with the agencies.',
  },
  case_joined: {
    zh: '已与在办事项合并处理，您的反映已一并转达。',
    en: 'It was joined to a case in hand; what you said was passed on.',
  },
  agency_signed: { zh: '{role}已签收，正在处理。', en: '{role} has taken it on.' },
  agency_finished: { zh: '{role}已完成处理。', en: '{role} has finished its part.' },
  case_closed: { zh: '该事项已办结。感谢您的关心。', en: 'The matter is closed. Thank you.' },
} as const;

export type AnswerCode = keyof typeof texts;

export interface Answer {
  code: AnswerCode;
  role: string | null;
  at: Date;
}

const tellableToAll: ReadonlySet<AnswerCode> = new Set(['report_accepted', 'case_closed']);

/** The reporter may live with whoever is suspected: what they learn could reach that person. */
export const isCloseToSuspect = (kind: ReporterKind, suspects: readonly string[]): boolean => {
  const family = ['parent', 'step_parent', 'relative', 'entrusted_carer'];
  return (kind === 'guardian' || kind === 'relative') && suspects.some((suspect) => family.includes(suspect));
};

export const isTellable = (code: AnswerCode, reporterClose: boolean): boolean =>
  !reporterClose || tellableToAll.has(code);

/** The code that a leg's new state gives; most states are the agencies' own affair. */
export const answerOfMove = (to: ReferralMovedV1['to']): AnswerCode | undefined => {
  if (to === 'signed') return 'agency_signed';
  return to === 'finished' ? 'agency_finished' : undefined;
};

const nameOf = (role: string | null): { zh: string; en: string } =>
  roleCatalogue.find(({ code }) => code === role) ?? { zh: '有关单位', en: 'The agency' };

export const answerText = ({ code, role }: Answer): { zh: string; en: string } => {
  const name = nameOf(role);
  return { zh: texts[code].zh.replace('{role}', name.zh), en: texts[code].en.replace('{role}', name.en) };
};
