/**
 * Who reports, from the form and, where that is empty, from how the call introduces itself. Guarantees: what
 * the form says goes first; a place that is only told of (孩子在医院) makes nobody a reporter. Not here: the
 * reporter's identity.
 */
import type { ReporterKind } from '../facts';
import type { SuggestReporter } from './input';
import { lexicon } from './lexicon';
import type { ReporterRow } from './lexicon';

export interface ReporterView {
  kind: ReporterKind;
  mandatory: boolean;
  /** what the speaker is to the child, for reading 我哥, 老公 */
  speaker: string;
}

/** `孝丰镇中心小学：`, `我是他姑姑`, `县医院儿科报告`: the words in which a call says who speaks. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^([^，。！？：:]{2,16})[：:]/,
  /(?:我|我们|这里|本人)(?:就)?(?:是|系)([^，。；！？]{2,20})/,
  /^([^，。！？：:]{2,20}?)(?:报告|上报|来电|转来|转介|反映|走访)/,
];
/** First words by which a caller without an introduction tells what she is to the child. */
const KIN_SPOKEN: readonly (readonly [RegExp, ReporterKind, string])[] = [
  [/我(?:今年|才|刚满)?(?:1[0-7]|十[一二三四五六七])岁?(?=[，。！])/, 'child', 'child'],
  [/我(?:的|家)?(?:侄女|侄子|侄儿)/, 'relative', 'paternal_relative'],
  [/我(?:的|家)?外甥/, 'relative', 'maternal_relative'],
  [/我(?:的|家)?外孙/, 'relative', 'maternal_grandparent'],
  [/我(?:的|家)?孙(?:子|女)/, 'relative', 'paternal_grandparent'],
  [/(?:我|我家)(?:的)?(?:老公|丈夫)|(?<!他|她|其)老公/, 'guardian', 'mother'],
  [/(?:我|我家)(?:的)?(?:老婆|妻子|媳妇)|^妻子/, 'guardian', 'father'],
  [/我(?:的|家|们家)?(?:大|小)?(?:女儿|儿子|儿(?!媳|童)|孩子|闺女|娃)/, 'guardian', 'guardian'],
  [/我(?:爸|妈|后妈|后爸|继父|继母|爷爷|奶奶)/, 'child', 'child'],
  [/我同学/, 'other', 'other'],
  [/隔壁|邻居家|楼上|楼下|对门/, 'neighbour', 'other'],
];

export function viewReporter(reporter: SuggestReporter, channel: string, narrative: string): ReporterView {
  const said = [reporter.kindText, reporter.relation].join(' ').trim();
  const told = said === '' ? introducedBy(narrative) : rowOf((candidate) => candidate.any.test(said));
  const view = told ?? (said === '' ? kinSpokenIn(narrative) : undefined);
  const kind = reporter.kind ?? told?.kind ?? unnamedKind(reporter, view?.kind);
  const ofKind = view?.kind === kind ? view : rowOf((candidate) => candidate.kind === kind);
  const asUnit = /强制报告|mandatory_report/.test(`${said} ${channel}`);
  return {
    kind,
    mandatory: asUnit || ofKind?.mandatory === true,
    speaker: (view ?? ofKind)?.speaker ?? 'other',
  };
}

function rowOf(fits: (row: ReporterRow) => boolean): ReporterRow | undefined {
  return lexicon().reporters.find(fits);
}

function unnamedKind(reporter: SuggestReporter, byKin: ReporterKind | undefined): ReporterKind {
  return reporter.anonymous === true ? 'anonymous' : (byKin ?? 'other');
}

/** 俺 and 咱 are 我 at home. */
function inOwnName(narrative: string): string {
  return narrative.replace(/[俺咱]/g, '我');
}

function kinSpokenIn(narrative: string): ReporterView | undefined {
  const spoken = KIN_SPOKEN.find(([pattern]) => pattern.test(inOwnName(narrative)));
  return spoken === undefined ? undefined : { kind: spoken[1], mandatory: false, speaker: spoken[2] };
}

function introducedBy(narrative: string): ReporterRow | undefined {
  const introductions = INTRODUCTIONS.flatMap((pattern) => pattern.exec(inOwnName(narrative))?.[1] ?? []);
  const known = lexicon().reporters.filter((row) => row.kind !== 'other');
  return introductions.flatMap((words) => known.find((row) => row.any.test(words)) ?? [])[0];
}
