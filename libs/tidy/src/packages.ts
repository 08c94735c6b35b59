/** Packages that the root names against what its sources name: a package that nothing names is left out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, walk } from './sources';

/** Tools and types that no source imports by name; each with who takes them. */
const takenOtherwise: Readonly<Record<string, string>> = {
  '@swc/cli': 'the build of every library and service is its command',
  '@swc/core': 'peer of @swc/cli, @swc/jest and @swc-node/register',
};

/** Types are read by the compiler alone, beside the package they describe. */
const isTypes = (name: string): boolean => name.startsWith('@types/');

/** What the root depends on, for production and development. */
export const importedPackages = (): string[] => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  return Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !isTypes(name) && !(name in takenOtherwise),
  );
};

/** Texts of all sources and configuration that people write. */
export const packageNamers = (): string[] =>
  [...walk(root)]
    .filter((path) => /\.([cm]?[jt]s|tsx)$/.test(path))
    .map((path) => readFileSync(path, 'utf8'));

/** @returns packages of which no text names the whole or a part as a quoted word */
export const packagesNobodyNames = (packages: readonly string[], texts: readonly string[]): string[] =>
  packages.filter((name) => {
    const quoted = [`'${name}'`, `"${name}"`, `'${name}/`, `"${name}/`];
    return !texts.some((text) => quoted.some((word) => text.includes(word)));
  });
