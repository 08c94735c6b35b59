/**
 * Everything the process is told from outside, read once and checked here.
 * This is the only file that reads the environment; a wrong value is a sentence, not a stack trace.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { KafkaSettings } from '@yimen/messaging';

export interface Config {
  port: number;
  host: string;
  /** absolute; holds the embedded database, the secrets (0600) and the state of the running system */
  dataDir: string;
  /** absolute; for files that stand beside rows, instead of `attachments` in the data folder */
  attachmentsDir?: string;
  /** an existing Postgres with the right to make roles and schemas; absent = the embedded one */
  databaseUrl?: string;
  /** what the pool of one service may open, unless it wants fewer; pools, readers and guard together stay within 40 */
  poolSize: number;
  /** the event log travels over these brokers; absent = readers look into the outbox themselves */
  kafka?: KafkaSettings;
  /** collector of traces (OTLP over HTTP); absent = none are made */
  tracesUrl?: string;
  /** gateway for SMS or voice that takes alerts; absent = they are written as slips into the data folder */
  alertWebhookUrl?: string;
  logLevel: string;
  ci: boolean;
  /** bearer token of a remote caller of the command line, instead of the data folder */
  token?: string;
  /** file with passwords for a remote caller of the command line (`yimen accounts --passwords --json`) */
  passwordsFile?: string;
}

export class ConfigError extends Error {}

const portOf = (text: string | undefined): number => {
  if (text === undefined || text === '') return 8080;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new ConfigError(`PORT=${text} is not a port (0..65535)`);
  return port;
};

/** A secret may be given in a file, `NAME_FILE`, so that it stands in no process list and no image. */
const secretText = (name: string, env: NodeJS.ProcessEnv): string | undefined => {
  const path = env[`${name}_FILE`];
  if (!path) return env[name] || undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${name}_FILE=${path} cannot be read (${code ?? 'unknown'})`);
  }
};

/** The text itself is never repeated: it holds a password. */
const databaseUrlOf = (env: NodeJS.ProcessEnv): string | undefined => {
  const text = secretText('DATABASE_URL', env);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    throw new ConfigError('DATABASE_URL is not of the form postgres://user:password@host:5432/database');
  return text;
};

const brokersOf = (text: string): string[] => {
  const brokers = text.split(',').map((broker) => broker.trim());
  const wrong = brokers.find((broker) => !/^[\w.-]+:\d{1,5}$|^\[[\da-f:]+\]:\d{1,5}$/i.test(broker));
  if (wrong !== undefined) throw new ConfigError(`KAFKA_BROKERS: "${wrong}" is not host:port`);
  return brokers;
};

const prefixOf = (text: string): string => {
  if (!/^[\w.-]{0,60}$/.test(text))
    throw new ConfigError(`KAFKA_PREFIX=${text}: letters, digits, "." "-" "_" only, at most 60`);
  return text;
};

const accountOf = (env: NodeJS.ProcessEnv): KafkaSettings['account'] => {
  const username = env['KAFKA_USERNAME'];
  if (!username) return undefined;
  const password = secretText('KAFKA_PASSWORD', env);
  if (password === undefined) throw new ConfigError('KAFKA_USERNAME is set, KAFKA_PASSWORD is not');
  return { username, password };
};

const isCertificate = (block: string): boolean => {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
};

/**
 * One certificate or several one after the other (PEM). Node passes over what it cannot read among them, and the
 * brokers would be called strangers. The text is never repeated: it may be a private key, taken by mistake.
 */
const authorityOf = (env: NodeJS.ProcessEnv): string | undefined => {
  const text = secretText('KAFKA_CA', env);
  if (text === undefined) return undefined;
  const blocks = text.split(/(?=-----BEGIN )/).filter((block) => block.startsWith('-----BEGIN '));
  if (blocks.length > 0 && blocks.every(isCertificate)) return text;
  const path = env['KAFKA_CA_FILE'];
  const name = path ? `KAFKA_CA_FILE=${path}` : 'KAFKA_CA';
  throw new ConfigError(
    `${name} holds something that is not a certificate (PEM, "-----BEGIN CERTIFICATE-----")`,
  );
};

const kafkaOf = (env: NodeJS.ProcessEnv): KafkaSettings | undefined => {
  const text = env['KAFKA_BROKERS'];
  if (!text) return undefined;
  return {
    brokers: brokersOf(text),
    prefix: prefixOf(env['KAFKA_PREFIX'] ?? ''),
    tls: env['KAFKA_TLS'] === 'true',
    ca: authorityOf(env),
    account: accountOf(env),
  };
};

/** As OpenTelemetry's own variables have it: the endpoint of all signals, or of traces. */
const tracesUrlOf = (env: NodeJS.ProcessEnv): string | undefined => {
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const url = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (url && !URL.canParse(url)) throw new ConfigError('OTEL_EXPORTER_OTLP_ENDPOINT is not a URL');
  return url || undefined;
};

/** May hold the gateway's key, so it is never repeated. */
const alertWebhookUrlOf = (env: NodeJS.ProcessEnv): string | undefined => {
  const text = secretText('ALERT_WEBHOOK_URL', env);
  if (text !== undefined && !(URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)))
    throw new ConfigError('ALERT_WEBHOOK_URL is not of the form https://host/path');
  return text;
};

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const logLevelOf = (text: string | undefined): string => {
  const level = text || 'info';
  if (!logLevels.includes(level))
    throw new ConfigError(`YIMEN_LOG=${level} is not one of ${logLevels.join(', ')}`);
  return level;
};

/** @throws ConfigError naming the variable and the rule */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => ({
  port: portOf(env['PORT']),
  host: env['HOST'] || '127.0.0.1',
  dataDir: resolve(env['YIMEN_DATA'] || '.yimen'),
  attachmentsDir: env['ATTACHMENTS_DIR'] ? resolve(env['ATTACHMENTS_DIR']) : undefined,
  databaseUrl: databaseUrlOf(env),
  kafka: kafkaOf(env),
  tracesUrl: tracesUrlOf(env),
  alertWebhookUrl: alertWebhookUrlOf(env),
  poolSize: 6,
  logLevel: logLevelOf(env['YIMEN_LOG']),
  ci: env['CI'] === 'true',
  token: env['YIMEN_TOKEN'] || undefined,
  passwordsFile: env['YIMEN_PASSWORDS'] || undefined,
});

/** Where files that stand beside rows lie. */
export const attachmentsDirOf = ({
  attachmentsDir,
  dataDir,
}: Pick<Config, 'attachmentsDir' | 'dataDir'>): string => attachmentsDir ?? join(dataDir, 'attachments');

/** Chinese unless the machine's language says English. */
export const readLanguage = (env: NodeJS.ProcessEnv = process.env): 'zh' | 'en' =>
  /^en/i.test(env['YIMEN_LANG'] || env['LC_ALL'] || env['LANG'] || 'zh') ? 'en' : 'zh';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Folders beside the shipped one that hold county folders, from `YIMEN_JURISDICTIONS`, separated as in `PATH`.
 * @throws ConfigError naming what is no folder
 */
export const readJurisdictionFolders = (env: NodeJS.ProcessEnv = process.env): string[] => {
  const folders = (env['YIMEN_JURISDICTIONS'] ?? '').split(delimiter).filter((text) => text !== '');
  const missing = folders.find((folder) => !isFolder(folder));
  if (missing !== undefined) throw new ConfigError(`YIMEN_JURISDICTIONS: ${missing} is not a folder`);
  return folders.map((folder) => resolve(folder));
};

/** The county for which `yimen init` makes a real system; absent at every other start. */
export const readWantedCounty = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env['YIMEN_INIT_COUNTY'] || undefined;

/** The environment of a program that this one starts: its own, with some of it changed. */
export const environmentWith = (
  changes: Record<string, string>,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv => ({ ...env, ...changes });

/** Server that the test run has started. @throws ConfigError outside a test run */
export const readTestDatabaseUrl = (env: NodeJS.ProcessEnv = process.env): string => {
  const url = env['TEST_DATABASE_URL'];
  if (!url) throw new ConfigError('TEST_DATABASE_URL is not set: run the specs through npm test or npx jest');
  return url;
};

/** Brokers that the test run has found or started. @throws ConfigError outside a test run */
export const readTestKafkaBrokers = (env: NodeJS.ProcessEnv = process.env): string[] => {
  const brokers = (env['TEST_KAFKA_BROKERS'] ?? '').split(',').filter((broker) => broker !== '');
  if (brokers.length === 0)
    throw new ConfigError('TEST_KAFKA_BROKERS is not set: run the specs through npm test, or name brokers');
  return brokers;
};

/** The container image to take the tests' Kafka from; absent = its jars. */
export const readTestKafkaSource = (env: NodeJS.ProcessEnv = process.env): { image?: string } =>
  env['YIMEN_TEST_KAFKA'] === 'docker' ? { image: env['YIMEN_TEST_KAFKA_IMAGE'] } : {};
