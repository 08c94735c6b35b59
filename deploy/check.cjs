// `npm run check`: what a person runs before each commit; under a minute when warm, needs no database.
const { bin, run } = require('./run.cjs');

run('format', bin('prettier'), ['--check', '--log-level', 'warn', '--cache', '.']);
run('types', bin('tsc'), [
  '-p',
  'tsconfig.json',
  '--incremental',
  '--tsBuildInfoFile',
  '.nx/check.tsbuildinfo',
]);
run('console types', bin('tsc'), ['-p', 'services/console']);
run('lint', bin('eslint'), ['--cache', '--cache-location', '.nx/eslint', 'libs', 'services']);
run('pure specs', bin('nx'), ['run-many', '-t', 'pure-specs', '--output-style=static', '--parallel=2']);
