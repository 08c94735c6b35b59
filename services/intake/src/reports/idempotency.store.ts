/**
 * One answer per account and key. The row is written with the report; a second writer of the key waits at the unique
 * index and fails, so that of any number of equal requests exactly one is accepted and all get its answer.
 */
import { createHash } from 'node:crypto';
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import type { JsonText } from '@yimen/service-kit';

export interface RequestKey {
  county: string;
  account: string;
  key: string;
  /** of the checked body: field order and white space of the JSON do not count */
  hash: Buffer;
}

export const hashOf = (body: object): Buffer => createHash('sha256').update(JSON.stringify(body)).digest();

const place = ({ county, account, key }: RequestKey): string =>
  `idempotency.answer:${county}.${account}.${key}`;

interface Place {
  agency: string;
  area: string | null;
}

export const insertAnswer = (
  tx: Tx,
  cipher: FieldCipher,
  request: RequestKey,
  { answer, agency, area }: Place & { answer: string },
): void =>
  tx.write(
    `insert into idempotency (county, account, key, agency, area, request_hash, answer, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      request.county,
      request.account,
      request.key,
      agency,
      area,
      request.hash,
      cipher.seal(answer, place(request)),
      tx.now,
    ],
  );

/** @returns the stored answer, `reused` when the key belongs to another body, undefined when the key is new */
export const findAnswer = async <T>(
  tx: Tx,
  cipher: FieldCipher,
  request: RequestKey,
): Promise<JsonText<T> | 'reused' | undefined> => {
  const [row] = await tx.query<{ request_hash: Buffer; answer: Buffer }>(
    `select request_hash, answer from idempotency where county = $1 and account = $2 and key = $3`,
    [request.county, request.account, request.key],
  );
  if (!row) return undefined;
  if (!request.hash.equals(row.request_hash)) return 'reused';
  return cipher.open(row.answer, place(request)) as JsonText<T>;
};
