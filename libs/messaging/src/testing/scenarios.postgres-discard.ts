/** Giving up on Postgres: what the table refuses by itself, what the audit says, what is shown of bytes. */
import { group, noting, topic } from './log-under-test';
import type { PostgresUnderTest } from './postgres-under-test';
import { accountOf, threeParked } from './scenarios.discard';

type PostgresScenario = (subject: PostgresUnderTest) => Promise<void>;

const first = accountOf('first');
const second = accountOf('second');

const byOne = `
update consumer.parked set discarded_by = $1, discarded_at = now(), resolved_at = now() where id = $2`;

const tableRefuses: PostgresScenario = async (subject) => {
  const { log, head, next } = await threeParked(subject);
  const { admin } = subject.database;
  await log.quarantine.proposeDiscard(first, head.id, 'sent_twice');
  await expect(admin.query(byOne, ['first', head.id])).rejects.toThrow('parked_discard_by_two');
  await expect(admin.query(byOne, ['second', next.id])).rejects.toThrow('parked_discard_decided');
  await log.quarantine.confirmDiscard(second, head.id);
  const undo = 'update consumer.parked set discarded_at = null, discarded_by = null where id = $1';
  await expect(admin.query(undo, [head.id])).rejects.toThrow('append-only');
  await expect(admin.query('delete from consumer.parked where id = $1', [head.id])).rejects.toThrow(
    'append-only',
  );
};

const audited: PostgresScenario = async (subject) => {
  const { log, head } = await threeParked(subject);
  const { quarantine } = log;
  await quarantine.proposeDiscard(first, head.id, 'unreadable');
  await quarantine.withdrawDiscard(first, head.id);
  await quarantine.proposeDiscard(second, head.id, 'sent_twice');
  await quarantine.confirmDiscard(second, head.id);
  await quarantine.confirmDiscard(first, head.id);
  const { rows } = await subject.database.admin.query(
    `select actor, county, action, subject_id, detail->>'reason' as reason, detail->>'key' as key
       from consumer.audit order by id`,
  );
  const row = { county: 'AJX', subject_id: head.id, key: 'a' };
  expect(rows).toEqual([
    { ...row, actor: 'first', action: 'parked.discard_proposed', reason: 'unreadable' },
    { ...row, actor: 'first', action: 'parked.discard_withdrawn', reason: 'unreadable' },
    { ...row, actor: 'second', action: 'parked.discard_proposed', reason: 'sent_twice' },
    { ...row, actor: 'first', action: 'parked.discarded', reason: 'sent_twice' },
  ]);
};

const rawRow = `
insert into producer.outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data)
values ($1, $2, 1, gen_random_uuid(), 'thing.done.v1', 'AJX', false, '2026-03-20', $3)`;

const sealedTopic = 'sealed.AJX.police';

const bytesShown: PostgresScenario = async (subject) => {
  const noise = Buffer.from([0x7b, 0xff, 0x00, 0xfe]);
  const text = Buffer.from('{"name":"王小明"');
  const { admin } = subject.database;
  await admin.query(rawRow, [topic, 'a', noise]);
  await admin.query(rawRow, [topic, 'b', Buffer.from('{')]);
  await admin.query(rawRow, [sealedTopic, 'c', text]);
  const log = subject.consumer();
  const running = await log.subscribe({ group, topics: [topic, sealedTopic], handlers: [noting(subject)] });
  await running.caughtUp();
  const views = await Promise.all(
    (await log.listParked(group)).map(async ({ id }) => (await log.quarantine.show(first, id))?.payload),
  );
  expect(views).toEqual([
    { kind: 'unreadable', sizeBytes: noise.length, firstBytes: noise.toString('base64') },
    { kind: 'unreadable', sizeBytes: 1, firstBytes: Buffer.from('{').toString('base64') },
    { kind: 'unreadable', sizeBytes: text.length, firstBytes: null },
  ]);
};

const besideReplay: PostgresScenario = async (subject) => {
  const { log, head } = await threeParked(subject);
  await log.quarantine.proposeDiscard(first, head.id, 'sent_twice');
  await Promise.all([
    log.replay(group, 'a'),
    log.quarantine.confirmDiscard(second, head.id),
    log.replay(group, 'a'),
  ]);
  expect((await subject.notes()).filter((note) => note.startsWith('a:'))).toEqual(['a:2', 'a:3']);
  expect((await log.quarantine.show(first, head.id))?.discard?.discardedBy).toBe('second');
};

const noSuchId: PostgresScenario = async (subject) => {
  const log = subject.consumer();
  const answers = await Promise.all(
    ['0', '1', '99999999999999999999', "1' or true", ''].map((id) => log.quarantine.show(first, id)),
  );
  expect(answers).toEqual(answers.map(() => undefined));
  expect(await log.quarantine.confirmDiscard(first, '7')).toEqual({
    done: false,
    code: 'parked_key_unknown',
  });
};

export const postgresDiscardScenarios: Record<string, PostgresScenario> = {
  'the table takes no discard by one account, and lets none be undone': tableRefuses,
  'who proposed, withdrew and decided is in the audit, with reason and key': audited,
  'unreadable bytes are shown in their beginning, text of a sealed topic is not': bytesShown,
  'giving up beside replays of the same key has one outcome': besideReplay,
  'an id that is none is no event': noSuchId,
};
