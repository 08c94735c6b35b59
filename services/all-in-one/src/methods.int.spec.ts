/** Every path of the API document, asked with each method that it does not declare. */
import { openApiOf } from '@yimen/service-kit';
import { allServices } from './services';
import { aCountySystem } from './testing/county-system';
import type { CountySystem } from './testing/county-system';

let county: CountySystem;
beforeAll(async () => {
  county = await aCountySystem();
});
afterAll(() => county.stop());

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const paths = Object.entries(openApiOf(allServices)['paths'] as Record<string, Record<string, unknown>>);

const declaredOf = (operations: Record<string, unknown>): string[] =>
  Object.keys(operations)
    .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    .sort();

/** `status Allow` of an answer */
const refusedWith = async (method: string, path: string): Promise<string> => {
  const response = await fetch(`${county.system.url}${path}`, { method });
  return `${response.status} ${response.headers.get('allow')}`;
};

it('a method that a path does not have is answered 405 with those that it has', async () => {
  const wrong: string[] = [];
  for (const [template, operations] of paths) {
    const path = template.replaceAll(/\{\w+\}/g, '0198f000-0000-7000-8000-000000000000');
    const declared = declaredOf(operations);
    for (const method of methods.filter((name) => !declared.includes(name))) {
      const answer = await refusedWith(method, path);
      if (answer !== `405 ${declared.join(', ')}`) wrong.push(`${method} ${template}: ${answer}`);
    }
  }
  expect(wrong).toEqual([]);
});
