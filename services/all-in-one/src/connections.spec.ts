import { consumersOf } from '@yimen/messaging';
import { readConfig } from '@yimen/service-kit';
import { allServices } from './services';

const limit = 40;
/** The connections that say "this system runs", one a thread. */
const guards = 2;

it(`pools, readers and guards of the whole system open at most ${limit} connections`, () => {
  const { poolSize: usual } = readConfig({});
  const pools = allServices.reduce((sum, { poolSize = usual }) => sum + poolSize, 0);
  const readers = allServices.flatMap(({ subscription }) =>
    subscription ? consumersOf(subscription.group, subscription.topics) : [],
  );
  expect(readers.length).toBeGreaterThan(0);
  expect(pools + readers.length + guards).toBeLessThanOrEqual(limit);
});
