/** The repository rules, each a function from a source file to what it finds wrong there, as `path:line sentence`. */
import { functionsOf } from './sources';
import type { SourceFile } from './sources';

export type Rule = (file: SourceFile) => string[];

const isSpec = (path: string): boolean => /\.spec\.tsx?$/.test(path);

/** Long enough for one idea with its table; longer files hide a second one. */
const maxFileLines = 400;
const maxFunctionLines = 70;
/** Cognitive complexity; beyond it a reader needs paper. */
const maxTangle = 15;
const maxLineLength = 120;

const linesMatching = (file: SourceFile, pattern: RegExp, sentence: string): string[] =>
  file.lines.flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1} ${sentence}`] : []));

const shortFiles: Rule = ({ path, lines }) =>
  lines.length - 1 > maxFileLines ? [`${path} has ${lines.length - 1} lines, at most ${maxFileLines}`] : [];

export const shortLines: Rule = (file) =>
  file.lines.flatMap((line, index) =>
    [...line].length > maxLineLength
      ? [`${file.path}:${index + 1} is longer than ${maxLineLength} characters`]
      : [],
  );

/** A `describe` block is a list, not a function; specs are held by the file limit alone. */
export const shortFunctions: Rule = (file) =>
  isSpec(file.path)
    ? []
    : functionsOf(file)
        .filter(({ length }) => length > maxFunctionLines)
        .map(
          ({ name, line, length }) =>
            `${file.path}:${line} ${name} has ${length} lines, at most ${maxFunctionLines}`,
        );

/** Specs too: a check that nobody follows checks nothing. */
export const plainFunctions: Rule = (file) =>
  functionsOf(file)
    .filter(({ tangle }) => tangle > maxTangle)
    .map(
      ({ name, line, tangle }) =>
        `${file.path}:${line} ${name} has cognitive complexity ${tangle}, at most ${maxTangle}`,
    );

const noStarExports: Rule = (file) => linesMatching(file, /^\s*export \* /, 'name what you export');

export const environmentOnlyInConfig: Rule = (file) =>
  file.path === 'libs/service-kit/src/config.ts' || isSpec(file.path)
    ? []
    : linesMatching(file, /\bprocess\.env\b/, 'read the environment in service-kit/src/config.ts');

const noUnfinishedWords: Rule = (file) =>
  file.path.startsWith('libs/tidy/')
    ? []
    : linesMatching(file, /\b(TODO|FIXME|XXX)\b/, 'finish it or open an issue');

const noSilencedChecks: Rule = (file) =>
  file.path.startsWith('libs/tidy/')
    ? []
    : linesMatching(file, /@ts-(ignore|nocheck|expect-error)|eslint-disable/, 'mend the cause');

const noFocusedTests: Rule = (file) =>
  isSpec(file.path) && !file.path.startsWith('libs/tidy/')
    ? linesMatching(file, /\b(it|test|describe)\.(only|skip|todo)\b|\bx(it|describe)\(/, 'every test runs')
    : [];

/** Business time and chance are parameters of everything that decides. */
export const pureDecisions: Rule = (file) =>
  /(\.policy|\.queue)\.ts$|^libs\/(routing|contracts)\/src\//.test(file.path) && !isSpec(file.path)
    ? linesMatching(file, /\b(Date\.now|Math\.random|new Date\(\))/, 'time and chance are parameters')
    : [];

/** Libraries are imported through their one index, or through a declared sub-path. */
const deepImports: Rule = (file) =>
  linesMatching(
    file,
    /from '@yimen\/[a-z-]+\/(?!testing'|embedded'|measure'|package\.json')/,
    'import a library through its index',
  );

export const rules: Record<string, Rule> = {
  'a file has at most 400 lines': shortFiles,
  'a line has at most 120 characters': shortLines,
  'a function has at most 70 lines': shortFunctions,
  'a function can be followed: cognitive complexity of at most 15': plainFunctions,
  'nothing is exported by star': noStarExports,
  'the environment is read in one file': environmentOnlyInConfig,
  'no work is left with a note in the source': noUnfinishedWords,
  'no check is silenced in place': noSilencedChecks,
  'no test is focused or skipped': noFocusedTests,
  'policy takes time and chance as parameters': pureDecisions,
  'libraries are imported through their index': deepImports,
};
