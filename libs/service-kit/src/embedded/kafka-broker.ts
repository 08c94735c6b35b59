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

const propertiesOf = (folder: string, port: number, controllerPort: number): string =>
  [
    readFileSync(join(settings, 'server.properties'), 'utf8'),
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    `log.dirs=${join(folder, 'data')}`,
    '',
  ].join('\n');

export class KafkaBroker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly jars: string,
    private readonly folder: string,
    readonly address: string,
  ) {}

  /** Formatted and started. @throws with the end of its log when it does not come up */
  static async start(root: string): Promise<KafkaBroker> {
    const jars = await kafkaJars(root);
    const folder = mkdtempSync(join(tmpdir(), 'yimen-test-kafka-'));
    const port = await freePort();
    writeFileSync(join(folder, 'server.properties'), propertiesOf(folder, port, await freePort()));
    const broker = new KafkaBroker(jars, folder, `127.0.0.1:${port}`);
    await run('java', broker.program('kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c'));
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
