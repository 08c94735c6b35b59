// `npm test`: everything that is tested. What cannot run here is named with the reason; with CI=true that is a failure.
// Ends with one plain line: N passed, N failed, N skipped.
const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { findKafka, hasJars } = require('./kafka.cjs');
const { bin, root } = require('./run.cjs');

const ci = process.env.CI === 'true';
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const folder = mkdtempSync(join(tmpdir(), 'yimen-test-'));
const report = join(folder, 'jest.json');

const kafka = findKafka();

/** What cannot run here, and why. */
const skippedKinds = [
  chromium
    ? undefined
    : ['e2e', 'browser specs: no Chromium found (Debian: apt-get install chromium fonts-noto-cjk)'],
  kafka
    ? undefined
    : [
        'kafka',
        'Kafka specs: no KAFKA_BROKERS, no Docker, no JDK 17 with Maven (Debian: apt-get install maven)',
      ],
  hasJars()
    ? undefined
    : ['broker', 'specs that kill a broker: no JDK 17 with Maven (Debian: apt-get install maven)'],
].filter((kind) => kind !== undefined);
for (const [, reason] of skippedKinds) console.log(`SKIPPED ${reason}`);
const ignored = skippedKinds.flatMap(([kind]) => ['--testPathIgnorePatterns', `\\.${kind}\\.spec\\.ts$`]);

const jest = spawnSync(
  bin('jest'),
  ['--json', `--outputFile=${report}`, ...ignored, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...kafka, ...(chromium ? { CHROMIUM: chromium } : {}) },
  },
);

const count = () => {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const brokenSuites = result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenSuites,
    skipped: result.numPendingTests + result.numTodoTests + skippedKinds.length,
  };
};

const { passed, failed, skipped } = count();
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || jest.status !== 0 || (ci && skipped > 0) ? 1 : 0);
