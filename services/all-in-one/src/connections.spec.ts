import { eventCatalogue } from '@yimen/contracts';
import { readersOf } from '@yimen/messaging';
import { readConfig } from '@yimen/service-kit';
import { allServices } from './services';

const limit = 40;
/** The connection that says "this system runs". */
const guard = 1;

it(`pools, readers and guard of the whole system open at most ${limit} connections`, () => {
  const { poolSize: usual } = readConfig({});
  const pools = allServices.reduce((sum, { poolSize = usual }) => sum + poolSize, 0);
  const readers = allServices.flatMap(({ subscription }) =>
    subscription ? readersOf(eventCatalogue, subscription.group, subscription.topics) : [],
  );
  expect(readers.length).toBeGreaterThan(0);
  expect(pools + readers.length + guard).toBeLessThanOrEqual(limit);
});
