/** An event whose bytes nobody can open, as a wrong key or a foreign release leaves it: for specs of the quarantine. */
import { newId } from '../ids';
import { schemaOf } from '../topics';

interface GarbledParts {
  topic: string;
  type: string;
  jurisdiction: string;
  urgent?: boolean;
}

type Ask = (sql: string, params: unknown[]) => Promise<unknown>;

const appendTo = (schema: string): string => `
with s as (insert into ${schema}.outbox_sequence (topic, key, last) values ($1, $2, 1) returning last)
insert into ${schema}.outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
select $1, $2, last, gen_random_uuid(), $3, $4, $5, '2026-03-20T08:35:00+08:00', $6 from s`;

export const garbledBytes = Buffer.from([0x01, 0xff, 0x00, 0xfe]);

/** @param ask runs a statement as the producer or the owner. @returns the key, which is new */
export const appendGarbled = async (ask: Ask, producer: string, parts: GarbledParts): Promise<string> => {
  const { topic, type, jurisdiction, urgent = false } = parts;
  const key = newId();
  await ask(appendTo(schemaOf(producer)), [topic, key, type, jurisdiction, urgent, garbledBytes]);
  return key;
};
