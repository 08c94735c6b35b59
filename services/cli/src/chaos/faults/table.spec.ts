import type { OwnBroker } from '../world';
import { faultsOf } from './table';

const nowhere = { brokers: undefined, own: undefined };
const theirs = { brokers: ['127.0.0.1:9092'], own: undefined };
const ours = { ...theirs, own: {} as OwnBroker };

const names = (...args: Parameters<typeof faultsOf>): string[] => faultsOf(...args).map(({ name }) => name);

describe('the faults of a run', () => {
  it('are all that the log can have', () => {
    const always = ['kill', 'postgres', 'open-transaction', 'duplicates', 'poison'];
    expect(names(undefined, nowhere).sort()).toEqual([...always].sort());
    expect(names(undefined, theirs).sort()).toEqual([...always, 'rebalance'].sort());
    expect(names(undefined, ours).sort()).toEqual([...always, 'rebalance', 'broker', 'proxy'].sort());
  });

  it('are those that were named', () => {
    expect(names('poison, kill', nowhere)).toEqual(['poison', 'kill']);
  });

  it.each([
    ['earthquake', nowhere, /earthquake: one of kill/],
    ['rebalance', nowhere, /needs the log on Kafka/],
    ['broker', theirs, /broker of its own/],
  ])('are refused by name where they cannot be had: %s', (name, where, sentence) => {
    expect(() => faultsOf(name, where)).toThrow(sentence);
  });
});
