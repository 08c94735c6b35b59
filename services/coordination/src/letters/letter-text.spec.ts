import { anAccepted } from '../testing/coordination-system';
import { aDecision, anOpenCase, lettersDecision } from '../testing/case-builders';
import { mergeContent, routeInputOf } from '../cases/case.content';
import { acceptedReport } from '../cases/incoming-report';
import type { AgencyRef, DecidedNotice } from '@yimen/routing';
import type { CaseState } from '../cases/case.state';
import { asSent, letterText, ofSent } from './letter-text';
import type { LetterText } from './letter-text';

const narrative = '周婶说隔壁孩子艾滋病，被继父打。';
const report = acceptedReport(anAccepted({ narrative }));
const content = mergeContent(undefined, routeInputOf(report, undefined), aDecision(), report);

const textOf = (state: CaseState, role: string): LetterText => {
  const letter = state.letters.find((known) => known.role === role);
  if (!letter) throw new Error(`no letter to ${role}`);
  return letterText({ state, content, at: '2026-03-20T20:35:00Z', by: 'ajx-coordinator' }, letter);
};

const whole = ({ title, lines, receipt }: LetterText): string => [title, ...lines, ...receipt].join('\n');

const legTo = (agency: AgencyRef, part: 'lead' | 'cooperating' = 'cooperating'): CaseState =>
  anOpenCase({
    referrals: [
      {
        matter: 'guardianship',
        matters: ['guardianship'],
        agency: { ...agency, byLetter: true },
        part,
        task: '撤销监护',
        clauses: [{ id: 'AJX-M4c', kind: 'county', source: 'x' }],
      },
    ],
  });

const noticeTo = (notice: Partial<DecidedNotice>): CaseState =>
  anOpenCase({
    notices: [
      { role: 'guardian', to: '父母', agency: null, basis: 'AJX-M2c', when: '', clauses: [], ...notice },
    ],
  });

describe('the words of a letter', () => {
  it('to another county: the need, its basis and the place, and a receipt to send back', () => {
    const text = textOf(anOpenCase(lettersDecision('R2')), 'external');
    expect(text.title).toBe('移送（转办、协查）函');
    expect(text.lines).toEqual([
      'external：',
      '现将儿童保护个案AJX-2026-000001中须由贵单位办理的事项函告贵单位。',
      '依据：AJX-M2a',
      '请办理：处置',
      '所在地：孝丰镇',
      '未载明的情况，由贵单位经办人向本办公室核验身份后查询，请勿向无关人员扩散。',
      '请签收后将回执退回本办公室。',
      'coordination_office',
      '2026年3月21日',
    ]);
    expect(text.receipt[1]).toBe('函号：AJX-2026-000001-L01');
  });

  it('to a court: the child, the report and no word that it has no duty about', () => {
    const court = whole(textOf(legTo({ id: 'AJX-court', role: 'court', name: '县法院' }, 'lead'), 'court'));
    expect(court).toContain('儿童：小棠');
    expect(court).toContain('艾滋病');
    const school = whole(textOf(legTo({ id: 'AJX-school', role: 'school', name: '学校' }, 'lead'), 'school'));
    expect(school).toContain('儿童：小棠');
    expect(school).not.toContain('艾滋病');
  });

  it.each(['guardian', 'relative', 'school', 'medical_institution', 'other'])(
    'to a %s that is only told: nothing of the child, nothing of the report',
    (role) => {
      const text = whole(textOf(noticeTo({ role }), role));
      for (const word of ['小棠', '孝丰', '艾滋', '打', '周婶']) expect(text).not.toContain(word);
      expect(text).toContain('AJX-M2c');
    },
  );

  it('cut sensitive words out of a basis too', () => {
    expect(whole(textOf(noticeTo({ basis: '强奸案立案告知' }), 'guardian'))).toContain(
      '［已隐去］案立案告知',
    );
  });

  it('have no place that is left unfilled', () => {
    for (const state of [anOpenCase(lettersDecision('R1')), noticeTo({})])
      for (const { role } of state.letters) expect(whole(textOf(state, role))).not.toMatch(/[{}]|undefined/);
  });

  it('are kept as they went', () => {
    const text = textOf(noticeTo({}), 'guardian');
    expect(ofSent(asSent(text))).toEqual(text);
  });
});

describe('whoever reported', () => {
  const told = { kind: 'citizen', token: 'rp_0000test1' };

  it('stands in no letter, whatever the recipient', () => {
    const states = [
      anOpenCase(lettersDecision('R1')),
      legTo({ id: 'AJX-civil', role: 'civil_affairs', name: '民政局' }, 'lead'),
      noticeTo({ role: 'school', to: '报告单位' }),
    ];
    for (const state of states)
      for (const { role } of state.letters) {
        const text = whole(textOf(state, role));
        expect(text).not.toContain(told.token);
        expect(text).not.toContain('报告单位');
        expect(text).not.toContain('报告人');
      }
  });
});
