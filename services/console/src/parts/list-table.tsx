/** A list as a table that scrolls by itself: what it is, its columns, and the rows as given. */
import type { ReactNode } from 'react';

interface ListTableProps {
  /** for those who hear it */
  label: string;
  columns: readonly string[];
  children: ReactNode;
}

export const ListTable = ({ label, columns, children }: ListTableProps) => (
  <div className="table-frame">
    <table className="queue" aria-label={label}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
