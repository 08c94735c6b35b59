import { reportFacts } from './fact-catalogue';
import {
  blankText,
  condition,
  count,
  day,
  dayOrNull,
  documentCode,
  flag,
  listOf,
  matter,
  oneOf,
  optionalText,
  readShape,
  role,
  shapeOf,
  text,
  textOrNull,
  texts,
  textsOrLists,
  withDefault,
} from './read-shape';
import type { Place, Problem, Reader } from './read-shape';

/** What a cell called `cell` is read as, and what is said of it. */
function read<T>(reader: Reader<T>, value: unknown): { value: T; problems: Problem[] } {
  const place: Place = { file: 'f.yaml', row: 'T-1', problems: [] };
  return { value: reader(value, place, 'cell'), problems: place.problems };
}

const reach = oneOf('local', 'elsewhere');
const part = shapeOf({ name: text, weight: withDefault(count, 1) });

describe('a cell that is right', () => {
  test.each<[string, Reader<unknown>, unknown, unknown]>([
    ['text, without the blanks around it', text, '  出警 ', '出警'],
    ['optional text that is absent', optionalText, undefined, ''],
    ['optional text', optionalText, ' 出警 ', '出警'],
    ['blank text that is blank on purpose', blankText, '', ''],
    ['blank text that is absent', blankText, undefined, ''],
    ['blank text', blankText, '报告单位', '报告单位'],
    ['text or null, absent', textOrNull, undefined, null],
    ['text or null, written as null', textOrNull, null, null],
    ['text or null', textOrNull, '测试法', '测试法'],
    ['a flag that is absent', flag, undefined, false],
    ['a flag that is no', flag, false, false],
    ['a flag that is yes', flag, true, true],
    ['a count', count, 6, 6],
    ['a count of none', count, 0, 0],
    ['a list that is absent', listOf(text), undefined, []],
    ['a list written as null', listOf(text), null, []],
    ['a list of one, written as that one', listOf(text), '甲', ['甲']],
    ['a list', listOf(text), ['甲', '乙'], ['甲', '乙']],
    ['one of several', reach, 'elsewhere', 'elsewhere'],
    ['what has a default and is absent', withDefault(reach, 'elsewhere'), undefined, 'elsewhere'],
    ['what has a default and is written', withDefault(reach, 'elsewhere'), 'local', 'local'],
    ['a matter', matter, 'rehab', 'rehab'],
    ['a role', role, 'police', 'police'],
    ['the role of whoever reported', role, 'reporter_unit', 'reporter_unit'],
    ['a document', documentCode, 'DOC-INTAKE-RECORD', 'DOC-INTAKE-RECORD'],
    ['texts that are absent', texts, undefined, {}],
    ['texts', texts, { town_worker: 'township' }, { town_worker: 'township' }],
    ['texts or lists that are absent', textsOrLists, undefined, {}],
    ['texts or lists', textsOrLists, { a: '甲', b: ['乙', '丙'] }, { a: '甲', b: ['乙', '丙'] }],
    ['a day or null, absent', dayOrNull, undefined, null],
    ['a day or null, written as null', dayOrNull, null, null],
    ['a day', day, '2026-03-20', '2026-03-20'],
    ['an object of cells', part, { name: '甲' }, { name: '甲', weight: 1 }],
    [
      'a condition',
      condition(reportFacts),
      { risk: 'R1' },
      { op: 'test', fact: 'risk', operator: 'is', value: 'R1' },
    ],
  ])('%s', (_title, reader, written, expected) => {
    expect(read(reader, written)).toEqual({ value: expected, problems: [] });
  });
});

describe('a cell that is wrong is named, and read as something that harms nothing', () => {
  test.each<[string, Reader<unknown>, unknown, unknown, string]>([
    ['text of blanks', text, '   ', '', 'missing: `cell` must be text'],
    ['text that is a number', text, 3, '', 'missing: `cell` must be text'],
    ['optional text that is blank', optionalText, '', '', 'missing: `cell` must be text'],
    ['blank text that is a list', blankText, [], '', 'missing: `cell` must be text'],
    ['text or null that is blank', textOrNull, '', '', 'missing: `cell` must be text'],
    ['a flag in words', flag, 'yes', false, 'bad_value: `cell` must be true or false'],
    ['a flag written as null', flag, null, false, 'bad_value: `cell` must be true or false'],
    ['a count below none', count, -1, 0, 'bad_value: `cell` must be a whole number'],
    ['half a count', count, 1.5, 0, 'bad_value: `cell` must be a whole number'],
    ['a count in words', count, '6', 0, 'bad_value: `cell` must be a whole number'],
    ['one item of a list', listOf(text), ['甲', 3], ['甲', ''], 'missing: `cell` must be text'],
    ['none of several', reach, 'near', 'local', 'bad_value: `cell` must be one of local, elsewhere'],
    [
      'a default that is written as null',
      withDefault(reach, 'elsewhere'),
      null,
      'local',
      'bad_value: `cell` must be one of local, elsewhere',
    ],
    ['no matter', matter, 'cooking', 'intake/report', 'unknown_matter: no matter is called `cooking`'],
    ['no role', role, 'wizard', 'wizard', 'unknown_role: no role is called `wizard`'],
    ['a role that is missing', role, undefined, '', 'missing: `cell` must be text'],
    ['no document', documentCode, 'DOC-X', 'DOC-X', 'unknown_document: no document is called `DOC-X`'],
    ['texts that are a list', texts, ['甲'], {}, 'bad_value: `cell` must be an object of texts'],
    ['texts with a number', texts, { a: '甲', b: 1 }, {}, 'bad_value: `cell` must be an object of texts'],
    [
      'texts or lists that are a text',
      textsOrLists,
      '甲',
      {},
      'bad_value: `cell` must be an object of texts or lists of texts',
    ],
    [
      'a list of texts with a number',
      textsOrLists,
      { a: '甲', b: ['乙', 1] },
      {},
      'bad_value: `cell` must be an object of texts or lists of texts',
    ],
    ['a day with an hour', day, '2026-03-20T08:00', '', 'bad_value: `cell` must be a day, YYYY-MM-DD'],
    ['a day behind a word', day, 'am 2026-03-20', '', 'bad_value: `cell` must be a day, YYYY-MM-DD'],
    ['a day that no year has', day, '2026-02-30', '', 'bad_value: `cell` must be a day, YYYY-MM-DD'],
    ['a day or null in words', dayOrNull, 'soon', '', 'bad_value: `cell` must be a day, YYYY-MM-DD'],
    ['a day in short', day, '2026-3-2', '', 'bad_value: `cell` must be a day, YYYY-MM-DD'],
    ['a day that is a number', day, 20260320, '', 'bad_value: `cell` must be a day, YYYY-MM-DD'],
    [
      'a key that is mistyped',
      part,
      { name: '甲', wieght: 2 },
      { name: '甲', weight: 1 },
      'unknown_key: unknown key `wieght`',
    ],
    [
      'a key of every object',
      part,
      { name: '甲', toString: 2 },
      { name: '甲', weight: 1 },
      'unknown_key: unknown key `toString`',
    ],
    [
      'a condition on an unknown fact',
      condition(reportFacts),
      { shoeSize: 38 },
      { op: 'all', of: [] },
      'unknown_fact: no fact is called `shoeSize`',
    ],
  ])('%s', (_title, reader, written, expected, said) => {
    const { value, problems } = read(reader, written);
    expect(value).toEqual(expected);
    expect(problems.map(({ file, row, rule, message }) => [file, row, rule, message].join(': '))).toEqual([
      `f.yaml: T-1: ${said}`,
    ]);
  });

  test.each([
    ['a list', ['甲'], 'expected an object, found ["甲"]'],
    ['a text', '甲', 'expected an object, found "甲"'],
    ['nothing', null, 'expected an object, found null'],
  ])('an object of cells that is %s', (_title, written, message) => {
    const place: Place = { file: 'f.yaml', row: 'T-1', problems: [] };
    expect(readShape(written, { name: optionalText }, place)).toEqual({ name: '' });
    expect(place.problems).toEqual([{ file: 'f.yaml', row: 'T-1', rule: 'bad_value', message }]);
  });
});

test('what is no fault of the content is not swallowed as one', () => {
  const broken = new Proxy(reportFacts, {
    get() {
      throw new TypeError('the catalogue is broken');
    },
  });
  expect(() => read(condition(broken), { risk: 'R1' })).toThrow('the catalogue is broken');
});
