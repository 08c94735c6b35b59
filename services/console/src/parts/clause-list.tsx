/** The rows of the responsibility table that decided, with their words. */
import type { Clause } from '../wire';

export const ClauseList = ({ clauses }: { clauses: readonly Clause[] }) => (
  <ul className="clauses">
    {clauses.map(({ id, quote }) => (
      <li key={id}>
        <b>{id}</b> {quote}
      </li>
    ))}
  </ul>
);
