// The servers end when their standard input does, so that they also end when the run is killed.
import { once } from 'node:events';

export default async () => {
  await Promise.all(
    (globalThis.yimenTestServers ?? []).map(async (child) => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    }),
  );
};
