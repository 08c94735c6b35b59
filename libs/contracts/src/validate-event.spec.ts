import { eventCatalogue } from './generated/event-rows';
import type { EventType } from './event-catalogue';
import { fieldClasses } from './generated/field-classes';
import { examplesOf } from './testing/golden-examples';
import {
  isEventData,
  isEventType,
  validateEnvelope,
  validateEvent,
  validateReceivedEvent,
} from './validate-event';

type Json = Record<string, unknown>;

const types = [...new Set(eventCatalogue.map(({ type }) => type))];
const examples = types.flatMap((type) =>
  examplesOf(type).map(({ name, data }) => ({ type, name, data: data as unknown as Json })),
);
const first = (type: EventType): Json => examplesOf(type)[0]?.data as unknown as Json;
const rulesOf = (type: string, data: unknown): string[] => {
  const result = validateEvent(type, data);
  return result.valid
    ? []
    : result.faults.map(({ path, rule, field }) => [path, rule, field].filter(Boolean).join(' '));
};

/** A value of a type that the field surely has not. */
const ofWrongType = (value: unknown): unknown => (typeof value === 'object' ? 7 : { not: 'this' });

describe('golden examples', () => {
  it.each(examples)('$type $name satisfies its schema at both ends', ({ type, data }) => {
    expect(validateEvent(type, data)).toEqual({ valid: true });
    expect(validateReceivedEvent(type, data)).toEqual({ valid: true });
    expect(isEventData(type, data)).toBe(true);
  });

  it.each(types)('%s has at least one', (type) => {
    expect(examplesOf(type).length).toBeGreaterThan(0);
  });

  it('are copies, so that a test cannot spoil the next one', () => {
    const [example] = examplesOf('case.closed.v1');
    Object.assign(example?.data ?? {}, { outcome: 'spoiled' });
    expect(first('case.closed.v1').outcome).toBe('child_safe');
  });

  it('between them show every optional field of the shared child view', () => {
    const shown = new Set(
      examples.flatMap(({ data }) => (typeof data.child === 'object' ? Object.keys(data.child ?? {}) : [])),
    );
    const paths = Object.keys(fieldClasses['report.accepted.v1'] ?? {});
    const known = paths
      .filter((path) => path.startsWith('child.'))
      .map((path) => path.slice('child.'.length));
    expect([...shown].sort()).toEqual(known.sort());
  });
});

describe.each(examples)('$type $name', ({ type, data }) => {
  const fields = Object.keys(data);
  const required = fields.filter((field) => !validateEvent(type, { ...data, [field]: undefined }).valid);

  it.each(required)('is refused without %s', (field) => {
    const { [field]: _left, ...rest } = data;
    expect(rulesOf(type, rest)).toEqual([`required ${field}`]);
  });

  it.each(fields)('is refused with %s of another type', (field) => {
    expect(validateEvent(type, { ...data, [field]: ofWrongType(data[field]) }).valid).toBe(false);
  });

  it('is refused with a field that nobody knows, and read by a consumer all the same', () => {
    const later = { ...data, fieldOfNextYear: 1 };
    expect(rulesOf(type, later)).toEqual(['additionalProperties fieldOfNextYear']);
    expect(validateReceivedEvent(type, later)).toEqual({ valid: true });
  });
});

describe('bounds', () => {
  const report = first('report.accepted.v1');
  const child = report.child as Json;
  const referral = first('referral.issued.v1');

  it.each([
    ['an id that is no UUID', { reportId: 'report-1' }, '/reportId format'],
    ['a county code in small letters', { county: 'ajx' }, '/county pattern'],
    ['a time without offset', { acceptedAt: '2026-03-11T02:13:41' }, '/acceptedAt format'],
    ['a statement of 80001 characters', { statement: '字'.repeat(80001) }, '/statement maxLength'],
    ['a channel that is not listed', { channel: 'pigeon' }, '/channel enum'],
    ['more children than 10000', { childCount: 10001 }, '/childCount maximum'],
    ['a negative place in the report', { childIndex: -1 }, '/childIndex minimum'],
    ['a receipt number without check letter', { receiptNo: 'AJX-260311-0007' }, '/receiptNo pattern'],
    [
      'an unknown field of the child',
      { child: { ...child, phone: '1' } },
      '/child additionalProperties phone',
    ],
    ['an age of 200', { child: { ...child, ageYears: 200 } }, '/child/ageYears maximum'],
    [
      'a birth date that no calendar has',
      { child: { ...child, birthDate: '2019-02-30' } },
      '/child/birthDate format',
    ],
    [
      'a name in place of the token',
      { reporter: { ...(report.reporter as Json), token: '周婶' } },
      '/reporter/token pattern',
    ],
  ])('%s is refused', (_what, change, fault) => {
    expect(rulesOf('report.accepted.v1', { ...report, ...change })).toEqual([fault]);
  });

  it('a statement of 80000 characters is taken', () => {
    expect(rulesOf('report.accepted.v1', { ...report, statement: '字'.repeat(80000) })).toEqual([]);
  });

  it.each([
    ['a date', '2026-03-16', true],
    ['an instant', '2026-03-11T02:28:42+08:00', true],
    ['a word', 'tomorrow', false],
  ])('a deadline shown as %s: %s -> %s', (_what, dueAt, valid) => {
    const clocks = (referral.clocks as Json[]).map((clock) => ({ ...clock, dueAt }));
    expect(validateEvent('referral.issued.v1', { ...referral, clocks }).valid).toBe(valid);
  });

  it('a referral with 31 clocks is refused', () => {
    const [clock] = referral.clocks as Json[];
    const clocks = Array.from({ length: 31 }, () => clock);
    expect(rulesOf('referral.issued.v1', { ...referral, clocks })).toEqual(['/clocks maxItems']);
  });

  it('facts are open, but not without end', () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`fact${index}`, true]));
    expect(
      rulesOf('report.accepted.v1', { ...report, facts: { newFact: { deep: [1, 'a', null] } } }),
    ).toEqual([]);
    expect(rulesOf('report.accepted.v1', { ...report, facts: many })).toEqual(['/facts maxProperties']);
    expect(validateEvent('report.accepted.v1', { ...report, facts: { long: 'x'.repeat(80001) } }).valid).toBe(
      false,
    );
  });
});

describe('what is told about a failure', () => {
  it('holds no value of the event', () => {
    const faulty = { ...first('report.accepted.v1'), county: '周婶 13912340000' };
    expect(validateEvent('report.accepted.v1', faulty)).toEqual({
      valid: false,
      faults: [{ path: '/county', rule: 'pattern' }],
    });
  });

  it('bounds the name of an unknown field', () => {
    const [fault] = rulesOf('case.closed.v1', { ...first('case.closed.v1'), ['x'.repeat(500)]: 1 });
    expect(fault).toBe(`additionalProperties ${'x'.repeat(60)}`);
  });

  it.each(['report.accepted.v2', 'report', '', '__proto__', 'toString'])('the type %p is unknown', (type) => {
    expect(isEventType(type)).toBe(false);
    expect(validateEvent(type, {})).toEqual({ valid: false, faults: [{ path: '', rule: 'unknown_type' }] });
    expect(validateReceivedEvent(type, {})).toMatchObject({ valid: false });
  });

  it.each([null, undefined, 'text', 7, []])('data that is %p is refused', (data) => {
    expect(validateEvent('case.closed.v1', data).valid).toBe(false);
  });
});

describe('the envelope', () => {
  const envelope = {
    specversion: '1.0',
    id: '019d06a1-0000-7000-8000-000000000001',
    source: '/yimen/intake',
    type: 'report.accepted.v1',
    subject: '019d06a1-0000-7000-8000-000000000002',
    partitionkey: '019d06a1-0000-7000-8000-000000000002',
    sequence: 1,
    time: '2026-03-11T02:13:41.000Z',
    datacontenttype: 'application/json',
    dataschema: '/schemas/report.accepted.v1.json',
    jurisdiction: 'AJX',
    data: {},
  };

  it('is CloudEvents 1.0, with or without trace and urgency', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(validateEnvelope(envelope)).toEqual({ valid: true });
    expect(validateEnvelope({ ...envelope, traceparent, urgent: true })).toEqual({ valid: true });
  });

  it.each(Object.keys(envelope))('is refused without %s', (field) => {
    expect(validateEnvelope({ ...envelope, [field]: undefined }).valid).toBe(false);
  });

  it.each([
    ['sequence', 0],
    ['specversion', '0.3'],
    ['type', 'report_accepted'],
    ['traceparent', 'none'],
    ['jurisdiction', '安吉'],
  ])('is refused with %s = %p', (field, value) => {
    expect(validateEnvelope({ ...envelope, [field]: value }).valid).toBe(false);
  });
});
