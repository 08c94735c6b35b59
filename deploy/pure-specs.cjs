// The specs of one project that need neither a database, a broker nor a browser. Nx remembers what passed until the
// project, what it depends on, or anything else that they read has changed (nx.json).
const { bin, run } = require('./run.cjs');

const [project] = process.argv.slice(2);
run(
  project,
  bin('jest'),
  [
    '--runInBand',
    ...['--selectProjects', require(`../${project}/jest.config.cjs`).displayName],
    ...['--testPathIgnorePatterns', '\\.(int|e2e|kafka|broker)\\.spec\\.ts$', '--passWithNoTests'],
  ],
  { YIMEN_NO_DATABASE: '1' },
);
