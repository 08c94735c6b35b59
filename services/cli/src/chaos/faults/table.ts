/** Every fault that a run can have, and which of them this log can have. */
import type { Fault, World } from '../world';
import { proxy } from './connections';
import { openTransaction, postgres } from './database';
import { rebalance } from './groups';
import { broker, kill } from './processes';
import { duplicates, poison } from './requests';

const faults: readonly Fault[] = [
  kill,
  postgres,
  broker,
  proxy,
  rebalance,
  openTransaction,
  duplicates,
  poison,
];

export type Brokers = Pick<World, 'brokers' | 'own'>;

const fits = ({ needs }: Fault, { brokers, own }: Brokers): boolean =>
  needs === 'nothing' || (needs === 'kafka' && brokers !== undefined) || own !== undefined;

const needed = {
  nothing: '',
  kafka: 'needs the log on Kafka (--kafka)',
  own: 'needs a broker of its own (--kafka, KAFKA_BROKERS not set)',
} as const;

/**
 * @param names separated by commas; absent = all that the log has
 * @throws naming what is unknown, or cannot be had here
 */
export const faultsOf = (names: string | undefined, brokers: Brokers): Fault[] => {
  if (names === undefined) return faults.filter((fault) => fits(fault, brokers));
  return names.split(',').map((text) => {
    const name = text.trim();
    const fault = faults.find((each) => each.name === name);
    if (!fault) throw new Error(`--faults ${name}: one of ${faults.map((each) => each.name).join(', ')}`);
    if (!fits(fault, brokers)) throw new Error(`--faults ${name}: ${needed[fault.needs]}`);
    return fault;
  });
};
