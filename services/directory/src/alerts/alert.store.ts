/** SQL of the alerts to send: one named function per statement. Times are real ones: a gateway knows no other. */
import type { AlertRaisedV1 } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';

export interface ClaimedAlert {
  told: AlertRaisedV1;
  /** this one included */
  tries: number;
}

export const insertAlert = (tx: Tx, told: AlertRaisedV1, dueAt: Date): void =>
  tx.write(
    `insert into alert (id, county, told, due_at) values ($1, $2, $3, $4) on conflict (id) do nothing`,
    [told.alertId, told.county, JSON.stringify(told), dueAt],
  );

/** Nobody else is given these before `until`; whoever claimed them and died has them claimed again then. */
export const claimDueAlerts = (
  tx: Tx,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<ClaimedAlert[]> =>
  tx.query(
    `update alert set due_at = $2, tries = tries + 1
      where id in (select id from alert where sent_at is null and due_at <= $1
                    order by due_at limit $3 for update skip locked)
      returning told, tries`,
    [now, until, limit],
  );

/** @returns false when somebody else had recorded it */
export const markAlertSent = async (tx: Tx, id: string, sentAt: Date): Promise<boolean> => {
  const rows = await tx.query(
    'update alert set sent_at = $2 where id = $1 and sent_at is null returning id',
    [id, sentAt],
  );
  return rows.length === 1;
};

export const postponeAlert = (tx: Tx, id: string, dueAt: Date): void =>
  tx.write('update alert set due_at = $2 where id = $1 and sent_at is null', [id, dueAt]);
