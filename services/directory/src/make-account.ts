/** An account at its place, for an administrator and for the machine of the data folder alike. */
import { RefusalError } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { findAgency, insertAccount } from './account.store';
import type { AccountView } from './account.store';
import type { AccountBody, PostBody } from './bodies';

/** @throws RefusalError `agency_unknown`, also for one of another county, which the scope does not show */
export const postOf = async (
  tx: Tx,
  { agency, area, duties }: PostBody,
): Promise<Omit<AccountView, 'name'>> => {
  const found = await findAgency(tx, agency);
  if (!found) throw new RefusalError('agency_unknown');
  const at = { agency, role: found.role, jurisdiction: found.county };
  return { ...at, duties, ...(area === undefined ? {} : { area }) };
};

/** Without a password. @throws RefusalError `agency_unknown`, `account_name_taken` */
export const makeAccount = async (tx: Tx, body: AccountBody): Promise<AccountView> => {
  const account = { name: body.name, ...(await postOf(tx, body)) };
  if (!(await insertAccount(tx, account))) throw new RefusalError('account_name_taken');
  const detail = { duties: body.duties, agency: body.agency };
  tx.audit({ action: 'account.created', subjectKind: 'account', subjectId: body.name, detail });
  return account;
};
