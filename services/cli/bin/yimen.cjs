#!/usr/bin/env node
// Checked in, so that the link exists before the first build.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'src', 'main.js');
if (!existsSync(main)) {
  console.error('Yimen is not built yet: run npm ci (or npm run build) in its folder first.');
  process.exit(1);
}
require(main);
