/**
 * The reporter as the form holds him, and the word that stands for him. Every field may be missing.
 * Not here: where he is found in a text.
 */
export interface StatementReporter {
  kind?: string;
  /** as said, e.g. `亲属（姑姑）` */
  kindText?: string;
  name?: string;
  phone?: string;
  address?: string;
  relation?: string;
  organisation?: string;
}

export const REPORTER = '报告人';

const privateKinds: readonly string[] = [
  'child',
  'guardian',
  'relative',
  'neighbour',
  'citizen',
  'anonymous',
];

/** Speaks for himself, not from an office: a title like 老师, or a school, is then somebody else's. */
export const isPrivate = (reporter: StatementReporter): boolean => privateKinds.includes(reporter.kind ?? '');
