import {
  deedOf,
  findMentions,
  goesOnAboutOthers,
  isAboutCarer,
  isAboutChild,
  parentsSpokenOf,
} from './persons';
import { prepareText } from './text';

const prepared = (text: string) => prepareText(text, 'narrative', []);
const mentioned = (text: string, speaker = 'other') =>
  findMentions(prepared(text), speaker).map(({ role, start, end }) => `${text.slice(start, end)}=${role}`);
/** The span of some words of a text, with the persons around it. */
const asked = <T>(
  ask: (...args: Parameters<typeof isAboutChild>) => T,
  text: string,
  words: string,
  speaker = 'other',
): T => {
  const read = prepared(text);
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`${words} is not in ${text}`);
  return ask(read, findMentions(read, speaker), { start, end: start + words.length });
};

describe('who is spoken of', () => {
  it.each<[string, string, string[]]>([
    ['孩子他爸和奶奶', 'other', ['孩子他爸=father', '奶奶=grandparent']],
    ['他爸爸打他', 'other', ['他爸爸=father', '他=child']],
    ['我哥坐牢', 'paternal_relative', ['我哥=father']],
    ['我姐走了', 'maternal_relative', ['我姐=mother']],
    ['我儿子坐牢', 'paternal_grandparent', ['我儿子=father']],
    ['我儿子没上学', 'mother', ['我儿=child']],
    ['我女儿走了', 'maternal_grandparent', ['我女儿=mother']],
    ['我妈带着', 'mother', ['我妈=grandparent']],
    ['我没钱', 'father', ['我=father']],
    ['我没钱', 'mother', ['我=mother']],
    ['我怕', 'child', ['我=child']],
    ['我带着', 'paternal_grandparent', ['我=grandparent']],
    ['我带着', 'maternal_grandparent', ['我=grandparent']],
    ['我带着', 'paternal_relative', ['我=relative']],
    ['我带着', 'maternal_relative', ['我=relative']],
    ['我听到', 'other', ['我=self']],
    ['同学他爸打人', 'other', ['同学=peer', '他爸=others']],
    ['同学家的妈妈打人', 'other', ['同学=peer', '妈妈=others']],
    ['老师的爸爸来了', 'other', ['老师=school', '爸爸=others']],
    ['同学说妈妈打人', 'other', ['同学=peer', '妈妈=mother']],
    ['同学的叔叔来了', 'other', ['同学=peer', '叔叔=relative']],
    ['邻居的妈妈来了', 'other', ['邻居=adult', '妈妈=mother']],
    ['保安来了，叔叔摸她', 'other', ['叔叔=relative', '她=child']],
    ['学校保安来了，叔叔摸她', 'other', ['学校保安=school', '叔叔=school', '她=child']],
    ['护工来了，阿姨打她', 'other', ['护工=institution', '阿姨=institution', '她=child']],
    ['陌生人来了，大爷摸她', 'other', ['陌生人=stranger', '大爷=stranger', '她=child']],
    ['邻居来了，伯伯摸她', 'other', ['邻居=adult', '伯伯=adult', '她=child']],
    ['学校保安来了，她叔叔打她', 'other', ['学校保安=school', '她=child', '叔叔=relative', '她=child']],
    ['学校保安来了，舅舅打她', 'other', ['学校保安=school', '舅舅=relative', '她=child']],
    ['叔叔打她，学校保安来了', 'other', ['叔叔=relative', '她=child', '学校保安=school']],
    ['妈妈来了，叔叔打她', 'other', ['妈妈=mother', '叔叔=relative', '她=child']],
  ])('in `%s` by %s: %j', (text, speaker, expected) => expect(mentioned(text, speaker)).toEqual(expected));
});

describe('whether the child is spoken of', () => {
  it.each<[string, string, boolean]>([
    ['被打了', '打了', true],
    ['孩子哭了', '哭了', true],
    ['同学哭了', '哭了', true],
    ['我哭了', '哭了', true],
    ['妈妈哭了', '哭了', false],
    ['孩子被妈妈打哭了', '打哭了', true],
    ['孩子跟奶奶生病了', '生病了', true],
    ['孩子说妈妈生病了', '生病了', false],
    ['妈妈说孩子生病了', '生病了', true],
    ['学校说孩子生病了', '生病了', true],
    ['孩子在学校生病了', '生病了', true],
    ['医生说生病了', '生病了', true],
    ['班主任说生病了', '生病了', true],
    ['妈妈走了，生病了', '生病了', true],
    ['妈妈打孩子', '打孩子', true],
  ])('`%s`: `%s` is %s', (text, words, expected) => expect(asked(isAboutChild, text, words)).toBe(expected));
});

describe('whether a clause without persons goes on about the parents', () => {
  it.each<[string, string, boolean]>([
    ['爸妈去打工，至今没回来', '没回来', true],
    ['爸爸去打工，妈妈也去，至今没回来', '没回来', true],
    ['爸妈去打工，孩子没回来', '没回来', false],
    ['孩子去上学，至今没回来', '没回来', false],
    ['爸妈去打工，孩子上学，至今没回来', '没回来', false],
    ['孩子上学，爸妈去打工，至今没回来', '没回来', true],
    ['爸妈和孩子去打工，至今没回来', '没回来', false],
    ['爸妈去打工。至今没回来', '没回来', false],
    ['爸妈去打工，派出所来了，至今没回来', '没回来', true],
    ['奶奶去打工，至今没回来', '没回来', false],
    ['去打工，至今没回来', '没回来', false],
  ])('`%s`: `%s` is %s', (text, words, expected) =>
    expect(asked(goesOnAboutOthers, text, words)).toBe(expected),
  );
});

describe('of which parents a state is said', () => {
  it.each<[string, string, string[]]>([
    ['爸爸坐牢', '坐牢', ['father']],
    ['妈妈坐牢', '坐牢', ['mother']],
    ['父母坐牢', '坐牢', ['father', 'mother']],
    ['爸爸说妈妈坐牢', '坐牢', ['mother']],
    ['爸爸，坐牢', '坐牢', ['father']],
    ['爸爸走了，妈妈也走了，坐牢', '坐牢', ['mother']],
    ['爸爸走了。坐牢', '坐牢', []],
    ['爸爸走了。妈妈哭，坐牢', '坐牢', ['mother']],
    ['叔叔坐牢', '坐牢', []],
    ['爸爸走了，叔叔坐牢', '坐牢', []],
    ['爸爸对孩子说坐牢', '坐牢', ['father']],
    ['爸爸被派出所抓去坐牢', '坐牢', ['father']],
    ['坐牢', '坐牢', []],
    ['坐牢，爸爸', '坐牢', []],
    ['坐牢的爸爸', '坐牢', []],
  ])('`%s`: %s of %j', (text, words, expected) => {
    expect(asked(parentsSpokenOf, text, words)).toEqual(expected);
  });
});

describe('whether the carer is spoken of', () => {
  it.each<[string, boolean]>([
    ['奶奶生病了', true],
    ['舅舅生病了', true],
    ['邻居生病了', true],
    ['继父生病了', true],
    ['奶奶年纪大，生病了', true],
    ['奶奶带孩子，生病了', true],
    ['奶奶年纪大。生病了', false],
    ['妈妈生病了', false],
    ['奶奶走了，妈妈生病了', false],
    ['妈妈走了，奶奶老了，生病了', true],
    ['孩子生病了', false],
    ['老师生病了', false],
    ['生病了，奶奶', false],
    ['生病了', false],
  ])('`%s`: %s', (text, expected) => expect(asked(isAboutCarer, text, '生病了')).toBe(expected));
});

describe('who did it, and to whom', () => {
  it.each<[string, string, string | null, string]>([
    ['打孩子', '打孩子', null, 'child'],
    ['爸爸打孩子', '打孩子', 'father', 'child'],
    ['爸爸打他', '打', 'father', 'child'],
    ['爸爸喝酒，打孩子', '打孩子', 'father', 'child'],
    ['爸爸喝酒。打孩子', '打孩子', null, 'child'],
    ['妈妈哭，爸爸打孩子', '打孩子', 'father', 'child'],
    ['爸爸打妈妈', '打', 'father', 'adult'],
    ['爸爸打了妈妈', '打', 'father', 'adult'],
    ['爸爸打奶奶', '打', 'father', 'adult'],
    ['爸爸打我', '打', 'father', 'adult'],
    ['爸爸打同学', '打', 'father', 'peer'],
    ['孩子打他妈', '打', null, 'adult'],
    ['同学把他打了', '打了', 'peer', 'child'],
    ['孩子打同学', '打', 'child', 'peer'],
    ['孩子打了同学', '打', 'child', 'peer'],
    ['爸爸打孩子，妈妈哭', '打孩子', 'father', 'child'],
    ['孩子被打', '打', null, 'child'],
    ['被爸爸打', '打', 'father', 'child'],
    ['孩子被爸爸打', '打', 'father', 'child'],
    ['孩子遭继父打', '打', 'stepparent', 'child'],
    ['孩子挨奶奶打', '打', 'grandparent', 'child'],
    ['孩子让舅舅打', '打', 'relative', 'child'],
    ['孩子在学校被打', '打', null, 'child'],
    ['孩子被人打', '打', 'adult', 'child'],
    ['孩子被别人打', '打', 'adult', 'child'],
    ['孩子被人贩子打', '打', 'stranger', 'child'],
    ['爸爸喝酒，孩子被打', '打', 'father', 'child'],
    ['妈妈被爸爸打', '打', 'father', 'adult'],
    ['孩子和妈妈被爸爸打', '打', 'father', 'child'],
    ['老师说被爸爸打', '打', 'father', 'child'],
    ['孩子哭，派出所来了，打', '打', null, 'child'],
    ['爸爸打，孩子被妈妈抱走', '打', 'father', 'child'],
  ])('`%s`: `%s` by %p to the %s', (text, words, by, victim) => {
    expect(asked(deedOf, text, words)).toEqual({ by, victim });
  });

  it('is told by the child, who is hurt, and not by whom she tells it to', () => {
    expect(asked(deedOf, '爸爸打我', '打', 'child')).toEqual({ by: 'father', victim: 'child' });
    expect(asked(deedOf, '叫她别跟妈妈说', '叫她别跟妈妈说')).toEqual({ by: null, victim: 'child' });
    expect(asked(deedOf, '叔叔叫她别告诉妈妈', '叫她别告诉妈妈')).toEqual({
      by: 'relative',
      victim: 'child',
    });
  });
});
