/**
 * A change of an agency, carried out in one transaction: agency, accounts, shifts, audit and event. Not here: what may
 * be (`agency.policy`), open work and cases (their services follow the event).
 */
import type { Refusal } from '@yimen/auth';
import type { AgencyMergedV1, AgencyRenamedV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { refusedChange } from './agency.policy';
import type { Agencies, AgencyCommand } from './agency.policy';
import { closeSessionsOfAll, mergeAgency, renameAgency } from './agency.store';
import type { AgencyChange } from './agency.store';

const commandOf = ({ kind, agency, name, successor }: AgencyChange): AgencyCommand =>
  kind === 'rename' ? { kind, agency, name: name ?? '' } : { kind, agency, successor: successor ?? '' };

type Doing = (tx: Tx, change: AgencyChange, agencies: Agencies) => Promise<void>;

const told = (tx: Tx, { county }: AgencyChange, type: string, data: object): void =>
  tx.emit({ topic: 'directory.changes', type, key: county, jurisdiction: county, data });

const rename: Doing = async (tx, change) => {
  const { county, agency: agencyId, name, formerName, effectiveAt } = change;
  const to = name ?? '';
  await renameAgency(tx, { id: agencyId, name: to });
  const at = formatInstant(effectiveAt);
  const data: AgencyRenamedV1 = { county, agencyId, formerName, name: to, effectiveAt: at };
  told(tx, change, 'agency.renamed.v1', data);
  const detail = { changeId: change.id, formerName, name: to, effectiveAt: at, orderedBy: change.orderedBy };
  tx.audit({ action: 'agency.renamed', county, subjectKind: 'agency', subjectId: agencyId, detail });
};

const merge: Doing = async (tx, change, agencies) => {
  const { county, agency: agencyId, formerName, effectiveAt } = change;
  const found = agencies.find(({ id }) => id === change.successor);
  if (!found) throw new Error(`agency ${agencyId} merges into none`);
  const successor = { id: found.id, role: found.role, name: found.name };
  const accounts = await mergeAgency(tx, { agency: agencyId, successor: found.id });
  await closeSessionsOfAll(tx, accounts);
  const at = formatInstant(effectiveAt);
  const data: AgencyMergedV1 = { county, agencyId, formerName, successor, effectiveAt: at };
  told(tx, change, 'agency.merged.v1', data);
  const detail = { changeId: change.id, successor: found.id, effectiveAt: at, orderedBy: change.orderedBy };
  tx.audit({ action: 'agency.merged', county, subjectKind: 'agency', subjectId: agencyId, detail });
  for (const name of accounts)
    tx.audit({
      action: 'account.moved',
      county,
      subjectKind: 'account',
      subjectId: name,
      detail: { from: agencyId, agency: found.id },
    });
};

const doings: Record<AgencyChange['kind'], Doing> = { rename, merge };

/** @returns why it was not done, when the agencies are no longer as they were when it was ordered */
export const carryOut = async (
  tx: Tx,
  change: AgencyChange,
  agencies: Agencies,
): Promise<Refusal | undefined> => {
  const refused = refusedChange(agencies, commandOf(change));
  if (!refused) await doings[change.kind](tx, change, agencies);
  return refused;
};
