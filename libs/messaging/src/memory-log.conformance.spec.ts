import { MemoryEventLog } from './memory/memory-log';
import { MemoryStore, memoryTx } from './memory/memory-store';
import { runConformance } from './testing';
import { catalogue } from './testing/log-under-test';
import type { AppendOptions, LogUnderTest } from './testing/log-under-test';
import type { NewEvent, Tx } from './types';
import { UnauditedError } from './with-tx';

const now = new Date('2026-03-20T01:00:00Z');
const scope = { county: 'AJX', reach: 'system', actor: 'system:test' } as const;
const optionsOf = (keys: string[]) => ({ scope, keys, now, unaudited: true });

const memoryUnderTest = async (): Promise<LogUnderTest> => {
  const store = new MemoryStore();
  const logs: MemoryEventLog[] = [];
  const noted: string[] = [];
  const append = (events: readonly NewEvent[], { holdMs = 0 }: AppendOptions = {}): Promise<void> =>
    memoryTx(store, 'producer', optionsOf(events.map(({ key }) => key)), async (tx) => {
      for (const event of events) tx.emit(event);
      if (holdMs > 0) await new Promise((resolve) => setTimeout(resolve, holdMs));
    });
  return {
    append,
    consumer: () => {
      const log = new MemoryEventLog({ store, service: 'consumer', catalogue, now: () => now });
      logs.push(log);
      return log;
    },
    note: async (tx: Tx, effect: string) => tx.afterCommit(() => void noted.push(effect)),
    notes: async () => [...noted],
    redeliver: async (group) => void (store.group(group).cursor = 0),
    close: async () => {
      for (const log of logs) await log.stop();
    },
  };
};

runConformance('memory', memoryUnderTest);

describe('a transaction in memory', () => {
  const event: NewEvent = {
    topic: 'producer.things',
    type: 'thing.done.v1',
    key: 'a',
    jurisdiction: 'AJX',
    data: {},
  };

  it('appends nothing when its work fails', async () => {
    const store = new MemoryStore();
    const work = memoryTx(store, 'producer', optionsOf(['a']), async (tx) => {
      tx.emit(event);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(store.events).toEqual([]);
  });

  it('must be audited like any other', async () => {
    const options = { scope, keys: ['a'], now };
    await expect(memoryTx(new MemoryStore(), 'producer', options, async () => 1)).rejects.toThrow(
      UnauditedError,
    );
  });

  it('has no tables', async () => {
    const work = memoryTx(new MemoryStore(), 'producer', optionsOf([]), (tx) => tx.query('select 1'));
    await expect(work).rejects.toThrow('no tables');
  });

  it('keeps what was emitted as it was then', async () => {
    const store = new MemoryStore();
    const data = { name: 'before' };
    await memoryTx(store, 'producer', optionsOf(['a']), async (tx) => tx.emit({ ...event, data }));
    data.name = 'after';
    expect(store.events[0]?.envelope.data).toEqual({ name: 'before' });
  });
});
