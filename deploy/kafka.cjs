// Where the tests find a Kafka: brokers that were named, Docker, or a JDK with Maven. Undefined where there is none of them.
const { spawnSync } = require('node:child_process');

const image = 'confluentinc/cp-kafka:8.3.1';
const answers = (command, args, timeout = 10_000) =>
  spawnSync(command, args, { stdio: 'ignore', timeout }).status === 0;

/** The image is there, or is there within twenty seconds. */
const hasDocker = () =>
  answers('docker', ['info']) &&
  (answers('docker', ['image', 'inspect', image]) || answers('docker', ['pull', '-q', image], 20_000));

const javaVersion = () => {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) : 0;
};
const hasJars = () => javaVersion() >= 17 && answers('mvn', ['-v'], 30_000);

/** Environment for the test run. */
const findKafka = () => {
  if (process.env.KAFKA_BROKERS) return { TEST_KAFKA_BROKERS: process.env.KAFKA_BROKERS };
  if (hasDocker()) return { YIMEN_TEST_KAFKA: 'docker', YIMEN_TEST_KAFKA_IMAGE: image };
  if (hasJars()) return { YIMEN_TEST_KAFKA: 'jars' };
  return undefined;
};

module.exports = { findKafka, hasJars };
