/**
 * An alert as JSON to the gateway that sends an SMS or calls. At least once: a try whose answer is lost is made again
 * with the same id. Not here: trying again (`alert-dispatch`).
 */
import { TransientError } from '@yimen/messaging';
import type { AlertSender } from './alert-sender';

/** A gateway accepts, it does not ring meanwhile; well within the lease of an alert. */
const timeoutMs = 5_000;

/** What the gateway says or where it is may hold a key: neither stands in an error. */
const failed = (what: string): TransientError => new TransientError(`the alert gateway ${what}`);

export const webhookSender = (url: string): AlertSender => ({
  async send({ raisedAt, ...alert }) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': alert.id },
      body: JSON.stringify({ ...alert, raisedAt: raisedAt.toISOString() }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => {
      throw failed('does not answer');
    });
    await answer.body?.cancel();
    if (!answer.ok) throw failed(`answers ${answer.status}`);
  },
});
