import { defineService } from '@yimen/service-kit';
import { expectDocumented } from './documented';
import type { Answered } from './documented';

/** Every service has the routes of its log. */
const services = [
  defineService({ name: 'sample', schema: 'sample', module: class NoModule {}, migrations: [] }),
];

const row = { group: 'sample', producer: 'intake', behind: 0, oldestAgeMs: null, parked: 0 };

const answered = (body: unknown, changes: Partial<Answered> = {}): Answered => ({
  method: 'GET',
  url: '/api/sample/log/lag?x=1',
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
  ...changes,
});

const { parked: _parked, ...withoutParked } = row;

describe('an answer', () => {
  it('that is what the document says passes', () => {
    expect(() => expectDocumented(services, answered({ items: [row] }))).not.toThrow();
  });

  it.each<[string, Answered, RegExp]>([
    ['has a field more', answered({ items: [{ ...row, more: 1 }] }), /additionalProperty":"more"/],
    ['has a field less', answered({ items: [withoutParked] }), /missingProperty":"parked"/],
    ['has a field of another type', answered({ items: [{ ...row, parked: '0' }] }), /items\/0\/parked/],
    ['has a status of its own', answered({}, { status: 418 }), /status 418 is not declared/],
    [
      'is of another media type',
      answered({}, { headers: { 'content-type': 'text/html' } }),
      /media type "text\/html" is not/,
    ],
    [
      'brings a header unannounced',
      answered({ items: [] }, { headers: { 'content-type': 'application/json', etag: '"1"' } }),
      /header etag is not declared/,
    ],
    ['comes where no route is', answered({}, { url: '/api/sample/none' }), /no such route, yet 200/],
  ])('that %s throws', (_what, answer, message) => {
    expect(() => expectDocumented(services, answer)).toThrow(message);
  });
});
