// The server ends when its standard input does, so that it also ends when the run is killed.
import { once } from 'node:events';

export default async () => {
  const child = globalThis.yimenTestDatabase;
  if (!child) return;
  child.stdin.end();
  await once(child, 'exit');
};
