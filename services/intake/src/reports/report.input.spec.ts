import type { Actor, Refusal } from '@yimen/auth';
import { anOfficeActor } from '@yimen/auth/testing';
import type { ReportBody } from './report.dto';
import { readReport, viewOf } from './report.input';
import type { SaidReport } from './report.input';

const now = new Date('2026-03-20T08:35:00+08:00');
const actor: Actor = anOfficeActor('operator');

const body = (changes: Partial<ReportBody> = {}): ReportBody => ({
  channel: 'hotline',
  narrative: '孩子一个人在家。',
  reporter: { name: '佟某', phone: '13800001111' },
  children: [{ name: '小棠' }],
  ...changes,
});

const read = (changes: Partial<ReportBody> = {}): SaidReport => {
  const said = readReport(body(changes), actor, now);
  if ('allowed' in said) throw new Error(`refused: ${said.code}`);
  return said;
};

const refused = (changes: Partial<ReportBody>): Refusal => {
  const said = readReport(body(changes), actor, now);
  if (!('allowed' in said)) throw new Error('was not refused');
  return said;
};

const firstError = ({ params }: Refusal): unknown => (params['errors'] as { field: string }[])[0];

describe('when it was told', () => {
  it('is now unless said', () => {
    expect(read()).toMatchObject({ receivedAt: now, lateEntry: false });
  });

  it.each([
    ['10 minutes ago is no late entry', '2026-03-20T08:25:00+08:00', false],
    ['another zone says the same instant', '2026-03-20T00:30:00Z', false],
    ['half a minute ahead is another clock, taken as now', '2026-03-20T08:35:30+08:00', false],
  ])('%s', (_what, receivedAt, late) => {
    const said = read({ receivedAt });
    expect(said.lateEntry).toBe(late);
    expect(said.receivedAt.getTime()).toBeLessThanOrEqual(now.getTime());
  });

  it('earlier is a late entry and says why', () => {
    const receivedAt = '2026-03-20T08:24:59+08:00';
    expect(refused({ receivedAt }).code).toBe('late_entry_reason_needed');
    expect(refused({ receivedAt, lateEntryReason: '  ' }).code).toBe('late_entry_reason_needed');
    expect(read({ receivedAt, lateEntryReason: '停电' })).toMatchObject({
      lateEntry: true,
      lateEntryReason: '停电',
    });
  });

  it.each([
    ['2026-03-20T08:36:01+08:00', 'received_in_future'],
    ['2015-01-01T00:00:00+08:00', 'received_at_invalid'],
  ])('%s is refused as %s', (receivedAt, code) =>
    expect(refused({ receivedAt, lateEntryReason: 'x' }).code).toBe(code),
  );
});

describe('what is said of a child', () => {
  it('an identity number gives birth date, sex and age where they were not said', () => {
    const [child] = read({ children: [{ idNumber: '33052320140201996x' }] }).children;
    expect(child?.identity).toEqual({
      idNumber: '33052320140201996X',
      birthDate: '2014-02-01',
      sex: 'female',
      ageYears: 12,
    });
  });

  it('what was said of the birth date stands, and the difference is marked', () => {
    const [child] = read({
      children: [{ idNumber: '33052320140201996X', birthDate: '2015-02-01' }],
    }).children;
    expect(child).toMatchObject({ birthConflict: true, identity: { birthDate: '2015-02-01', ageYears: 11 } });
  });

  it.each([
    ['2014-03-20', 12],
    ['2014-03-21', 11],
    ['2026-03-20', 0],
  ])('born on %s is %s years old on the day of receipt', (birthDate, ageYears) => {
    expect(read({ children: [{ birthDate, ageYears: 5 }] }).children[0]?.identity.ageYears).toBe(ageYears);
  });

  it('an age without a date is kept as said', () => {
    expect(read({ children: [{ ageYears: 7, ageText: '七八岁' }] }).children[0]).toMatchObject({
      identity: { ageYears: 7 },
      ageText: '七八岁',
    });
  });

  it.each([
    [{ birthDate: '2026-03-21' }, 'birth_date_in_future', 'children.0.birthDate'],
    [{ birthDate: '1900-01-01' }, 'age_out_of_range', 'children.0.birthDate'],
  ])('%j is refused as %s', (child, code, field) => {
    const refusal = refused({ children: [child] });
    expect(refusal.code).toBe(code);
    expect(firstError(refusal)).toMatchObject({ field });
  });

  it('blanks and nulls are not said', () => {
    const [child] = read({
      children: [{ name: ' ', idNumber: '', birthDate: null, sex: null, aliases: [] }],
    }).children;
    expect(child?.identity).toEqual({});
  });

  it('its own ticks come before those of the whole report', () => {
    const children = [{ risk: 'R2' as const }, {}];
    const choices = read({ children, risk: 'R3', matters: ['emergency'] }).children.map(
      ({ choice }) => choice,
    );
    expect(choices).toEqual([
      { risk: 'R2', matters: ['emergency'] },
      { risk: 'R3', matters: ['emergency'] },
    ]);
  });

  it('the next hop is told no alias, student number or certificate', () => {
    const identity = { name: '小棠', aliases: ['棠棠'], studentNumber: 'G1', disabilityCertificate: '2' };
    expect(viewOf(identity)).toEqual({ name: '小棠' });
  });
});

describe('who told it', () => {
  it.each([
    [{ name: '佟某' }, false],
    [{ organisation: '学校' }, false],
    [{ kindText: '邻居' }, true],
    [{ name: '佟某', anonymous: true }, true],
    [{ kind: 'anonymous' as const, phone: '138' }, true],
    [{}, true],
  ])('%j is anonymous: %s', (reporter, anonymous) =>
    expect(read({ reporter }).reporter.anonymous).toBe(anonymous),
  );

  it('only what was said is kept', () => {
    const reporter = { name: '佟某', phone: ' ', address: null, confidential: true };
    expect(read({ reporter }).reporter).toEqual({
      identity: { name: '佟某' },
      confidential: true,
      anonymous: false,
    });
  });
});

describe('the county', () => {
  it('is the actor’s, and no other', () => {
    expect(read().county).toBe('AJX');
    expect(read({ county: 'AJX' }).county).toBe('AJX');
    expect(refused({ county: 'SX' }).code).toBe('wrong_jurisdiction');
  });
});
