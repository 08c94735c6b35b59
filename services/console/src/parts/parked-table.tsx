/** One row per event that waits for a person; what may be done with it follows from duties and from who proposed. */
import { Button } from 'antd';
import { discardReasonName, useTexts, serviceName } from '../texts';
import type { Account } from '../wire';
import { ageOf } from './due';
import { useNow } from './use-now';
import type { Parked, ParkedRow } from './use-parked';
import { ListTable } from './list-table';

interface RowProps {
  row: ParkedRow;
  account: Account;
  parked: Parked;
  onPropose: (row: ParkedRow) => void;
}

interface Act {
  name: string;
  danger: boolean;
  run: () => unknown;
}

const useActs = ({ row, account, parked, onPropose }: RowProps): Act[] => {
  const { parked: t } = useTexts();
  const { duties, name } = account;
  const decides = duties.includes('admin') || duties.includes('supervisor');
  const replay = { name: t.replay, danger: false, run: () => parked.replay(row) };
  const propose = { name: t.propose, danger: true, run: () => onPropose(row) };
  const confirm = { name: t.confirm, danger: true, run: () => parked.confirm(row) };
  const withdraw = { name: t.withdraw, danger: false, run: () => parked.withdraw(row) };
  const isProposed = row.discard !== null;
  return [
    ...(duties.includes('admin') ? [replay] : []),
    ...(decides && !isProposed && row.reason !== 'behind' ? [propose] : []),
    ...(decides && isProposed && row.discard?.proposedBy !== name ? [confirm] : []),
    ...(decides && isProposed ? [withdraw] : []),
  ];
};

const Proposal = ({ row: { discard }, own }: { row: ParkedRow; own: string }) => {
  const t = useTexts();
  if (!discard) return null;
  const { proposedBy, reason } = discard;
  const text = t.parked.proposedBy
    .replace('{by}', proposedBy)
    .replace('{reason}', discardReasonName(reason, t));
  return (
    <div data-testid="proposal">
      {text} {proposedBy === own && <span className="quiet">{t.parked.awaitsOther}</span>}
    </div>
  );
};

const Row = (props: RowProps) => {
  const { row, account, parked } = props;
  const t = useTexts();
  const now = useNow();
  const acts = useActs(props);
  return (
    <tr data-testid="parked" data-key={row.key} className={row.urgent ? 'red' : ''}>
      <td>{serviceName(row.service, t)}</td>
      <td className="number">{row.type}</td>
      <td>
        {t.parked.reasons[row.reason]} <small>{row.error}</small>
        <Proposal row={row} own={account.name} />
      </td>
      <td>{ageOf(row.parkedAt, now, t)}</td>
      <td className="number">{row.key}</td>
      <td>
        <span className="act-buttons">
          {acts.map(({ name, danger, run }) => (
            <Button
              key={name}
              size="small"
              danger={danger}
              disabled={parked.busy}
              aria-label={`${name} ${row.type} ${row.key}`}
              onClick={() => void run()}
            >
              {name}
            </Button>
          ))}
        </span>
      </td>
    </tr>
  );
};

interface ParkedTableProps {
  account: Account;
  parked: Parked;
  onPropose: (row: ParkedRow) => void;
}

export const ParkedTable = ({ account, parked, onPropose }: ParkedTableProps) => {
  const t = useTexts();
  const { service, event, reason, age, key } = t.parked;
  return (
    <ListTable label={t.parked.title} columns={[service, event, reason, age, key, t.actions]}>
      {(parked.items ?? []).map((row) => (
        <Row key={`${row.service}/${row.id}`} {...{ row, account, parked, onPropose }} />
      ))}
    </ListTable>
  );
};
