// The service that SERVICE names, or the whole system.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const name = process.env.SERVICE || 'all-in-one';
const main = join(__dirname, '../../services', name, 'dist/src/main.js');
if (!/^[a-z-]+$/.test(name) || !existsSync(main)) {
  console.error(`SERVICE=${name}: there is no such service.`);
  process.exit(1);
}
// a service starts when it is loaded, the whole system when it is told to
void require(main).runAll?.();
