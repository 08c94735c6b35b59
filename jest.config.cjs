// All projects in one run; every folder of libs/ and services/ that has specs brings its own jest.config.cjs.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const projects = ['libs', 'services']
  .flatMap((group) => readdirSync(join(__dirname, group)).map((name) => `${group}/${name}`))
  .filter((folder) => existsSync(join(__dirname, folder, 'jest.config.cjs')))
  .map((folder) => `<rootDir>/${folder}`);

module.exports = { projects, ...(existsSync(join(__dirname, 'libs/testing/global-setup.mjs')) ? { globalSetup: '<rootDir>/libs/testing/global-setup.mjs', globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs' } : {}) };
