/**
 * The test run's Postgres: prints its URL, lives until its standard input ends, leaves nothing behind. Not durable
 * on purpose.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@yimen/service-kit/embedded';

const main = async (): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-test-pg-'));
  const password = randomBytes(12).toString('hex');
  const postgres = await startEmbeddedPostgres({ dataDir, password, unsafeFast: true, maxConnections: 200 });
  process.stdout.write(`${postgres.url('postgres')}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => {
    void postgres.stop().then(() => {
      rmSync(dataDir, { recursive: true, force: true });
      process.exit(0);
    });
  });
};

void main();
