/** The brokers of a run: those of KAFKA_BROKERS as they are, else one of our own behind a proxy of our own. */
import { readConfig } from '@yimen/service-kit';
import { KafkaBroker } from '@yimen/service-kit/embedded';
import { root } from '../bench/kafka/lab';
import type { Brokers } from './faults/table';
import { openFaultProxy } from './fault-proxy';

export interface OpenBrokers extends Brokers {
  close(): Promise<void>;
}

/** Clients are told the proxy's address for everything that follows the first question. */
export const openFaultyBrokers = async (): Promise<OpenBrokers> => {
  const named = readConfig().kafka?.brokers;
  if (named) return { brokers: named, own: undefined, close: async () => undefined };
  const proxy = await openFaultProxy();
  const broker = await KafkaBroker.start(root, { protocol: 'PLAINTEXT', advertisedPort: proxy.port }).catch(
    async (error: unknown) => {
      await proxy.close();
      throw error;
    },
  );
  proxy.target.port = broker.extraPort;
  return {
    brokers: [`127.0.0.1:${proxy.port}`],
    own: { broker, proxy },
    close: async () => {
      await proxy.close();
      await broker.stop();
    },
  };
};
