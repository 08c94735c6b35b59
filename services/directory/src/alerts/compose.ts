/** What is told to whom, read at each try: whoever is on duty then. Not here: when and how often it is tried. */
import type { FieldCipher } from '@yimen/auth';
import type { AlertRaisedV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';
import { listOnDuty } from '../duty/duty.store';
import type { Alert } from './alert-sender';
import { recipientOf } from './recipient.policy';
import type { Recipient } from './recipient.policy';

interface NamedAgency {
  id: string;
  name: string;
  county: string;
  isOffice: boolean;
}

/** The agency that has not signed, or the one that it went into, and the county's coordination office. */
const listConcerned = (tx: Tx, { county, agencyId }: AlertRaisedV1): Promise<NamedAgency[]> =>
  tx.query(
    `select g.id, g.name, c.name as county, g.role = 'coordination_office' as "isOffice"
       from agency g join county c on c.code = g.county
      where g.county = $1 and (g.role = 'coordination_office'
         or g.id = (select coalesce(merged_into, id) from agency where id = $2)) order by g.id limit 10`,
    [county, agencyId],
  );

const textOf = ({ caseNo }: AlertRaisedV1, agency: string, { isStandIn }: Recipient): string =>
  `红色个案未签收，请立即登录系统签收。个案编号：${caseNo}，单位：${agency}。` +
  (isStandIn ? '该单位无人值班，请代为联系。' : '');

const alertOf = (data: AlertRaisedV1, concerned: readonly NamedAgency[], recipient: Recipient): Alert => {
  const nameOf = (id: string): string => concerned.find((agency) => agency.id === id)?.name ?? id;
  const agency = nameOf(data.agencyId);
  return {
    id: data.alertId,
    raisedAt: new Date(data.raisedAt),
    county: concerned[0]?.county ?? data.county,
    caseNo: data.caseNo,
    agency,
    step: data.step,
    calledAgency: nameOf(recipient.agency),
    account: recipient.person?.account ?? null,
    phone: recipient.person?.phone ?? null,
    text: textOf(data, agency, recipient),
  };
};

/** The alert holds a phone in the clear: for the sender only, never written down here. */
export const composeAlert = async (
  tx: Tx,
  cipher: FieldCipher,
  data: AlertRaisedV1,
): Promise<{ alert: Alert; recipient: Recipient }> => {
  const concerned = await listConcerned(tx, data);
  const office = concerned.find(({ isOffice }) => isOffice)?.id ?? data.agencyId;
  const agency = concerned.find(({ isOffice }) => !isOffice)?.id ?? data.agencyId;
  const onDuty = await listOnDuty(tx, cipher, [agency, office]);
  const recipient = recipientOf(data.step, { agency, office }, onDuty);
  return { alert: alertOf({ ...data, agencyId: agency }, concerned, recipient), recipient };
};
