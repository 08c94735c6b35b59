/** Coordination as far as the directory hears of it: an outbox from which the test raises alerts. */
import { PayloadCipher } from '@yimen/auth';
import { testKeyring } from '@yimen/auth/testing';
import { eventCatalogue, validateEvent } from '@yimen/contracts';
import type { AlertRaisedV1 } from '@yimen/contracts';
import { messagingTables, newId, PostgresEventLog, withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { createLogger } from '@yimen/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export const alertingCoordination = {
  name: 'coordination',
  schema: 'coordination',
  migrations: [
    class HasAnOutbox1790000000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        for (const statement of messagingTables('coordination')) await runner.query(statement);
      }

      async down(): Promise<void> {
        throw new Error('forward only');
      }
    },
  ],
};

/** Step 1 at the police unless told otherwise. */
export const anAlert = (parts: Partial<AlertRaisedV1> = {}): AlertRaisedV1 => ({
  alertId: newId(),
  caseId: newId(),
  caseNo: 'AJX-2026-000001',
  county: 'AJX',
  referralId: newId(),
  agencyId: 'AJX-police',
  risk: 'R1',
  step: 1,
  issuedAt: '2026-03-20T08:55:00+08:00',
  raisedAt: '2026-03-20T09:00:00+08:00',
  ...parts,
});

const faultOf = (type: string, data: unknown): string | undefined => {
  const answer = validateEvent(type, data);
  return answer.valid ? undefined : JSON.stringify(answer.faults);
};

export const raisedBy = (db: Db) => {
  const now = () => new Date();
  const log = new PostgresEventLog({
    db,
    catalogue: eventCatalogue,
    cipher: new PayloadCipher(testKeyring),
    logger: createLogger('coordination', 'silent'),
    checkSent: faultOf,
    checkReceived: faultOf,
    now,
  });
  const scope = { county: '*', reach: 'system', actor: 'system:coordination' } as const;
  const raise = async (data: AlertRaisedV1): Promise<void> => {
    const about = { key: data.caseId, jurisdiction: data.county, urgent: true, data };
    await withTx(db, { scope, keys: [data.caseId], now: now(), unaudited: true }, async (tx) => {
      tx.emit({ topic: 'coordination.alerts', type: 'alert.raised.v1', ...about });
      await tx.query('select 1');
    });
  };
  return { raise, stop: () => log.stop() };
};
