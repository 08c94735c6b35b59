// Part of the build: reads every county that ships once, so that no start has to. A bad folder fails the build.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { profilesByHash } = require('../dist/src/load-profile.js');

writeFileSync(join(__dirname, '..', 'dist', 'profiles.json'), JSON.stringify(profilesByHash()));
