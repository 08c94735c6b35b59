/** What a service's module adds to have a queue: its runtime, its timers, its live streams. */
import type { Provider } from '@nestjs/common';
import type { FieldCipher } from '@yimen/auth';
import type { Db } from '@yimen/messaging';
import { AgenciesNow, CLOCK, DB, FIELD_CIPHER, SIGNALS } from '@yimen/service-kit';
import type { Clock, Signals } from '@yimen/service-kit';
import type { QueueDefinition } from './definition';
import { LiveQueue } from './live';
import { Mergers } from './mergers';
import { QueueTimers } from './queue-timers';
import { countsOf } from './read';
import { WORK_QUEUE } from './runtime';
import type { Alongside, WorkQueue } from './runtime';
import { TakeOver } from './take-over';

/** Providers of one service's queue; `WORK_QUEUE` is what its event handlers are given. */
export const workQueueProviders = (definition: QueueDefinition, alongside?: Alongside): Provider[] => [
  {
    provide: WORK_QUEUE,
    inject: [DB, CLOCK, FIELD_CIPHER, SIGNALS],
    useFactory: (db: Db, clock: Clock, cipher: FieldCipher, signals: Signals): WorkQueue => ({
      definition,
      db,
      clock,
      cipher,
      signals,
      alongside,
    }),
  },
  {
    provide: LiveQueue,
    inject: [WORK_QUEUE],
    useFactory: (queue: WorkQueue) => new LiveQueue(queue.signals, (scope) => countsOf(queue, scope)),
  },
  AgenciesNow,
  Mergers,
  QueueTimers,
  TakeOver,
];
