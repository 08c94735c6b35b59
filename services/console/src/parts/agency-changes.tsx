/** Agencies that are renamed or go into another, beneath the accounts: the form, and what was ordered. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts';
import type { AgencyChange, AgencyName } from '../wire';
import { AgencyChangeForm } from './agency-change-form';
import { useAgencyChanges } from './use-agency-changes';
import { ListTable } from './list-table';

interface AgencyChangesProps {
  agencies: readonly AgencyName[];
  onDone: () => void;
}

interface RowProps {
  change: AgencyChange;
  to: string;
  busy: boolean;
  onWithdraw: () => void;
}

const ChangeRow = ({ change, to, busy, onWithdraw }: RowProps) => {
  const t = useTexts();
  const { agency, kind, formerName, effectiveAt, orderedBy, state } = change;
  return (
    <tr data-testid="agency-change" data-agency={agency}>
      <td>{formerName}</td>
      <td>
        {t.agencyChange[kind]} {to}
      </td>
      <td>{effectiveAt.slice(0, 16).replace('T', ' ')}</td>
      <td>{orderedBy}</td>
      <td>{t.agencyChange.states[state]}</td>
      <td>
        {state === 'planned' && (
          <Button
            size="small"
            disabled={busy}
            aria-label={`${t.agencyChange.withdraw} ${formerName}`}
            onClick={onWithdraw}
          >
            {t.agencyChange.withdraw}
          </Button>
        )}
      </td>
    </tr>
  );
};

export const AgencyChanges = ({ agencies, onDone }: AgencyChangesProps) => {
  const t = useTexts();
  const changes = useAgencyChanges(onDone);
  /** another key empties the form after a change was ordered */
  const [ordered, setOrdered] = useState(0);
  const { what, from, by } = t.agencyChange;
  const nameOf = (id: string | null) => agencies.find((agency) => agency.id === id)?.name ?? id ?? '';
  return (
    <section className="panel" data-testid="agency-changes">
      <div className="queue-head">
        <h2>{t.agencyChange.title}</h2>
      </div>
      {changes.refused && <Alert type="error" role="status" showIcon title={changes.refused} />}
      <AgencyChangeForm
        key={ordered}
        agencies={agencies}
        errors={changes.errors}
        busy={changes.busy}
        onSend={(change) => void changes.order(change).then((ok) => ok && setOrdered(ordered + 1))}
      />
      <ListTable label={t.agencyChange.title} columns={[t.agency, what, from, by, t.state, t.actions]}>
        {changes.items.map((change) => (
          <ChangeRow
            key={change.id}
            change={change}
            to={change.name ?? nameOf(change.successor)}
            busy={changes.busy}
            onWithdraw={() => void changes.withdraw(change.id)}
          />
        ))}
      </ListTable>
    </section>
  );
};
