/** TLS and SCRAM-SHA-512 on a broker of its own, with an authority that only this test knows. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KafkaBroker } from '@yimen/service-kit/embedded';
import type { KafkaSettings } from './kafka/connection';
import type { KafkaEventLog } from './kafka/kafka-log';
import { planTopics } from './kafka/topic-plan';
import { appendEach, group, inOrder, notesOf, noting, topic } from './testing/log-under-test';
import { kafkaLogs } from './testing/kafka-under-test';
import type { KafkaLogs } from './testing/kafka-under-test';
import type { OnPostgres } from './testing/postgres-under-test';

jest.setTimeout(240_000);

const account = { username: 'yimen', password: 'made-for-one-run' };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'yimen-test-tls-'));
const inFolder = (name: string): string => join(folder, name);

let broker: KafkaBroker;
let logs: KafkaLogs;
let subject: OnPostgres<KafkaEventLog>;
let door: Partial<KafkaSettings>;

const openssl = (...words: string[]): void => {
  execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
};

/** An authority, and what it signed for a broker on this machine. */
const makeCertificates = (): void => {
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...fresh, '-subj', '/CN=authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  writeFileSync(inFolder('names'), 'subjectAltName=IP:127.0.0.1\n');
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=broker',
    '-keyout',
    'own.key',
    '-out',
    'own.csr',
  );
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'own.csr', ...signing, '-out', 'own.pem');
  const chain = ['own.key', 'own.pem', 'ca.pem'].map((name) => readFileSync(inFolder(name), 'utf8'));
  writeFileSync(inFolder('broker.pem'), chain.join(''));
};

const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';

const properties = (): string[] => [
  'sasl.enabled.mechanisms=SCRAM-SHA-512',
  `listener.name.extra.scram-sha-512.sasl.jaas.config=${scram} required;`,
  'listener.name.extra.ssl.keystore.type=PEM',
  `listener.name.extra.ssl.keystore.location=${inFolder('broker.pem')}`,
];

beforeAll(async () => {
  makeCertificates();
  const listener = { protocol: 'SASL_SSL', properties: properties(), accounts: [account] } as const;
  broker = await KafkaBroker.start(resolve(__dirname, '../../..'), listener);
  logs = await kafkaLogs(3, [broker.address], () => door);
});
afterAll(async () => {
  await logs.close();
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const ca = readFileSync(inFolder('ca.pem'), 'utf8');
  door = { brokers: [`127.0.0.1:${broker.extraPort}`], tls: true, ca, account };
  subject = await logs.open();
});
afterEach(() => subject.close());

const subscribe = () => subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });

it('writes and reads over TLS, signed in with SCRAM-SHA-512', async () => {
  const running = await subscribe();
  await appendEach(subject, ['a', 'b'], 5);
  await running.caughtUp();
  for (const key of ['a', 'b']) expect(await notesOf(subject, key)).toEqual(inOrder(key, 5));
});

it.each<[string, () => Partial<KafkaSettings>, RegExp]>([
  [
    'whose password is wrong',
    () => ({ account: { ...account, password: 'guessed' } }),
    /^Kafka refuses the account yimen: KAFKA_PASSWORD is wrong/,
  ],
  [
    'that the brokers do not know',
    () => ({ account: { ...account, username: 'nobody' } }),
    /^Kafka refuses the account nobody/,
  ],
  ['who cannot trust the brokers', () => ({ ca: undefined }), /KAFKA_CA_FILE$/],
])('refuses in a sentence one %s, and says no password', async (_, changed, sentence) => {
  door = { ...door, ...changed() };
  await expect(subscribe()).rejects.toThrow(sentence);
  const settings = { brokers: [], prefix: '', tls: true, ...door };
  const planned = planTopics(settings, [], silent);
  await expect(planned).rejects.toThrow(sentence);
  await expect(planned).rejects.not.toThrow(/guessed|made-for-one-run/);
});
