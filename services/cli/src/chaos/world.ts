/** What a fault may lay its hands on, and how it is written down in the table of faults. */
import type { KafkaBroker } from '@yimen/service-kit/embedded';
import type { ChildSystem } from '../measure/child-system';
import type { FaultProxy } from './fault-proxy';
import type { History } from './history';
import type { Load } from './load';
import type { Bounded } from './schedule';

/** A broker of our own, behind a proxy of our own: only what we started is killed. */
export interface OwnBroker {
  broker: KafkaBroker;
  proxy: FaultProxy;
}

export interface World {
  system: ChildSystem;
  load: Load;
  history: History;
  random(): number;
  /** addresses, where the log is on Kafka */
  brokers: readonly string[] | undefined;
  own: OwnBroker | undefined;
}

/** Ends the fault; resolves when the system can do its work again. */
type End = () => Promise<void>;

export interface Fault extends Bounded {
  /** `own`: only where the brokers are our own */
  needs: 'nothing' | 'kafka' | 'own';
  start(world: World): Promise<End>;
}
