/** `yimen`: the one command. It speaks to the public API like any other client, and starts the system. */
import { buildProgram, sentenceOf } from './program';

// a reader that has seen enough (`yimen tail ... | head -1`) closes the pipe; that is no fault
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  });
