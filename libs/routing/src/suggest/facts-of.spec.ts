import type { Facts } from '../facts';
import { factsFrom, factsOfForm } from './fixtures/facts-from';
import type { SuggestChild } from './input';

describe('signs', () => {
  const signs = (narrative: string) => factsFrom(narrative).signs ?? [];

  it('are those of the rows, and those that a row sets besides, each once', () => {
    expect(signs('农村留守，他是留守儿童。')).toEqual(['left_behind_said']);
    expect(signs('孩子肋骨骨折。')).toContain('severe_injury');
    expect(signs('孩子无户籍。')).toEqual([]);
  });

  it('tell of much distress where two different words of it are said', () => {
    const many = (narrative: string) => signs(narrative).includes('distress_many');
    expect(many('孩子哭。')).toBe(false);
    expect(many('孩子哭。孩子哭。')).toBe(false);
    expect(many('孩子哭。孩子躲。')).toBe(true);
  });
});

describe('what is told of nobody', () => {
  it.each<[string, SuggestChild, string, boolean]>([
    ['你好。', {}, 'hotline', true],
    ['你好。', {}, 'window', true],
    ['你好。', {}, 'online', true],
    ['你好。', {}, 'other', true],
    ['你好。', {}, 'import', false],
    ['你好。', {}, 'visit', false],
    ['你好。', { name: '小桐' }, 'hotline', false],
    ['你好。', { name: '' }, 'hotline', true],
    ['你好。', { guardians: '父母' }, 'hotline', false],
    ['你好。', { household: '三口' }, 'hotline', false],
    ['你好。', { idNumber: '1' }, 'hotline', false],
    ['你好。', { birthDate: '2016-04-10' }, 'hotline', false],
    ['你好，孩子。', {}, 'hotline', false],
    ['你好，妈妈。', {}, 'hotline', true],
    ['无户籍。', {}, 'hotline', false],
    ['小区噪音扰民。', { name: '小桐' }, 'import', true],
    ['小区噪音扰民，爸爸打孩子。', {}, 'hotline', false],
    ['小区噪音扰民，孩子发高烧都迷糊了。', {}, 'hotline', false],
  ])('`%s` with %j over %s is out of scope: %s', (narrative, child, channel, expected) => {
    expect(factsFrom(narrative, { child, channel }).outOfScope).toBe(expected);
  });
});

describe('words of distress', () => {
  it.each(['有人哭', '有人呼吸困难', '有人喊救命', '有人虐待'])(
    'are in scope whatever else is told: %s',
    (words) => {
      expect(factsFrom(`小区噪音扰民，${words}。`).outOfScope).toBe(false);
    },
  );
});

describe('schooling', () => {
  const schooling = (narrative: string, ageYears?: number) =>
    factsOfForm(ageYears === undefined ? {} : { ageYears }, narrative).schooling;

  it.each<[string, number | undefined, Facts['schooling']]>([
    ['孩子旷课。', 10, 'absent'],
    ['孩子连续6天没到校。', 10, 'absent'],
    ['孩子连续7天没到校。', 10, 'suspected_dropout'],
    ['孩子辍学，已经7天没到校。', 10, 'dropped_out'],
    ['孩子辍学。', 10, 'dropped_out'],
    ['孩子辍学。', 17, 'dropped_out'],
    ['孩子辍学。', 18, 'unknown'],
    ['孩子读高中。', 18, 'attending'],
    ['孩子还没上学。', 5, 'not_school_age'],
    ['孩子还没上学。', 6, 'not_enrolled'],
    ['孩子读大班。', 5, 'attending'],
    ['幼儿园不收他。', 4, 'refused'],
    ['孩子没人管。', 5, 'not_school_age'],
    ['孩子没人管。', 10, 'unknown'],
    ['孩子没人管。', undefined, 'unknown'],
    ['孩子辍学，读过三年级。', 12, 'dropped_out'],
    ['学校劝退，孩子辍学。', 12, 'refused'],
    ['读三年级，旷课。', 9, 'absent'],
  ])('`%s` at %p: %s', (narrative, age, expected) => expect(schooling(narrative, age)).toBe(expected));
});

describe('household', () => {
  it.each<[string, Facts['lowIncome']]>([
    ['特困家庭，低保家庭。', 'tekun'],
    ['低保家庭，低保边缘家庭。', 'dibao_edge'],
    ['建档立卡，低保家庭。', 'dibao'],
    ['普通家庭，建档立卡。', 'poor'],
    ['普通家庭。', 'ordinary'],
    ['孩子。', 'unknown'],
  ])('`%s`: %s', (narrative, income) => expect(factsFrom(narrative).lowIncome).toBe(income));

  it.each([
    ['农村户口。', true],
    ['城镇户口。', false],
    ['孩子。', null],
  ])('registered in the country: `%s` %p', (narrative, rural) =>
    expect(factsFrom(narrative).ruralHukou).toBe(rural),
  );
});

describe('a child too small to mean it', () => {
  it.each<[number | undefined, boolean]>([
    [5, false],
    [6, true],
    [undefined, true],
  ])('at %p plans suicide: %s', (ageYears, expected) => {
    const child = ageYears === undefined ? {} : { ageYears };
    expect(factsOfForm(child, '孩子要跳楼。').harms.includes('suicide_plan')).toBe(expected);
  });

  it('is hurt all the same', () => {
    expect(factsOfForm({ ageYears: 3 }, '爸爸打孩子。').harms).toEqual(['beaten']);
  });
});

describe('nobody there now', () => {
  it.each([
    ['孩子没人管，一个人在家。', true],
    ['孩子没人管，一个人在家。民警已把孩子带到派出所。', false],
    ['孩子没人管，一个人在家。妈妈在家带孩子。', false],
    ['孩子没人管，一个人在家。爸爸妈妈在家带孩子。', false],
  ])('`%s`: %s', (narrative, expected) => expect(factsFrom(narrative).unattendedNow).toBe(expected));
});

describe('a question only', () => {
  const asked = '想咨询一下，';

  it.each([
    [`${asked}孩子。`, true],
    ['孩子。', false],
    [`${asked}孩子上学没钱。`, true],
    [`${asked}孩子户口怎么办。`, true],
    [`${asked}孩子能不能在这里上学。`, true],
    [`${asked}你们管不管，孩子。`, true],
    [`${asked}孩子想要法律援助。`, false],
    ['我要举报，孩子。', false],
    [`${asked}爸爸打孩子。`, false],
    [`${asked}孩子一个人住。`, false],
    [`${asked}儿子白血病。`, false],
    [`${asked}孩子肢体二级残疾。`, false],
    [`${asked}孩子无户籍。`, false],
    [`${asked}孩子是孤儿。`, false],
    [`${asked}孩子辍学。`, false],
    [`${asked}孩子读三年级。`, true],
    [`${asked}孩子5岁。`, true],
    [`${asked}小区噪音扰民。`, false],
  ])('`%s`: %s', (narrative, expected) => expect(factsFrom(narrative).consultation).toBe(expected));

  it('is none where it urges', () => {
    expect(factsFrom(`${asked}孩子。`, { channel: 'urge' })).toMatchObject({
      consultation: false,
      repeatOfKnown: true,
    });
  });
});
