/**
 * `alert.raised.v1`: finds who is on duty now and sends. A gateway that is away makes the log try again, with whoever
 * is on duty then. Not here: when an alert is raised (coordination).
 */
import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FieldCipher } from '@yimen/auth';
import type { AlertRaisedV1 } from '@yimen/contracts';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { FIELD_CIPHER } from '@yimen/service-kit';
import { listOnDuty } from '../duty/duty.store';
import { ALERT_SENDER } from './alert-sender';
import type { Alert, AlertSender } from './alert-sender';
import { recipientOf } from './recipient.policy';
import type { Recipient } from './recipient.policy';

interface NamedAgency {
  id: string;
  name: string;
  county: string;
  isOffice: boolean;
}

/** The agency that has not signed, and the county's coordination office. */
const listConcerned = (tx: Tx, { county, agencyId }: AlertRaisedV1): Promise<NamedAgency[]> =>
  tx.query(
    `select g.id, g.name, c.name as county, g.role = 'coordination_office' as "isOffice"
       from agency g join county c on c.code = g.county
      where g.county = $1 and (g.id = $2 or g.role = 'coordination_office') order by g.id limit 10`,
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

@Controller()
export class AlertEvents {
  constructor(
    @Inject(ALERT_SENDER) private readonly sender: AlertSender,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
  ) {}

  @EventPattern('alert.raised.v1')
  async raised(@Payload() { data }: EventEnvelope<AlertRaisedV1>, @Ctx() tx: Tx): Promise<void> {
    const concerned = await listConcerned(tx, data);
    const office = concerned.find(({ isOffice }) => isOffice)?.id ?? data.agencyId;
    const onDuty = await listOnDuty(tx, this.cipher, [data.agencyId, office]);
    const recipient = recipientOf(data.step, { agency: data.agencyId, office }, onDuty);
    await this.sender.send(alertOf(data, concerned, recipient));
    const { alertId: subjectId, caseId, county, step } = data;
    const detail = { step, called: recipient.agency, account: recipient.person?.account ?? null };
    tx.audit({ action: 'alert.sent', county, subjectKind: 'alert', subjectId, caseId, detail });
  }
}
