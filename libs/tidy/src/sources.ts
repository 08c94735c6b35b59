/**
 * The files that the repository rules look at, parsed once.
 * Only what people write: generated files, builds and dependencies are left out.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { tangleOf } from './tangle';

export const root = join(__dirname, '..', '..', '..');

export interface SourceFile {
  /** relative to the repository, with `/` */
  path: string;
  text: string;
  lines: string[];
}

const skipped = new Set([
  'node_modules',
  'dist',
  'generated',
  '.nx',
  '.git',
  'coverage',
  'fixtures',
  'released',
]);

/** Every file that people write below a folder. */
export const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    if (skipped.has(name)) return [];
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });

/** TypeScript that people wrote, tests included. */
export const sourceFiles = (): SourceFile[] =>
  ['libs', 'services']
    .flatMap((group) => walk(join(root, group)))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path: relative(root, path).replaceAll('\\', '/'), text, lines: text.split('\n') };
    });

export interface MeasuredFunction {
  name: string;
  line: number;
  length: number;
  /** cognitive complexity */
  tangle: number;
}

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isGetAccessor(node);

const nameOf = (node: ts.FunctionLikeDeclaration, source: ts.SourceFile): string =>
  (node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined))?.getText(source) ??
  'anonymous';

/** Every function with its length in lines, and how hard it is to follow. */
export const functionsOf = ({ path, text }: SourceFile): MeasuredFunction[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const found: MeasuredFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node) && node.body) {
      const line = lineOf(node.getStart(source));
      const length = lineOf(node.getEnd()) - line + 1;
      found.push({ name: nameOf(node, source), line: line + 1, length, tangle: tangleOf(node.body) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};
