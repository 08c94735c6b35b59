/**
 * The port through which somebody is woken, and which of its adapters this system uses: a printed slip, or a gateway
 * for SMS or voice where one is configured. Not here: who that is (`recipient.policy`).
 */
import type { AlertSettings } from '@yimen/service-kit';
import { slipSender } from './slip';
import { webhookSender } from './webhook';

/** Holds nothing of a child or a reporter, whichever way it goes out. */
export interface Alert {
  /** the same for every try, so that a gateway knows what it has sent */
  id: string;
  raisedAt: Date;
  /** name of the county */
  county: string;
  caseNo: string;
  /** name of the agency that has not signed */
  agency: string;
  step: number;
  /** name of the agency whose person is called */
  calledAgency: string;
  /** null = nobody is on duty there */
  account: string | null;
  phone: string | null;
  /** what the person reads or hears */
  text: string;
}

export interface AlertSender {
  /** @throws when it has to be tried again */
  send(alert: Alert): Promise<void>;
}

export const ALERT_SENDER = Symbol('ALERT_SENDER');

export const senderOf = ({ slipsDir, webhookUrl }: AlertSettings): AlertSender =>
  webhookUrl === undefined ? slipSender(slipsDir) : webhookSender(webhookUrl);
