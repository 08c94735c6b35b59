// All projects in one run; every folder of libs/ and services/ that has a jest.config.cjs.
// Pure specs (`npm run check`) need no database, so they do not start one.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const projects = ['libs', 'services']
  .flatMap((group) => readdirSync(join(__dirname, group)).map((name) => `${group}/${name}`))
  .filter((folder) => existsSync(join(__dirname, folder, 'jest.config.cjs')))
  .map((folder) => `<rootDir>/${folder}`);

const database = {
  globalSetup: '<rootDir>/libs/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs',
};
const wanted =
  process.env.YIMEN_NO_DATABASE !== '1' && existsSync(join(__dirname, 'libs/testing/global-setup.mjs'));

// A shared machine under load: what takes a second may take twenty. Here, because Jest ignores it in a project's own file.
const testTimeout = 60_000;

module.exports = { projects, maxWorkers: 2, testTimeout, ...(wanted ? database : {}) };
