import { checkOutcome, outcomesFor } from './outcome';
import { aSignedItem } from './testing/items';
import { testQueue } from './testing/queue';

const now = new Date('2026-03-20T02:00:00Z');
const complete = { seen: true, on: '2026-03-20' };

const check = (facts: Record<string, unknown>, documents = ['DOC-DV-WARNING'], outcome = 'warned') =>
  checkOutcome(testQueue, aSignedItem(), { outcome, facts, documents, toFollow: [] }, now);

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

const tied = [{ step: 'finish_police', document: 'DOC-DV-WARNING' }];
const tomorrow = '2026-03-21T02:00:00Z';

describe('a step that the county ties to a document', () => {
  const queue = {
    ...testQueue,
    outcomes: testQueue.outcomes.map((rule) =>
      rule.code === 'done' ? { ...rule, step: 'finish_police' as const } : rule,
    ),
  };
  const finish = (documents: string[], parts: Parameters<typeof aSignedItem>[0] = {}) =>
    checkOutcome(
      queue,
      aSignedItem({ stepDocuments: tied, ...parts }),
      { outcome: 'done', facts: {}, documents, toFollow: [] },
      now,
    );

  it.each([
    ['nothing', [], {}, 'document_missing'],
    ['another document', ['DOC-ADMONITION'], {}, 'document_missing'],
    ['that document', ['DOC-DV-WARNING'], {}, undefined],
    [
      'nothing, where another step is tied',
      [],
      { stepDocuments: [{ step: 'written_report', document: 'DOC-X' }] },
      undefined,
    ],
    ['nothing, where no step is tied', [], { stepDocuments: [] }, undefined],
  ] as const)('with %s', (_what, documents, parts, code) => {
    expect(finish([...documents], parts)?.code).toBe(code);
  });

  it('names the document, and holds for no end that does not take the step', () => {
    expect(finish([])?.params).toEqual({ documents: ['DOC-DV-WARNING'] });
    const other = { outcome: 'warned', facts: complete, documents: ['DOC-ADMONITION'], toFollow: [] };
    expect(checkOutcome(queue, aSignedItem({ stepDocuments: tied }), other, now)).toBeUndefined();
  });
});

describe('a document to follow', () => {
  const promise = (risk: 'R1' | 'R2', toFollow: { document: string; dueAt: string }[]) =>
    checkOutcome(
      testQueue,
      aSignedItem({ risk }),
      { outcome: 'warned', facts: complete, documents: [], toFollow },
      now,
    );
  const record = { document: 'DOC-DISPOSAL-RECORD', dueAt: tomorrow };

  it('does not hold up what is red', () => {
    expect(promise('R1', [record])).toBeUndefined();
  });

  it('is not for what is less urgent', () => {
    expect(promise('R2', [record])).toMatchObject({ code: 'document_not_to_follow' });
  });

  it('that was not promised is missing on a red item too', () => {
    expect(promise('R1', [])).toMatchObject({ code: 'document_missing' });
  });

  it.each([
    ['is due now', { ...record, dueAt: '2026-03-20T02:00:00Z' }, 'toFollow.0.dueAt'],
    ['is due after seven days', { ...record, dueAt: '2026-03-27T02:00:01Z' }, 'toFollow.0.dueAt'],
    ['has no time', { ...record, dueAt: 'soon' }, 'toFollow.0.dueAt'],
    ['nobody waits for', { ...record, document: 'DOC-CARE-PLAN' }, 'toFollow.0.document'],
  ])('that %s is refused by its field', (_what, one, field) => {
    expect(promise('R1', [one])?.params).toMatchObject({ errors: [{ field }] });
  });
});
