// Golden examples, as files and as a typed constant for the tests of every consumer.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { libFolder, readJson } from './schemas.mjs';

/** Type -> examples in the order of their file names. */
export function readExamples() {
  const types = readdirSync(join(libFolder, 'examples')).sort();
  return new Map(
    types.map((type) => {
      const files = readdirSync(join(libFolder, 'examples', type)).sort();
      return [
        type,
        files.map((file) => ({ name: file.replace('.json', ''), data: readJson('examples', type, file) })),
      ];
    }),
  );
}

export async function generateExamples(examplesByType, banner) {
  const source = `${banner}
import type { EventDataByType } from './event-types';

/** A synthetic but realistic payload; \`name\` says what it shows. */
export interface GoldenExample<T extends keyof EventDataByType> {
  name: string;
  data: EventDataByType[T];
}

export const goldenExamples: { readonly [T in keyof EventDataByType]: readonly GoldenExample<T>[] } =
  ${JSON.stringify(Object.fromEntries(examplesByType))};
`;
  const style = { parser: 'typescript', singleQuote: true, printWidth: 110, trailingComma: 'all' };
  return [['src/generated/golden-examples.ts', await format(source, style)]];
}
