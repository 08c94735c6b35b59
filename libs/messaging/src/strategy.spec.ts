import 'reflect-metadata';
import { Catch, Controller, Module } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { of, throwError } from 'rxjs';
import { PermanentError } from './errors';
import { MemoryEventLog } from './memory/memory-log';
import { MemoryStore, memoryTx } from './memory/memory-store';
import { EventLogStrategy } from './strategy';
import { catalogue, group, thing, topic } from './testing/log-under-test';
import type { EventEnvelope, Tx } from './types';

const heard: string[] = [];
const note = (tx: Tx, text: string): void => tx.afterCommit(() => void heard.push(text));

@Controller()
class Things {
  @EventPattern('thing.done.v1', { batch: true })
  async done(@Payload() events: EventEnvelope[], @Ctx() tx: Tx): Promise<void> {
    note(tx, `done ${events.map(({ partitionkey, sequence }) => `${partitionkey}:${sequence}`).join(' ')}`);
  }

  @EventPattern('thing.undone.v1')
  undone(@Payload() event: EventEnvelope<{ bad?: boolean }>, @Ctx() tx: Tx) {
    note(tx, `undone ${event.partitionkey} in ${tx.scope.county}`);
    if (event.data.bad) throw new PermanentError('bad is bad');
    return of('an observable that has something to say');
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

const now = new Date('2026-03-20T01:00:00Z');
const scope = { county: 'AJX', reach: 'system', actor: 'system:test' } as const;

const start = async () => {
  heard.length = 0;
  const store = new MemoryStore();
  const log = new MemoryEventLog({ store, service: group, catalogue, now: () => now });
  const strategy = new EventLogStrategy(log, { group, topics: [topic] });
  const app = await NestFactory.createMicroservice(ThingsModule, { strategy, logger: false });
  app.useGlobalFilters(new Rethrow());
  await app.listen();
  const append = (...events: ReturnType<typeof thing>[]) =>
    memoryTx(store, 'producer', { scope, keys: [], now, unaudited: true }, async (tx) =>
      events.forEach(tx.emit),
    );
  return { app, log, strategy, append };
};

describe('event handlers of a Nest controller', () => {
  it('get an event, or a batch, and the transaction', async () => {
    const { app, strategy, append } = await start();
    await append(thing('a'), thing('b'), thing('c', { type: 'thing.undone.v1', jurisdiction: 'SX' }));
    await strategy.caughtUp();
    await app.close();
    expect(heard).toEqual(['done a:1 b:1', 'undone c in SX']);
  });

  it('fail with their own error, which decides what happens to the event', async () => {
    const { app, log, strategy, append } = await start();
    await append(thing('a', { type: 'thing.undone.v1', data: { bad: true } }));
    await strategy.caughtUp();
    const parked = await log.listParked(group);
    await app.close();
    expect(heard).toEqual([]);
    expect(parked.map(({ reason, error }) => `${reason} ${error}`)).toEqual([
      'permanent PermanentError: bad is bad',
    ]);
  });

  it('are not called any more when the app is closed', async () => {
    const { app, append } = await start();
    await app.close();
    await append(thing('a'));
    expect(heard).toEqual([]);
  });
});
