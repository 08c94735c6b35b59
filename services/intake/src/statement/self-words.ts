/**
 * First person and kinship in a text: what tells the reporter by what he is to the child.
 * Guarantees: who hurt whom stays told; words that others are quoted with stay theirs. Not here: names, places.
 */
import { KIN, KIN_OF_ANYONE, OFFICE_WORDS, PARENT_WORDS, RELATION_WORDS, SPEAKERS } from './kin-words';
import type { Speaker } from './kin-words';
import { isChildSpeaking, othersQuotations, SPEECH_BEFORE } from './quotations';
import { REPORTER } from './reporter';
import type { StatementReporter } from './reporter';
import { findSpans } from './spans';
import type { RedactionKind, Replacement, Span } from './spans';

/** 我是他姑姑, 我是小桃的班主任. */
const SELF_IS = new RegExp(
  '(?:我|本人|俺)(?:就)?(?:是|系|作为)' +
    '(?:这(?:个)?|该|孩子们?|娃娃?|娃儿|女孩|男孩|学生|她们?|他们?|小[一-龥]|[一-龥]{2,3}(?=的))?(?:的)?(?:亲|大|小|二|三)?' +
    `(?:${RELATION_WORDS}|${PARENT_WORDS})(?:[一-龥](?:老师|女士|先生))?`,
  'g',
);
/** 我是拦江镇初级中学九年级班主任: the place of work stays, the office and the class go. */
const SELF_OFFICE = new RegExp(
  '(?:我|本人)(?:就)?(?:是|系)' +
    '((?:[^，。；！？,;!?\\n我]{0,20}(?:小学|中学|学校|幼儿园|医院|卫生院|村|社区|镇|乡|街道|派出所|公司))?)' +
    `(?:[^，。；！？,;!?\\n]{0,12}?)(?:${OFFICE_WORDS})`,
  'g',
);
/** 外婆来电, 孩子妈妈反映: a relation word that tells who speaks. */
const TOLD_AS_CALLER = new RegExp(
  `(?:孩子|娃|女孩|男孩|学生|其)?(?:的)?(?:${RELATION_WORDS}|孩子(?:他|她)?(?:妈妈|爸爸|妈|爸|母亲|父亲))` +
    '(?=来电|打来|打电话来|反映|报告|报称|来访|求助|举报|致电)',
  'g',
);
/** 村书记：, 第1通（5月11日，外婆）： */
const LABEL_RELATION = new RegExp(
  '(?<=(?:^|[。\\n—])[^\\S\\n]{0,20}|通（[^）]{0,20}|通\\([^)]{0,20})' +
    `(?:${RELATION_WORDS}|村书记|村干部|来电人|家长|母亲|父亲|妈妈|爸爸)(?=[：:]|，[^）)]{0,8}[）)]|[）)][：:])`,
  'g',
);
const FIRST_PERSON =
  /我们村|我们(?:家|单位|学校|班|社区|小区|镇|乡)?|我家|我(?:自己|本人)?|俺们?|咱们?|本人/g;
/** Idioms in which 我 is nobody: 自我, 你我, 忘我. */
const NO_PERSON = /[自你敌忘大]$/;

const within = (span: Span, wholes: readonly Span[]): boolean =>
  wholes.some((whole) => span.start >= whole.start && span.end <= whole.end);

const pieces = (spans: readonly Span[], kind: RedactionKind, text: string): Replacement[] =>
  spans.map((span) => ({ ...span, kind, text }));

/** From which sides the call speaks; several callers speak from several. */
const speakersOf = (text: string, reporter: StatementReporter): Speaker[] => {
  const introductions = [...text.matchAll(SELF_IS)].map((match) => match[0]);
  const said = [reporter.relation, reporter.kindText, ...introductions].join(' ');
  const found = SPEAKERS.filter(([pattern]) => pattern.test(said)).map(([, speaker]) => speaker);
  const byKind = (['neighbour', 'child'] as const).filter((kind) => kind === reporter.kind);
  return [...new Set<Speaker>([...found, ...byKind])];
};

const firstPersonText = (words: string, self: string): string => {
  if (words === '我们村') return '该村';
  const group = /(?:家|单位|学校|班|社区|小区|镇|乡)$/.exec(words)?.[0];
  if (group === undefined) return self;
  return group === '家' ? `${self}家` : `${self}所在${group}`;
};

const findFirstPerson = (
  text: string,
  speakers: readonly Speaker[],
  quoted: readonly Span[],
): Replacement[] => {
  const self = speakers.includes('child') ? '孩子' : REPORTER;
  const spans = findSpans(text, FIRST_PERSON).filter((span) => {
    const before = text.slice(Math.max(0, span.start - SPEECH_BEFORE), span.start);
    return !NO_PERSON.test(before) && !within(span, quoted) && !isChildSpeaking(before);
  });
  return spans.flatMap((span) =>
    pieces([span], 'self', firstPersonText(text.slice(span.start, span.end), self)),
  );
};

const findOffices = (text: string): Replacement[] =>
  [...text.matchAll(SELF_OFFICE)].flatMap((match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    const place = match[1] ?? '';
    return pieces([span], 'relation', place === '' ? REPORTER : `${REPORTER}（${place}）`);
  });

const findRelationWords = (text: string, reporter: StatementReporter): Replacement[] => {
  const said = `${reporter.relation ?? ''} ${reporter.kindText ?? ''}`;
  const named = [...new Set([...said.matchAll(new RegExp(RELATION_WORDS, 'g'))].map((match) => match[0]))];
  const own = named.map(
    (word) => new RegExp(`(?:孩子|娃|女孩|男孩)?(?<!其他|别的|几个|左)${word}(?!们)`, 'g'),
  );
  const spans = [SELF_IS, TOLD_AS_CALLER, LABEL_RELATION, ...own].flatMap((pattern) =>
    findSpans(text, pattern),
  );
  return [...findOffices(text), ...pieces(spans, 'relation', REPORTER)];
};

/** Relations and first person, the more telling before the plainer. */
export const findSelfWords = (text: string, reporter: StatementReporter): Replacement[] => {
  const speakers = speakersOf(text, reporter);
  const quoted = othersQuotations(text);
  const known = KIN.filter((row) => row.from.some((from) => speakers.includes(from)));
  const kin = [...known.map((row) => [row.words, row.text] as const), ...KIN_OF_ANYONE].flatMap(
    ([pattern, words]) => pieces(findSpans(text, pattern), 'relation', words),
  );
  return [
    ...findRelationWords(text, reporter),
    ...kin.filter((piece) => !within(piece, quoted)),
    ...findFirstPerson(text, speakers, quoted),
  ];
};
