/**
 * The checked-in OpenAPI document, and the tables of answers that it is made of, are what the code gives.
 * `YIMEN_WRITE_OPENAPI=1` writes them anew, the tables first.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answerTables } from './testing/answer-tables';

interface Operation {
  operationId: string;
  parameters?: { name: string }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Record<string, unknown>> };
}

const root = join(__dirname, '../../..');
const path = join(root, 'docs/openapi.json');
const isWriting = process.env['YIMEN_WRITE_OPENAPI'] === '1';

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** Read when it is called: the services bring their tables of answers with them. */
const documentNow = (): Document => {
  const { openApiOf } = jest.requireActual<typeof import('@yimen/service-kit')>('@yimen/service-kit');
  const { allServices } = jest.requireActual<typeof import('./services')>('./services');
  return JSON.parse(JSON.stringify(openApiOf(allServices))) as Document;
};

const tables = [...answerTables(root)].map(([file, table]) => [file, textOf(table)] as const);
let document: Document;
let operations: Operation[];

beforeAll(() => {
  if (isWriting) for (const [file, text] of tables) write(join(root, file), text);
  document = documentNow();
  if (isWriting) write(path, textOf(document));
  operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
});

it.each(tables)('%s is what the handlers return', (file, text) => {
  expect(readFileSync(join(root, file), 'utf8')).toBe(text);
});

it('the checked-in document is what the controllers, forms and answers give', () => {
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(document);
});

it('no two operations have one name', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
});

it('a route that needs If-Match says so, with 412 and 428', () => {
  const sign = document.paths['/api/police/work-items/{id}/actions/sign']?.['post'];
  expect(sign?.parameters?.map(({ name }) => name)).toEqual(['id', 'If-Match']);
  expect(Object.keys(sign?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '412', '428', '409', '404']),
  );
});

it('no pattern names a class by property, which not every reader of JSON Schema knows', () => {
  const patterns = textOf(document)
    .split('\n')
    .filter((line) => line.includes('"pattern": '));
  expect(patterns.length).toBeGreaterThan(50);
  expect(patterns.filter((line) => /\\p\{/i.test(line))).toEqual([]);
});

it('a body refuses unknown fields and says which must be there', () => {
  const note = document.paths['/api/police/work-items/{id}/actions/note']?.['post'];
  const schema = note?.requestBody?.content['application/json']?.schema;
  expect(schema).toMatchObject({ additionalProperties: false, required: ['text'] });
});

const answersOf = ({ responses }: Operation): unknown[] =>
  Object.values(responses).flatMap(({ content }) => content?.['application/json']?.schema ?? []);

it('every JSON answer names its fields and no others', () => {
  const isOpen = (schema: unknown): boolean => {
    const { $ref, type, anyOf, additionalProperties } = schema as Record<string, unknown>;
    if (typeof $ref === 'string') return isOpen(document.components.schemas[$ref.split('/').at(-1) ?? '']);
    if (Array.isArray(anyOf)) return anyOf.some(isOpen);
    return type === undefined || (type === 'object' && additionalProperties !== false);
  };
  const open = operations.filter((operation) => answersOf(operation).some(isOpen));
  // two documents whose shape others fix
  expect(open.map(({ operationId }) => operationId)).toEqual(['getOpenApi', 'getAsyncApi']);
});
