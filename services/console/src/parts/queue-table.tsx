/** The rows of a desk; columns, states and their names come from the queue's own description. */
import type { ReactNode } from 'react';
import { matterName, partName, useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { QueueDescription, WorkItem } from '../wire';
import { pressure, timeLeft } from './due';
import { Risk } from './risk';

interface Shown {
  t: Texts;
  now: number;
  queue: QueueDescription;
}

const TimeLeft = ({ item, now, t }: { item: WorkItem; now: number; t: Texts }) =>
  item.nextDueAt === null ? (
    <span className="quiet">{t.noDeadline}</span>
  ) : (
    <span className={`left ${pressure(item.nextDueAt, now)}`}>{timeLeft(item.nextDueAt, now, t)}</span>
  );

/** A column that has no cell here yet is left out, not shown empty. */
const cells: Record<string, (item: WorkItem, shown: Shown) => ReactNode> = {
  risk: ({ risk }) => <Risk level={risk} />,
  timeLeft: (item, { now, t }) => <TimeLeft item={item} now={now} t={t} />,
  caseNo: ({ caseNo }) => <span className="number">{caseNo}</span>,
  title: ({ matter }, { t }) => <b>{matterName(matter, t)}</b>,
  child: ({ child }) => child,
  township: ({ township }) => township ?? <span className="quiet">—</span>,
  part: ({ part }, { t }) => <span className={`part ${part}`}>{partName(part, t)}</span>,
  state: ({ state }, { queue, t }) => (
    <span className={`state ${state}`} data-testid="state">
      {queue.states.find(({ code }) => code === state)?.[t.language] ?? state}
    </span>
  ),
  heldBy: ({ heldBy }) => heldBy ?? <span className="quiet">—</span>,
};

interface QueueTableProps extends Shown {
  label: string;
  items: readonly WorkItem[];
  fresh: ReadonlySet<string>;
  /** index of the row that the keyboard is on */
  selected: number;
  onSelect: (index: number) => void;
  onOpen: (item: WorkItem) => void;
}

export const QueueTable = ({
  label,
  items,
  fresh,
  selected,
  onSelect,
  onOpen,
  ...shown
}: QueueTableProps) => {
  const { language } = useTexts();
  const columns = shown.queue.columns.filter(({ code }) => Object.hasOwn(cells, code));

  const rowClass = (item: WorkItem, index: number): string =>
    [
      index === selected ? 'selected' : '',
      item.risk === 'R1' ? 'red' : '',
      fresh.has(item.id) ? 'fresh' : '',
    ].join(' ');

  return (
    <div className="table-frame">
      <table className="queue" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.code} scope="col" className={`column-${column.code}`}>
                {column[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr
              key={item.id}
              data-testid="item"
              data-id={item.id}
              className={rowClass(item, index)}
              tabIndex={index === selected ? 0 : -1}
              aria-selected={index === selected}
              onFocus={() => onSelect(index)}
              onClick={() => onOpen(item)}
            >
              {columns.map(({ code }) => (
                <td key={code} className={`column-${code}`}>
                  {cells[code]?.(item, shown)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
