/** Who may act in this county, for the administrator: made, moved, disabled, given a new password. */
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { AccountForm } from '../parts/account-form';
import { AgencyChanges } from '../parts/agency-changes';
import { Roster } from '../parts/roster';
import { useAccounts } from '../parts/use-accounts';
import type { Accounts } from '../parts/use-accounts';
import { useAgencies } from '../parts/use-agencies';
import { useTexts } from '../texts';
import type { Account, AgencyName, ListedAccount } from '../wire';
import { ListTable } from '../parts/list-table';

interface AccountRowProps {
  row: ListedAccount;
  own: boolean;
  agencyName: string;
  accounts: Accounts;
  onMove: () => void;
}

const AccountRow = ({ row, own, agencyName, accounts, onMove }: AccountRowProps) => {
  const t = useTexts();
  const { name, duties, disabled, canSignIn } = row;
  const state = disabled ? t.disabled : canSignIn ? t.inUse : t.noPassword;
  return (
    <tr data-testid="account" data-name={name}>
      <td>{name}</td>
      <td>{agencyName}</td>
      <td>{duties.map((duty) => t.dutyNames[duty as keyof typeof t.dutyNames] ?? duty).join('、')}</td>
      <td data-testid="account-state">{state}</td>
      <td>
        {own ? (
          <span className="quiet">{t.ownAccount}</span>
        ) : (
          <span className="act-buttons">
            <Button size="small" aria-label={`${t.moveAccount} ${name}`} onClick={onMove}>
              {t.moveAccount}
            </Button>
            {!disabled && (
              <Button
                size="small"
                aria-label={`${t.resetPassword} ${name}`}
                onClick={() => void accounts.resetPassword(name)}
              >
                {t.resetPassword}
              </Button>
            )}
            <Button
              size="small"
              danger={!disabled}
              aria-label={`${disabled ? t.enable : t.disable} ${name}`}
              onClick={() => void (disabled ? accounts.enable(name) : accounts.disable(name))}
            >
              {disabled ? t.enable : t.disable}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
};

const matches = (row: ListedAccount, agencyName: string, sought: string): boolean =>
  `${row.name} ${agencyName}`.toLowerCase().includes(sought.trim().toLowerCase());

const nameOf = (agencies: readonly AgencyName[], id: string): string =>
  agencies.find((agency) => agency.id === id)?.name ?? id;

interface AccountTableProps {
  rows: readonly ListedAccount[];
  agencies: readonly AgencyName[];
  accounts: Accounts;
  self: string;
  onMove: (row: ListedAccount) => void;
}

const AccountTable = ({ rows, agencies, accounts, self, onMove }: AccountTableProps) => {
  const t = useTexts();
  return (
    <ListTable label={t.accounts} columns={[t.name, t.agency, t.duties, t.state, t.actions]}>
      {rows.map((row) => (
        <AccountRow
          key={row.name}
          row={row}
          own={row.name === self}
          agencyName={nameOf(agencies, row.agency)}
          accounts={accounts}
          onMove={() => onMove(row)}
        />
      ))}
    </ListTable>
  );
};

export const AccountsPage = ({ account }: { account: Account }) => {
  const t = useTexts();
  const accounts = useAccounts();
  /** how often an agency was changed here */
  const [changed, setChanged] = useState(0);
  const agencies = useAgencies(changed);
  const [sought, setSought] = useState('');
  /** of a known account, or a new one */
  const [edited, setEdited] = useState<ListedAccount | 'new'>();
  const close = () => setEdited(undefined);
  const rows = (accounts.items ?? []).filter((row) => matches(row, nameOf(agencies, row.agency), sought));
  const known = edited === 'new' ? undefined : edited;
  return (
    <main className="page" id="main">
      <div className="panel">
        <div className="queue-head">
          <h2>{t.accounts}</h2>
          <Input
            className="seek"
            aria-label={t.seekAccount}
            placeholder={t.seekAccount}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
          <Button type="primary" onClick={() => setEdited('new')}>
            {t.newAccount}
          </Button>
        </div>
        {accounts.notice && (
          <Alert type={accounts.notice.type} role="status" showIcon title={accounts.notice.text} />
        )}
        {edited && (
          <AccountForm
            key={known?.name ?? ''}
            account={known}
            agencies={agencies}
            errors={accounts.errors}
            busy={accounts.busy}
            onSend={(sent) =>
              void (known ? accounts.move(sent) : accounts.create(sent)).then((ok) => ok && close())
            }
            onLeave={close}
          />
        )}
        <AccountTable {...{ rows, agencies, accounts }} self={account.name} onMove={setEdited} />
      </div>
      <AgencyChanges agencies={agencies} onDone={() => setChanged(changed + 1)} />
      <Roster agencies={agencies} accounts={accounts.items ?? []} />
    </main>
  );
};
