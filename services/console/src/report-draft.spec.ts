import {
  dateOf,
  emptyDraft,
  fieldId,
  hasContent,
  newChild,
  reportBody,
  unfinishedIn,
  withoutFields,
} from './report-draft';
import type { ChildDraft, ReportDraft } from './report-draft';

const draft = (part: Partial<ReportDraft> = {}): ReportDraft => ({
  ...emptyDraft('a'),
  narrative: '孩子在哭',
  ...part,
});
const child = (part: Partial<ChildDraft>): ChildDraft => ({ ...newChild('a'), ...part });

describe('the body of a report', () => {
  it('leaves out every empty field and the keys of the page', () => {
    expect(reportBody(draft())).toEqual({
      channel: 'hotline',
      narrative: '孩子在哭',
      reporter: { confidential: false, anonymous: false },
      children: [{ sex: 'unknown' }],
    });
  });

  it('keeps the narrative exactly as typed', () => {
    expect(reportBody(draft({ narrative: '  “他”打人１次\n' }))['narrative']).toBe('  “他”打人１次\n');
  });

  it('trims what was said of reporter and child', () => {
    const body = reportBody(
      draft({ name: ' 王芳 ', children: [child({ name: ' 小雨 ', guardians: '   ' })] }),
    );
    expect(body['reporter']).toMatchObject({ name: '王芳' });
    expect(body['children']).toEqual([{ name: '小雨', sex: 'unknown' }]);
  });

  it('reads full-width digits and a small x of an ID number', () => {
    const body = reportBody(draft({ children: [child({ idNumber: '３３０５２３ 20190503 001x' })] }));
    expect(body['children']).toEqual([{ sex: 'unknown', idNumber: '33052320190503001X' }]);
  });

  it('names a known child, a raised risk and an own wording only when they were chosen', () => {
    const chosen = draft({ risk: 'R1', statement: '孩子在哭。', children: [child({ knownChildId: 'k' })] });
    expect(reportBody(chosen)).toMatchObject({
      risk: 'R1',
      statement: '孩子在哭。',
      children: [{ knownChildId: 'k' }],
    });
    expect(Object.keys(reportBody(draft()))).not.toEqual(expect.arrayContaining(['risk']));
  });
});

describe('the corrections of a child', () => {
  const corrections = { matter: { suggested: ['emergency', 'medical'], added: [], removed: ['emergency'] } };

  it('are lists in its part of the body, and nothing of the draft’s own', () => {
    const body = reportBody(draft({ children: [child({}), child({ corrections })] }));
    expect(body['children']).toEqual([{ sex: 'unknown' }, { sex: 'unknown', matters: ['medical'] }]);
  });

  it('are nothing to lose without words', () => {
    expect(hasContent(draft({ narrative: '', children: [child({ corrections: {} })] }))).toBe(false);
  });
});

describe('a date', () => {
  it.each([
    ['2019-05-03', '2019-05-03'],
    ['20190503', '2019-05-03'],
    ['2019.5.3', '2019-05-03'],
    ['2019/5/3', '2019-05-03'],
    ['2019年5月3日', '2019-05-03'],
    ['２０１９年５月３日', '2019-05-03'],
    ['五岁', '五岁'],
    ['2019', '2019'],
    ['', ''],
  ])('typed as %s is %s', (typed, expected) => {
    expect(dateOf(typed)).toBe(expected);
  });
});

describe('what is not whole yet', () => {
  it('is an ID number of fewer characters and a date that is none', () => {
    const children = [child({}), child({ idNumber: '3305', birthDate: '五岁' })];
    expect(unfinishedIn(reportBody(draft({ children }))).map(({ field, rule }) => [field, rule])).toEqual([
      ['children.1.idNumber', 'identityNumber'],
      ['children.1.birthDate', 'calendarDate'],
    ]);
  });

  it('is nothing when both are whole', () => {
    const whole = child({ idNumber: '33052320190503001X', birthDate: '2019.5.3' });
    expect(unfinishedIn(reportBody(draft({ children: [whole] })))).toEqual([]);
  });
});

describe('the body without its wrong fields', () => {
  const body = reportBody(
    draft({ phone: '1', children: [child({ name: '小雨' }), child({ idNumber: '3305' })] }),
  );
  const wrong = (field: string) => [{ field, rule: 'any', message: 'any' }];

  it('loses exactly that field of that child', () => {
    expect(withoutFields(body, wrong('children.1.idNumber'))).toEqual({
      ...body,
      children: [{ name: '小雨', sex: 'unknown' }, { sex: 'unknown' }],
    });
  });

  it('loses a field of the reporter', () => {
    expect(withoutFields(body, wrong('reporter.phone'))['reporter']).toEqual({
      confidential: false,
      anonymous: false,
    });
  });

  it('stays as it is for a field that it does not have, and is never changed in place', () => {
    const before = structuredClone(body);
    expect(withoutFields(body, wrong('children.7.name'))).toEqual(body);
    withoutFields(body, wrong('reporter.phone'));
    expect(body).toEqual(before);
  });
});

describe('a draft', () => {
  it.each([
    [draft({ narrative: '' }), false],
    [draft({ narrative: '   ' }), false],
    [draft(), true],
    [draft({ narrative: '', phone: '1' }), true],
    [draft({ narrative: '', children: [child({ address: '车站' })] }), true],
    [draft({ narrative: '', children: [child({}), child({})] }), true],
    [draft({ narrative: '', children: [child({ sex: 'male' })] }), false],
  ])('number %# has something to lose or not', (some, expected) => {
    expect(hasContent(some)).toBe(expected);
  });

  it('finds its fields on the page by the names of the server', () => {
    expect(fieldId('children.0.idNumber')).toBe('children-0-idNumber');
  });
});
