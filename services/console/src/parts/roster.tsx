/** The duty roster beneath the accounts: who is called when nobody signs a red item. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts';
import type { AgencyName, DutyShift, ListedAccount } from '../wire';
import { ShiftForm } from './shift-form';
import { useRoster } from './use-roster';
import { ListTable } from './list-table';

interface RosterProps {
  agencies: readonly AgencyName[];
  accounts: readonly ListedAccount[];
}

/** `2026-03-20T08:00:00+08:00` without what nobody reads. */
const shown = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

interface RowProps {
  shift: DutyShift;
  agencyName: string;
  busy: boolean;
  onEnd: () => void;
}

const ShiftRow = ({ shift, agencyName, busy, onEnd }: RowProps) => {
  const t = useTexts();
  const { account, part, phone, from, to } = shift;
  return (
    <tr data-testid="shift" data-account={account}>
      <td>{agencyName}</td>
      <td>{account}</td>
      <td>{t.duty[part]}</td>
      <td>{phone}</td>
      <td>{shown(from)}</td>
      <td>{shown(to)}</td>
      <td>
        <Button size="small" disabled={busy} aria-label={`${t.duty.end} ${account}`} onClick={onEnd}>
          {t.duty.end}
        </Button>
      </td>
    </tr>
  );
};

export const Roster = ({ agencies, accounts }: RosterProps) => {
  const t = useTexts();
  const roster = useRoster();
  /** another key empties the form after a shift was added */
  const [added, setAdded] = useState(0);
  const heads = [t.agency, t.name, t.duty.part, t.duty.phone, t.duty.from, t.duty.to, t.actions];
  return (
    <section className="panel" data-testid="roster">
      <div className="queue-head">
        <h2>{t.duty.title}</h2>
      </div>
      {roster.refused && <Alert type="error" role="status" showIcon title={roster.refused} />}
      <ShiftForm
        key={added}
        {...{ agencies, accounts }}
        errors={roster.errors}
        busy={roster.busy}
        onSend={(shift) => void roster.add(shift).then((ok) => ok && setAdded(added + 1))}
      />
      <ListTable label={t.duty.title} columns={heads}>
        {roster.items.map((shift) => (
          <ShiftRow
            key={shift.id}
            shift={shift}
            agencyName={agencies.find(({ id }) => id === shift.agency)?.name ?? shift.agency}
            busy={roster.busy}
            onEnd={() => void roster.end(shift.id)}
          />
        ))}
      </ListTable>
    </section>
  );
};
