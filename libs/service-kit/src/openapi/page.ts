/** `/api/docs`: the OpenAPI document as one page without scripts or anything from outside. */
import type { JsonSchema } from './form-schema';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A shape that has a name is a link to where it stands. */
const json = (value: unknown): string =>
  `<pre>${escaped(JSON.stringify(value, null, 2)).replaceAll(
    /#\/components\/(?:schemas|responses)\/(\w+)/g,
    '<a href="#$1">$1</a>',
  )}</pre>`;

const shapes = (named: Record<string, unknown>): string =>
  Object.entries(named)
    .map(([name, shape]) => `<h3 id="${escaped(name)}">${escaped(name)}</h3>${json(shape)}`)
    .join('\n');

const part = (title: string, value: unknown): string =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? ''
    : `<h4>${title}</h4>${json(value)}`;

const operation = (method: string, path: string, shown: JsonSchema): string =>
  `<details id="${escaped(String(shown['operationId']))}"><summary><b>${escaped(method.toUpperCase())}</b> ` +
  `<code>${escaped(path)}</code></summary><p>${escaped(String(shown['summary']))}</p>` +
  `<p>${escaped(String(shown['description'] ?? ''))}</p>` +
  part('参数 Parameters', shown['parameters']) +
  part('请求 Body', shown['requestBody']) +
  part('答复 Responses', shown['responses']) +
  '</details>';

const sectionOf = (tag: string, paths: Record<string, Record<string, JsonSchema>>): string => {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, shown]) => (shown['tags'] as string[]).includes(tag))
      .map(([method, shown]) => operation(method, path, shown)),
  );
  return `<section><h2>${escaped(tag)}</h2>${rows.join('\n')}</section>`;
};

export const docsPage = (document: JsonSchema): string => {
  const paths = document['paths'] as Record<string, Record<string, JsonSchema>>;
  const tags = document['tags'] as { name: string }[];
  const { schemas, responses } = document['components'] as Record<string, Record<string, unknown>>;
  return (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>一门 接口说明 API</title>' +
    '<meta name="viewport" content="width=device-width"><style>body{font:16px/1.5 sans-serif;margin:1rem auto;' +
    'max-width:60rem;padding:0 1rem}pre{overflow:auto;background:#f4f4f4;padding:.5rem}</style></head><body><main>' +
    '<h1>一门 接口说明 API</h1><p><a href="/api/openapi.json">openapi.json</a> ' +
    '<a href="/api/asyncapi.json">asyncapi.json</a></p>' +
    tags.map(({ name }) => sectionOf(name, paths)).join('\n') +
    `<section><h2>答复的形状 Shapes</h2>${shapes({ ...schemas, ...responses })}</section>` +
    '</main></body></html>'
  );
};
