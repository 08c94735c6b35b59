/** How this system reaches its brokers: addresses, sign-in, patience, and names that a shared broker keeps apart. */
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Admin, KafkaConfig, LogEntry, Producer } from 'kafkajs';
import type { Logger } from '../logger';
import { guardRequestQueues } from './request-queue-guard';

export interface KafkaSettings {
  /** `host:port` of some brokers; the others are learnt from them */
  brokers: readonly string[];
  /** stands before every topic and group, so that several systems share a broker */
  prefix: string;
  tls: boolean;
  /** PEM of the authority that signed the brokers' certificates, where this machine does not know it */
  ca?: string | undefined;
  /** SCRAM-SHA-512 */
  account?: { username: string; password: string } | undefined;
}

const levelOf = (level: logLevel): 'info' | 'warn' | 'error' => {
  if (level === logLevel.ERROR) return 'error';
  return level === logLevel.WARN ? 'warn' : 'info';
};

/**
 * Told of every producer that gives up at all. Ours must, so that an ordered stop ends while brokers are away; what it
 * gave up is read from the outbox again.
 */
const knownAdvice = 'Limiting retries for the idempotent producer';

/** Names of topics and groups are all that the library tells of events; payloads are not in its lines. */
const through =
  (logger: Logger) =>
  () =>
  ({ level, label, log }: LogEntry): void => {
    const { message, groupId, broker, error } = log;
    if (message.startsWith(knownAdvice)) return;
    logger[levelOf(level)]({ label, groupId, broker, error }, message);
  };

const signIn = ({ tls, ca, account }: KafkaSettings): Pick<KafkaConfig, 'ssl' | 'sasl'> => ({
  ssl: tls && ca !== undefined ? { ca: [ca] } : tls,
  ...(account ? { sasl: { mechanism: 'scram-sha-512', ...account } } : {}),
});

/** The brokers are there and will not have us: only a person can mend it. */
export class KafkaRefusedError extends Error {}

/** @returns what to say where the brokers refuse us, or we them; undefined = they may only be away */
const refusalOf = (error: unknown, settings: KafkaSettings): KafkaRefusedError | undefined => {
  const { name = '', message = '' } = (error ?? {}) as Partial<Error>;
  if (name === 'KafkaJSSASLAuthenticationError')
    return new KafkaRefusedError(
      `Kafka refuses the account ${settings.account?.username ?? ''}: KAFKA_PASSWORD is wrong, ` +
        'or the account is not one for SCRAM-SHA-512',
    );
  if (/self-signed certificate|unable to (?:verify|get) .*certificate/.test(message))
    return new KafkaRefusedError(
      "Kafka's certificate is signed by nobody whom this machine knows: name the authority's file in KAFKA_CA_FILE",
    );
  const { cause } = (error ?? {}) as { cause?: unknown };
  return cause === undefined ? undefined : refusalOf(cause, settings);
};

/** @throws KafkaRefusedError */
export const connectAdmin = async (kafka: Kafka, settings: KafkaSettings): Promise<Admin> => {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return admin;
  } catch (error) {
    throw refusalOf(error, settings) ?? error;
  }
};

/** A broker that restarts is back within seconds; who asks for longer asks again himself. */
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 };

export const connectKafka = (settings: KafkaSettings, clientId: string, logger: Logger): Kafka => {
  guardRequestQueues();
  return new Kafka({
    clientId,
    brokers: [...settings.brokers],
    ...signIn(settings),
    retry,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    logLevel: logLevel.WARN,
    logCreator: through(logger),
  });
};

/** Brokers that answer need milliseconds for it. */
export const farewellMs = 1_500;

/** Brokers that have gone do not hold up an ordered stop: waits for this, but not for long; never rejects. */
export const farewell = async (
  work: Promise<unknown> | undefined,
  patienceMs = farewellMs,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([work?.catch(() => undefined), patience]);
  clearTimeout(timer);
};

/**
 * Written on all replicas or not at all, one request in flight, each record once even where an answer was lost; the
 * partition of a key is that of the Java client (murmur2).
 */
export const producerOf = (kafka: Kafka): Producer =>
  kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
