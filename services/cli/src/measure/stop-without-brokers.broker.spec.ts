/** The whole system as a machine that goes down leaves it: brokers first. Needs a broker of its own to kill. */
import { resolve } from 'node:path';
import { KafkaBroker } from '@yimen/service-kit/embedded';
import { childSystem } from './child-system';
import type { ChildSystem } from './child-system';

jest.setTimeout(240_000);

let broker: KafkaBroker;
let system: ChildSystem;

beforeAll(async () => {
  broker = await KafkaBroker.start(resolve(__dirname, '../../../..'));
  system = await childSystem('system', {}, [broker.address]);
});
afterAll(async () => {
  await broker.up();
  await system.throwAway();
  await broker.stop();
});

it('a system whose brokers have just gone stops in order, and leaves no database behind', async () => {
  await system.start();
  expect(system.databasePid()).toBeGreaterThan(0);
  await broker.kill();
  await system.stop();
  expect(system.databasePid()).toBeUndefined();
});
