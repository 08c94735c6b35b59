import { evidence, learnedIdentity, rankMatches, reasonsOf } from './child-match.policy';
import type { Candidate } from './candidate.store';
import type { ChildIdentity } from './child.store';

const candidate = (
  identity: ChildIdentity,
  met: string[] = [],
  childId = 'c1',
  township: string | null = null,
): Candidate => ({
  known: { childId, keptId: childId, identity, township, version: 1, openCases: [], mergedCaseId: null },
  met,
});

const sought = (child: ChildIdentity, township: string | null = null) => ({
  child,
  township,
  today: '2026-03-20',
});

describe('reasons of a match', () => {
  it.each<[string, ChildIdentity, ChildIdentity, string[]]>([
    ['a name', { name: '小棠' }, { name: '小棠（化名）' }, ['name']],
    ['an alias', { name: '小宝' }, { name: '王晨轩', aliases: ['小宝'] }, ['name']],
    ['a sound', { name: '王辰萱' }, { name: '王晨轩' }, ['sound']],
    ['a birth date', { birthDate: '2018-12-03' }, { birthDate: '2018-12-03' }, ['birth']],
    ['a birth date a day off', { birthDate: '2018-12-03' }, { birthDate: '2018-12-04' }, ['near_birth']],
    ['day and month the other way', { birthDate: '2018-12-03' }, { birthDate: '2018-03-12' }, ['near_birth']],
    ['another birth date', { birthDate: '2018-12-03' }, { birthDate: '2018-12-24' }, ['other_birth']],
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

/** What is asked, what is known, and keys that met: of each reason a pair that has it and nothing else. */
const pairs: Record<keyof typeof evidence, [ChildIdentity, ChildIdentity, string[]?]> = {
  id_number: [{}, {}, ['id_number']],
  near_id_number: [{ idNumber: '330523201812039998' }, { idNumber: '330523201812089998' }],
  name: [{ name: '王晨轩' }, { name: '王晨轩' }],
  sound: [{ name: '王辰萱' }, { name: '王晨轩' }],
  near_sound: [{ name: '王岑轩' }, { name: '王晨轩' }],
  given_name: [{ name: '晨轩' }, { name: '王晨轩' }],
  nickname: [{ name: '小轩' }, { name: '王晨轩' }],
  birth: [{ birthDate: '2018-12-03' }, { birthDate: '2018-12-03' }],
  near_birth: [{ birthDate: '2018-12-03' }, { birthDate: '2018-12-02' }],
  age: [{ ageYears: 7 }, { birthDate: '2018-12-02' }],
  near_age: [{ ageYears: 8 }, { birthDate: '2018-12-02' }],
  township: [{ township: 'AJX-township-a' }, { township: 'AJX-township-a' }],
  village: [{ address: '大塘村' }, { address: '孝丰镇大塘村3号' }],
  door: [{ address: '胜利路3号' }, { address: '昌硕街道胜利路3号' }],
  guardian: [{ guardians: '汪建国' }, { guardians: '父亲王建国' }],
  phone: [{ guardians: '13800001234' }, { guardians: '母亲13800001234' }],
  near_phone: [{ guardians: '13800001234' }, { guardians: '母亲13800002134' }],
  other_name: [{ name: '李浩天' }, { name: '王晨轩' }],
  other_birth: [{ birthDate: '2018-12-03' }, { birthDate: '2018-12-24' }],
  other_sex: [{ sex: 'male' }, { sex: 'female' }],
  other_id_number: [{ idNumber: '330523201812039998' }, { idNumber: '330523201812089988' }],
};

describe.each(Object.entries(pairs))('the evidence of %s', (reason, [said, known, met = []]) => {
  const asked = { ...sought(said, said.township ?? null) };
  const one = candidate(known, met, 'with', known.township ?? null);

  it('is told, and nothing else', () => expect(reasonsOf(asked, one)).toEqual([reason]));

  it('ranks a match above or below one that is the same but for it', () => {
    const anchor = reason === 'guardian' ? '13700009999' : '李小明';
    const beside = ({ guardians = '' }: ChildIdentity) => ({ guardians: `${guardians}；${anchor}` });
    const both = { ...asked, child: { ...said, ...beside(said) } };
    const kept = { ...known, ...beside(known) };
    const others = ['without', 'without too'].map((id) => candidate(beside({}), [], id));
    const order = rankMatches(both, [
      ...others.slice(1),
      { ...one, known: { ...one.known, identity: kept } },
      ...others.slice(0, 1),
    ]).map(({ childId }) => childId);
    expect(order.indexOf('with')).toBe(reason.startsWith('other_') ? 2 : 0);
  });
});

describe('what differs too much to be a slip', () => {
  it.each<[string, ChildIdentity, ChildIdentity, string[]]>([
    ['two digits of a phone', { guardians: '13800001234' }, { guardians: '13800001255' }, []],
    ['digits swapped that do not touch', { guardians: '13800001234' }, { guardians: '13800003214' }, []],
    ['an age', { ageYears: 5 }, { birthDate: '2018-12-02' }, []],
    ['a given name of one character', { name: '李轩' }, { name: '王轩' }, []],
    ['a nickname that is a name', { name: '李轩' }, { name: '王晨轩' }, []],
  ])('%s', (_what, said, known, reasons) =>
    expect(reasonsOf(sought(said), candidate(known))).toEqual(reasons),
  );
});

describe('ranking', () => {
  it('puts the name written alike before one that sounds so', () => {
    const said = sought({ name: '小轩', address: '大塘村' });
    const ranked = rankMatches(
      said,
      ['王晨宣', '李浩轩'].map((name) => candidate({ name, address: '大塘村' }, [], name)),
    );
    expect(ranked.map(({ childId }) => childId)).toEqual(['李浩轩', '王晨宣']);
  });

  it('shows nobody by village, township and age together', () => {
    const said = sought({ ageYears: 7, address: '大塘村' }, 'AJX-township-a');
    const known = candidate(
      { birthDate: '2018-12-02', address: '大塘村1号' },
      ['close'],
      'c1',
      'AJX-township-a',
    );
    expect(rankMatches(said, [known])).toEqual([]);
  });

  it('shows a nickname in the right village and no other', () => {
    const said = sought({ name: '小轩', address: '大塘村' });
    const [here, there] = ['大塘村', '小塘村'].map((address) =>
      candidate({ name: '王晨轩', address }, [], address),
    );
    expect(
      rankMatches(
        said,
        [there, here].flatMap((one) => one ?? []),
      ).map(({ childId }) => childId),
    ).toEqual(['大塘村']);
  });

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
