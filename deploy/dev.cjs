// `npm run dev`: the sources, watched, on the embedded database, with demo accounts; no build step.
const { join } = require('node:path');
const { root, run } = require('./run.cjs');

run(
  'dev',
  process.execPath,
  ['--watch', '-C', 'development', '-r', '@swc-node/register', join(root, 'services/all-in-one/src/main.ts')],
  { TS_NODE_PROJECT: join(root, 'tsconfig.base.json') },
);
