/** The checked-in OpenAPI document is what the code gives; `YIMEN_WRITE_OPENAPI=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiOf } from '@yimen/service-kit';
import { allServices } from './services';

const path = join(__dirname, '../../../docs/openapi.json');
const document = JSON.parse(JSON.stringify(openApiOf(allServices))) as {
  paths: Record<string, Record<string, Operation>>;
};

interface Operation {
  operationId: string;
  parameters?: { name: string }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, unknown>;
}

const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

if (process.env['YIMEN_WRITE_OPENAPI'] === '1') writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);

it('the checked-in document is what the controllers and forms give', () => {
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

it('a body refuses unknown fields and says which must be there', () => {
  const note = document.paths['/api/police/work-items/{id}/actions/note']?.['post'];
  const schema = note?.requestBody?.content['application/json']?.schema;
  expect(schema).toMatchObject({ additionalProperties: false, required: ['text'] });
});
