import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  environmentOnlyInConfig,
  plainFunctions,
  pureDecisions,
  rules,
  shortFunctions,
  shortLines,
} from './rules';
import { importedPackages, packageNamers, packagesNobodyNames } from './packages';
import { root, sourceFiles } from './sources';
import type { SourceFile } from './sources';

const files = sourceFiles();
const fileOf = (path: string, text: string): SourceFile => ({ path, text, lines: text.split('\n') });

describe('repository rules', () => {
  it('look at the sources of every library and service', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  for (const [sentence, rule] of Object.entries(rules))
    it(sentence, () => {
      expect(files.flatMap(rule)).toEqual([]);
    });
});

describe('the rules can fail', () => {
  it('on a long function', () => {
    const text = `const f = () => {\n${'  g();\n'.repeat(71)}};\n`;
    expect(shortFunctions(fileOf('libs/a/src/a.ts', text))).toEqual([
      'libs/a/src/a.ts:1 f has 73 lines, at most 70',
    ]);
  });

  it('on a function that nobody can follow, also where it is a spec', () => {
    const nested = (depth: number) => 'if (a && b) '.repeat(depth) + 'g();';
    const at = (depth: number) =>
      plainFunctions(fileOf('libs/a/src/a.spec.ts', `const f = () => {${nested(depth)}};`));
    expect(at(3)).toEqual([]);
    expect(at(5)).toEqual(['libs/a/src/a.spec.ts:1 f has cognitive complexity 20, at most 15']);
  });

  it('on a dependency that nothing names', () => {
    const texts = ["import x from 'used';", "import 'used-in-part/part';", 'npx a-tool'];
    expect(packagesNobodyNames(['used', 'used-in-part', 'unused'], texts)).toEqual(['unused']);
  });

  it('on a long line', () => {
    expect(shortLines(fileOf('libs/a/src/a.ts', 'x'.repeat(121)))).toHaveLength(1);
  });

  it('on an environment read outside the configuration', () => {
    expect(environmentOnlyInConfig(fileOf('libs/a/src/a.ts', 'const a = process.env.A;'))).toHaveLength(1);
  });

  it('on a clock inside policy', () => {
    expect(pureDecisions(fileOf('services/police/src/police.policy.ts', 'Date.now()'))).toHaveLength(1);
  });
});

const projects = (group: string): string[] =>
  readdirSync(join(root, group)).filter((name) => existsSync(join(root, group, name, 'package.json')));

const headings = (path: string): string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('## '))
        .map((line) => line.slice(3).trim())
    : [];

const libHeadings = ['Guarantees', 'Use', 'Not here', 'Decisions'];
const serviceHeadings = ['Owns', 'Listens', 'Publishes', 'States', 'Deadlines', 'Run', 'Decisions'];
const departments = ['police', 'civil-affairs', 'education', 'rehab', 'agencies'];
const domainServices = ['directory', 'intake', 'coordination', ...departments];

describe('every README has its headings', () => {
  it.each(projects('libs'))('libs/%s', (name) => {
    expect(headings(join(root, 'libs', name, 'README.md'))).toEqual(expect.arrayContaining(libHeadings));
  });

  it.each(domainServices)('services/%s', (name) => {
    expect(headings(join(root, 'services', name, 'README.md'))).toEqual(
      expect.arrayContaining(serviceHeadings),
    );
  });
});

describe('the top level', () => {
  it('holds only what belongs there', () => {
    const allowed = [
      ...[
        'services',
        'libs',
        'deploy',
        'docs',
        'docker-compose.yml',
        'nx.json',
        'package.json',
        'package-lock.json',
      ],
      ...['tsconfig.base.json', 'tsconfig.json', 'README.md', 'README.zh-CN.md', 'LICENSE'],
      ...['jest.config.cjs', 'jest.preset.cjs', 'eslint.config.mjs', 'node_modules', 'reports'],
    ];
    const found = readdirSync(root).filter((name) => !name.startsWith('.'));
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('depends on no package that nothing imports', () => {
    expect(packagesNobodyNames(importedPackages(), packageNamers())).toEqual([]);
  });

  it.each(['README.md', 'README.zh-CN.md', 'services/cli/README.md'])(
    'gets no passwords, passphrases or backups by the commands of %s',
    (name) => {
      const text = readFileSync(join(root, name), 'utf8');
      const places = [
        ...text.matchAll(/--passwords[^\n]*?> ([^\s)]+)|compose cp \S+ (\S+)|< (\S*passphrase\S*)/g),
      ].map(([, written, copied, read]) => written ?? copied ?? read ?? '');
      expect(places.length).toBeGreaterThan(0);
      expect(places.filter((place) => !/^[~/]/.test(place))).toEqual([]);
    },
  );

  it('gives every project its kind', () => {
    const untagged = ['libs', 'services'].flatMap((group) =>
      projects(group).filter((name) => {
        const manifest: unknown = JSON.parse(readFileSync(join(root, group, name, 'package.json'), 'utf8'));
        return !/"tags":\["type:(pure|infra|service|app|test)"\]/.test(JSON.stringify(manifest));
      }),
    );
    expect(untagged).toEqual([]);
  });
});
