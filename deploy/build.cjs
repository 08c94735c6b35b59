// Builds every library, service and the console into their dist folders. Runs by itself after `npm ci` (prepare).
const { bin, run } = require('./run.cjs');

run('build', bin('nx'), ['run-many', '-t', 'build', '--output-style=static', '--parallel=2']);
