import { openApiOf } from './document';
import { docsPage } from './page';

/** Every service has the routes of its log. */
class NoModule {}

describe('the page of the API', () => {
  const page = docsPage(openApiOf([{ name: 'sample', module: NoModule }]));

  it('says each operation, and each shape once', () => {
    expect(page).toContain('<code>/api/sample/log/parked</code>');
    expect(page.split('<h3 id="ParkedEvent">')).toHaveLength(2);
  });

  it('has a place for every link', () => {
    const links = [...page.matchAll(/<a href="#(\w+)">/g)].map(([, name]) => name ?? '');
    expect(links).toContain('ParkedEvent');
    expect([...new Set(links)].filter((name) => !page.includes(`id="${name}"`))).toEqual([]);
  });
});
