import { learnedIdentity, rankMatches, reasonsOf } from './child-match.policy';
import type { Candidate, ChildIdentity } from './child.store';

const candidate = (
  identity: ChildIdentity,
  met: string[] = [],
  childId = 'c1',
  township: string | null = null,
): Candidate => ({
  known: { childId, identity, township, version: 1, openCases: [] },
  met,
});

const sought = (child: ChildIdentity, township: string | null = null) => ({ child, township });

describe('reasons of a match', () => {
  it.each<[string, ChildIdentity, ChildIdentity, string[]]>([
    ['a name', { name: '小棠' }, { name: '小棠（化名）' }, ['name']],
    ['an alias', { name: '小宝' }, { name: '王晨轩', aliases: ['小宝'] }, ['name']],
    ['a sound', { name: '王辰萱' }, { name: '王晨轩' }, ['sound']],
    ['a birth date', { birthDate: '2018-12-03' }, { birthDate: '2018-12-03' }, ['birth']],
    ['another birth date', { birthDate: '2018-12-03' }, { birthDate: '2018-12-04' }, ['other_birth']],
    ['another sex', { sex: 'male' }, { sex: 'female' }, ['other_sex']],
    ['an unknown sex', { sex: 'unknown' }, { sex: 'female' }, []],
    [
      'another number',
      { idNumber: '33052320140201996X' },
      { idNumber: '330523201812039998' },
      ['other_id_number'],
    ],
    ['a number in small letters', { idNumber: '33052320140201996x' }, { idNumber: '33052320140201996X' }, []],
    ['ages far apart', { ageYears: 5 }, { ageYears: 12 }, []],
  ])('%s', (_what, said, known, reasons) =>
    expect(reasonsOf(sought(said), candidate(known))).toEqual(reasons),
  );

  it('a township counts when both are known', () => {
    expect(reasonsOf(sought({}, 'AJX-township-a'), candidate({}, [], 'c1', 'AJX-township-a'))).toEqual([
      'township',
    ]);
    expect(reasonsOf(sought({}, null), candidate({}, [], 'c1', null))).toEqual([]);
  });
});

describe('ranking', () => {
  it('puts the exact number first, then name with birth date, then a sound', () => {
    const said = sought({ name: '王晨轩', birthDate: '2018-12-03' });
    const ranked = rankMatches(said, [
      candidate({ name: '王辰萱' }, ['sound'], 'sound'),
      candidate({ name: '李四' }, ['id_number'], 'number'),
      candidate({ name: '王晨轩', birthDate: '2018-12-03' }, ['name', 'birth'], 'both'),
    ]);
    expect(ranked.map(({ childId }) => childId)).toEqual(['number', 'both', 'sound']);
  });

  it('a difference lowers a match and never hides it', () => {
    const said = sought({ name: '王晨轩', birthDate: '2011-01-01', sex: 'female' });
    const [match] = rankMatches(said, [
      candidate({ name: '王晨轩', birthDate: '2018-12-03', sex: 'male' }, ['name']),
    ]);
    expect(match?.reasons).toEqual(['name', 'other_birth', 'other_sex']);
  });

  it('a township alone, or nothing, is no match', () => {
    const said = sought({}, 'AJX-township-a');
    expect(
      rankMatches(said, [candidate({ name: '甲' }, [], 'c1', 'AJX-township-a'), candidate({}, [])]),
    ).toEqual([]);
  });

  it('shows ten at most, masked', () => {
    const many = Array.from({ length: 30 }, (_none, index) =>
      candidate({ name: '王晨轩' }, ['name'], `c${index}`),
    );
    const ranked = rankMatches(sought({ name: '王晨轩' }), many);
    expect(ranked).toHaveLength(10);
    expect(new Set(ranked.map(({ display }) => display))).toEqual(new Set(['王*']));
  });
});

describe('what a report teaches of a known child', () => {
  it.each<[string, ChildIdentity, ChildIdentity, ChildIdentity | undefined]>([
    ['nothing new', { name: '甲' }, { name: '甲' }, undefined],
    ['nothing said', { name: '甲' }, {}, undefined],
    ['a school', { name: '甲' }, { school: '一小' }, { name: '甲', school: '一小' }],
    ['another school', { school: '一小' }, { school: '二小' }, undefined],
    ['a second name', { name: '甲' }, { name: '乙' }, { name: '甲', aliases: ['乙'] }],
    ['a name at last', {}, { name: '甲' }, { name: '甲' }],
    ['a known alias', { name: '甲', aliases: ['乙'] }, { name: '乙' }, undefined],
  ])('%s', (_what, known, said, learned) => expect(learnedIdentity(known, said)).toEqual(learned));
});
