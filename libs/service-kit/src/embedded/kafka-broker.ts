/**
 * A real Apache Kafka broker from its published jars, for tests and benches on a machine with a JDK and Maven but
 * without Docker: one node, its own folder and ports, ended with whoever started it.
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Beside the sources, also where this was built. */
const settings = join(dirname(require.resolve('@yimen/service-kit/package.json')), 'kafka');
/** A machine at work needs 24 s for what takes 3 s otherwise. */
const readyMs = 90_000;
const stopMs = 20_000;

/** Where Maven puts the jars, shared by every run of this checkout. */
const jarsOf = (root: string): string => join(root, 'node_modules', '.cache', 'yimen-kafka', 'lib');

/** @returns the folder of the jars, fetched by Maven when they are not there @throws when Maven fails */
export const kafkaJars = async (root: string): Promise<string> => {
  const folder = jarsOf(root);
  const isComplete = () =>
    existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('kafka-tools-'));
  if (isComplete()) return folder;
  mkdirSync(folder, { recursive: true });
  const pom = join(settings, 'pom.xml');
  await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]);
  return folder;
};

/** Below the range that outgoing connections take their ports from. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
};

/** A leading dash would be read as an option. */
const clusterId = (): string => Buffer.concat([Buffer.from([0x2a]), randomBytes(15)]).toString('base64url');

const jvm = [
  '-Xms256m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Djava.net.preferIPv4Stack=true',
];

/** A second door beside the plain one: through a proxy that others know it by, or locked. */
export interface ExtraListener {
  protocol: 'PLAINTEXT' | 'SASL_SSL';
  /** where clients are told to find it; absent = its own port */
  advertisedPort?: number;
  /** further lines of server.properties */
  properties?: readonly string[];
  /** accounts that may sign in with SCRAM-SHA-512 */
  accounts?: readonly { username: string; password: string }[];
}

interface Ports {
  plain: number;
  controller: number;
  extra: number;
}

/** Of two lines with one name the later counts. */
const extraLines = ({ plain, controller, extra }: Ports, listener: ExtraListener): string[] => [
  `listeners=PLAINTEXT://127.0.0.1:${plain},EXTRA://127.0.0.1:${extra},CONTROLLER://127.0.0.1:${controller}`,
  `advertised.listeners=PLAINTEXT://127.0.0.1:${plain},EXTRA://127.0.0.1:${listener.advertisedPort ?? extra}`,
  `listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,EXTRA:${listener.protocol}`,
  ...(listener.properties ?? []),
];

const propertiesOf = (folder: string, ports: Ports, listener: ExtraListener | undefined): string =>
  [
    readFileSync(join(settings, 'server.properties'), 'utf8'),
    `controller.quorum.voters=1@127.0.0.1:${ports.controller}`,
    `listeners=PLAINTEXT://127.0.0.1:${ports.plain},CONTROLLER://127.0.0.1:${ports.controller}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${ports.plain}`,
    ...(listener ? extraLines(ports, listener) : []),
    `log.dirs=${join(folder, 'data')}`,
    '',
  ].join('\n');

const scramWords = ({ accounts = [] }: ExtraListener): string[] =>
  accounts.flatMap(({ username, password }) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${username},password=${password}]`,
  ]);

export class KafkaBroker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly jars: string,
    private readonly folder: string,
    readonly address: string,
    /** of the second listener, where there is one */
    readonly extraPort: number,
  ) {}

  /** Formatted and started. @throws with the end of its log when it does not come up */
  static async start(root: string, listener?: ExtraListener): Promise<KafkaBroker> {
    const jars = await kafkaJars(root);
    const folder = mkdtempSync(join(tmpdir(), 'yimen-test-kafka-'));
    const ports = { plain: await freePort(), controller: await freePort(), extra: await freePort() };
    writeFileSync(join(folder, 'server.properties'), propertiesOf(folder, ports, listener));
    const broker = new KafkaBroker(jars, folder, `127.0.0.1:${ports.plain}`, ports.extra);
    const scram = listener ? scramWords(listener) : [];
    await run('java', broker.program('kafka.tools.StorageTool', 'format', ...scram, '-t', clusterId(), '-c'));
    await broker.up();
    return broker;
  }

  /** On the data and port that it had. */
  async up(): Promise<void> {
    const child = spawn('java', this.program('kafka.Kafka'), { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let output = '';
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', (code) => reject(new Error(`the broker ended (${code}): ${output.slice(-2_000)}`)));
      setTimeout(
        () => reject(new Error(`the broker is not ready: ${output.slice(-2_000)}`)),
        readyMs,
      ).unref();
    });
    ended.catch(() => undefined);
    const ready = new Promise<void>((resolve) => {
      const read = (chunk: Buffer): void => {
        output = (output + String(chunk)).slice(-20_000);
        if (output.includes('Kafka Server started')) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
    await Promise.race([ready, ended]);
  }

  /** As a crash: nothing is flushed, nobody is told. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Ordered; the folder is removed. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
    await gone;
    clearTimeout(timer);
  }

  private program(main: string, ...args: string[]): string[] {
    const logging = `-Dlog4j2.configurationFile=${join(settings, 'log4j2.properties')}`;
    return [
      ...jvm,
      logging,
      '-cp',
      join(this.jars, '*'),
      main,
      ...args,
      join(this.folder, 'server.properties'),
    ];
  }
}
