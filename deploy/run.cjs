// Runs one command after the other with inherited output; ends with the first failing exit code, naming the step.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', FORCE_COLOR: '0' };

const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

const run = (title, command, args, extraEnv = {}) => {
  const started = Date.now();
  const { status, signal } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, ...extraEnv },
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (status === 0) return console.log(`${title}: ok (${seconds} s)`);
  console.error(`${title}: failed (${signal ?? `exit ${status}`}, ${seconds} s)`);
  process.exit(status ?? 1);
};

module.exports = { root, bin, run };
