import { referralStates, roleCatalogue } from '@yimen/contracts';
import { answerOfMove, answerText, isCloseToSuspect, isTellable } from './answer.policy';
import type { AnswerCode } from './answer.policy';

const codes: AnswerCode[] = [
  'report_accepted',
  'case_opened',
  'case_joined',
  'agency_signed',
  'agency_finished',
  'case_closed',
];

describe('what a reporter may be told', () => {
  it.each(codes)('%s has words in both languages and no gap left', (code) => {
    for (const role of ['police', 'nobody', null]) {
      const { zh, en } = answerText({ code, role, at: new Date(0) });
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(`${zh}${en}`).not.toMatch(/[{}]|undefined/);
    }
  });

  it('a role is named by its catalogue name', () => {
    const police = roleCatalogue.find(({ code }) => code === 'police');
    expect(answerText({ code: 'agency_signed', role: 'police', at: new Date(0) }).zh).toContain(police?.zh);
  });

  it('only signing and finishing of a leg are news', () => {
    const told = referralStates
      .filter(({ code }) => answerOfMove(code) !== undefined)
      .map(({ code }) => code);
    expect(told).toEqual(['signed', 'finished']);
  });

  it('a reporter close to the suspect hears of receipt and end alone, any other of everything', () => {
    expect(codes.filter((code) => isTellable(code, true))).toEqual(['report_accepted', 'case_closed']);
    expect(codes.filter((code) => isTellable(code, false))).toEqual(codes);
  });

  it.each([
    ['guardian', ['parent'], true],
    ['guardian', ['step_parent'], true],
    ['relative', ['entrusted_carer'], true],
    ['relative', ['relative'], true],
    ['guardian', ['school_staff'], false],
    ['guardian', [], false],
    ['school', ['parent'], false],
    ['neighbour', ['relative'], false],
  ] as const)('a %s with %j suspected is close: %s', (kind, suspects, close) =>
    expect(isCloseToSuspect(kind, suspects)).toBe(close),
  );
});
