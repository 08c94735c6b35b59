import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import {
  ConfigError,
  readConfig,
  readJurisdictionFolders,
  readLanguage,
  readTestDatabaseUrl,
} from './config';

const folder = mkdtempSync(join(tmpdir(), 'yimen-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the configuration', () => {
  it('has a default for everything, so that an empty environment starts a system', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: resolve('.yimen'),
      databaseUrl: undefined,
      poolSize: 6,
      logLevel: 'info',
      ci: false,
      token: undefined,
    });
  });

  it('takes an empty value for none', () => {
    const empty = { PORT: '', HOST: '', YIMEN_DATA: '', DATABASE_URL: '', YIMEN_LOG: '', YIMEN_TOKEN: '' };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it.each(['0', '1', '65535'])('takes port %s', (text) => {
    expect(readConfig({ PORT: text }).port).toBe(Number(text));
  });

  it.each(['abc', '-1', '65536', '80.5', '0x50', '8080 ', '999999'])('refuses port "%s" by name', (text) => {
    expect(() => readConfig({ PORT: text })).toThrow(
      new ConfigError(`PORT=${text} is not a port (0..65535)`),
    );
  });

  it('makes the data folder absolute, so that a later change of folder means nothing', () => {
    expect(readConfig({ YIMEN_DATA: 'some/where' }).dataDir).toBe(resolve('some/where'));
  });

  it('reads the database URL from a file when one is named, without its line end', () => {
    const path = join(folder, 'url');
    writeFileSync(path, 'postgres://a:b@db:5432/yimen\n');
    const config = readConfig({ DATABASE_URL_FILE: path, DATABASE_URL: 'postgres://x@y/z' });
    expect(config.databaseUrl).toBe('postgres://a:b@db:5432/yimen');
  });

  it('says which file of a secret cannot be read', () => {
    const missing = join(folder, 'missing');
    expect(() => readConfig({ DATABASE_URL_FILE: missing })).toThrow(
      `DATABASE_URL_FILE=${missing} cannot be read (ENOENT)`,
    );
  });

  it.each(['nonsense', 'mysql://a:b@c/d', 'postgres://host', 'postgres://user:geheim@host/'])(
    'refuses the database URL %s without repeating it, since it holds a password',
    (text) => {
      expect.assertions(3);
      try {
        readConfig({ DATABASE_URL: text });
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect(String(error)).toContain('DATABASE_URL is not of the form');
        expect(String(error)).not.toContain('geheim');
      }
    },
  );

  it.each(['nonsense', 'ftp://gateway/geheim', '/geheim'])(
    'refuses the alert gateway %s without repeating it, since it may hold a key',
    (text) => {
      const read = () => readConfig({ ALERT_WEBHOOK_URL: text });
      expect(read).toThrow('ALERT_WEBHOOK_URL is not of the form https://host/path');
      expect(read).not.toThrow('geheim');
    },
  );

  it('takes a gateway for alerts, and none by default', () => {
    const url = 'https://gateway.example/send?key=1';
    expect(readConfig({ ALERT_WEBHOOK_URL: url }).alertWebhookUrl).toBe(url);
    expect(readConfig({}).alertWebhookUrl).toBeUndefined();
  });

  it('refuses a log level that does not exist', () => {
    expect(() => readConfig({ YIMEN_LOG: 'loud' })).toThrow('YIMEN_LOG=loud is not one of');
    expect(readConfig({ YIMEN_LOG: 'silent' }).logLevel).toBe('silent');
  });
});

describe("the authority of the brokers' certificate", () => {
  const [one = '', other = ''] = rootCertificates;
  const path = join(folder, 'authority.pem');
  const caOf = (text: string): string | undefined => {
    writeFileSync(path, text);
    return readConfig({ KAFKA_BROKERS: 'broker:9093', KAFKA_CA_FILE: path }).kafka?.ca;
  };

  it.each([
    ['one certificate', one],
    ['several', `${one}\n${other}`],
    ['one under words that say whose it is', `# of the county's brokers\n${one}`],
  ])('is %s', (_, text) => {
    expect(caOf(`${text}\n`)).toBe(text);
  });

  it('is nobody of ours unless named', () => {
    expect(readConfig({ KAFKA_BROKERS: 'broker:9093' }).kafka?.ca).toBeUndefined();
  });

  it('says which file cannot be read', () => {
    const missing = join(folder, 'no-authority.pem');
    const read = () => readConfig({ KAFKA_BROKERS: 'broker:9093', KAFKA_CA_FILE: missing });
    expect(read).toThrow(new ConfigError(`KAFKA_CA_FILE=${missing} cannot be read (ENOENT)`));
  });

  it.each([
    ['empty', ''],
    ['words', 'geheim'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----'],
    ['a certificate that was cut off', one.slice(0, 300)],
    ['a good certificate before one that was cut off', `${one}\n${other.slice(0, 300)}`],
    ['a good certificate before a private key', `${one}\n-----BEGIN PRIVATE KEY-----\ngeheim`],
  ])('is refused by the name of its file when it is %s, and not repeated', (_, text) => {
    const sentence = 'holds something that is not a certificate (PEM, "-----BEGIN CERTIFICATE-----")';
    expect(() => caOf(text)).toThrow(new ConfigError(`KAFKA_CA_FILE=${path} ${sentence}`));
  });

  it('is refused by the name of the variable when it stands there itself', () => {
    const read = () => readConfig({ KAFKA_BROKERS: 'broker:9093', KAFKA_CA: 'geheim' });
    expect(read).toThrow(/^KAFKA_CA holds something that is not a certificate/);
    expect(read).not.toThrow('geheim');
  });
});

describe('the language', () => {
  it.each([
    [{}, 'zh'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'C' }, 'zh'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_US', LC_ALL: 'zh_CN' }, 'zh'],
    [{ LANG: 'en_US', LC_ALL: '' }, 'en'],
    [{ LANG: 'zh_CN', LC_ALL: 'zh_CN', YIMEN_LANG: 'en' }, 'en'],
  ])('of %j is %s', (env, language) => {
    expect(readLanguage(env)).toBe(language);
  });
});

describe('the test database', () => {
  it('is there only inside a test run', () => {
    expect(() => readTestDatabaseUrl({})).toThrow('TEST_DATABASE_URL is not set');
    expect(readTestDatabaseUrl({ TEST_DATABASE_URL: 'x' })).toBe('x');
  });
});

describe('further folders of counties', () => {
  it('are none unless named', () => {
    expect(readJurisdictionFolders({})).toEqual([]);
    expect(readJurisdictionFolders({ YIMEN_JURISDICTIONS: '' })).toEqual([]);
  });

  it('are separated as in PATH, and absolute', () => {
    const env = { YIMEN_JURISDICTIONS: ['.', folder].join(delimiter) };
    expect(readJurisdictionFolders(env)).toEqual([resolve('.'), folder]);
  });

  it('that are not there are named', () => {
    const missing = join(folder, 'nowhere');
    expect(() => readJurisdictionFolders({ YIMEN_JURISDICTIONS: missing })).toThrow(
      new ConfigError(`YIMEN_JURISDICTIONS: ${missing} is not a folder`),
    );
  });
});
