import { checkOutcome, outcomesFor } from './outcome';
import { aSignedItem } from './testing/items';
import { testQueue } from './testing/queue';

const now = new Date('2026-03-20T02:00:00Z');
const complete = { seen: true, on: '2026-03-20' };

const check = (facts: Record<string, unknown>, documents = ['DOC-DV-WARNING'], outcome = 'warned') =>
  checkOutcome(testQueue, aSignedItem(), { outcome, facts, documents }, now);

describe('an outcome', () => {
  it('with its facts and documents is complete', () => {
    expect(check(complete)).toBeUndefined();
  });

  it.each([
    ['of another role', 'visited'],
    ['that nobody defined', 'nonsense'],
    ['of a prototype', 'constructor'],
  ])('%s is unknown, and the possible ones are told', (_, outcome) => {
    expect(check({}, [], outcome)).toMatchObject({
      code: 'outcome_unknown',
      params: { oneOf: ['done', 'warned'] },
    });
  });

  it('of another kind of need is unknown', () => {
    const item = aSignedItem({ matter: 'rehab' });
    expect(outcomesFor(testQueue, item).map(({ code }) => code)).toEqual(['done']);
  });

  it('of another role is offered to that role', () => {
    const item = aSignedItem({ role: 'township', matter: 'rehab' });
    expect(outcomesFor(testQueue, item).map(({ code }) => code)).toEqual(['done', 'visited']);
  });
});

const faults = (facts: Record<string, unknown>, documents?: string[]) => {
  const refused = check(facts, documents);
  const errors = (refused?.params.errors ?? []) as { field: string; rule: string }[];
  return errors.map(({ field, rule }) => `${field} ${rule}`);
};

describe('facts', () => {
  it('that are missing are named together', () => {
    expect(check({})?.code).toBe('invalid_body');
    expect(faults({})).toEqual(['facts.seen needed', 'facts.on needed']);
  });

  it('that are null are missing', () => {
    expect(faults({ ...complete, on: null })).toEqual(['facts.on needed']);
  });

  it('that nobody asked for are refused', () => {
    expect(faults({ ...complete, name: '李小明' })).toEqual(['facts.name unknown_field']);
  });

  it.each([
    ['seen', 'true', 'boolean'],
    ['seen', 1, 'boolean'],
    ['on', '2026-02-30', 'date'],
    ['on', '2026-13-01', 'date'],
    ['on', '20260320', 'date'],
    ['on', 20260320, 'date'],
    ['at', '2026-03-20T10:00:01+08:00', 'time'],
    ['at', '2026-03-20T01:00:00', 'time'],
    ['at', '昨天', 'time'],
    ['times', 1.5, 'number'],
    ['times', -1, 'number'],
    ['times', '3', 'number'],
    ['times', 1_000_001, 'number'],
    ['number', '', 'reference'],
    ['number', 'x'.repeat(61), 'reference'],
    ['number', '安公\u0000', 'reference'],
    ['kind', 'b', 'code'],
    ['kind', ['a'], 'code'],
  ])('%s = %j breaks its rule', (name, value, rule) => {
    expect(faults({ ...complete, [name]: value })).toEqual([`facts.${name} ${rule}`]);
  });

  it.each([
    ['seen', false],
    ['on', '2024-02-29'],
    ['at', '2026-03-20T10:00:00+08:00'],
    ['at', '2026-03-19T23:59:59.999Z'],
    ['times', 0],
    ['number', '安公（孝丰）受案字〔2026〕第00017号'],
    ['kind', 'a'],
  ])('%s = %j fits', (name, value) => {
    expect(faults({ ...complete, [name]: value })).toEqual([]);
  });
});

describe('documents', () => {
  it.each([
    'DOC-DISPOSAL-RECORD',
    'DOC-ADMONITION',
    'DOC-DV-WARNING',
    'DOC-ADMIN-PENALTY',
    'DOC-CASE-FILING',
  ])('%s is a disposal record', (code) => {
    expect(check(complete, [code])).toBeUndefined();
  });

  it.each([[[]], [['DOC-RETURN-ORDER']]])('%j is none', (documents) => {
    expect(check(complete, documents)).toMatchObject({
      code: 'document_missing',
      params: { documents: ['DOC-DISPOSAL-RECORD'] },
    });
  });

  it('that the catalogue does not know are refused by their place', () => {
    expect(faults(complete, ['DOC-DV-WARNING', 'DOC-NONSENSE'])).toEqual(['documents.1 unknown_document']);
  });
});
