/** Giving a parked event up: by two accounts, for ever, and what stood behind it goes on. */
import { PermanentError } from '../errors';
import type { DiscardAnswer } from '../quarantine/quarantine';
import type { EventLog, NewEvent, ParkedEvent, RowScope } from '../types';
import { appendEach, group, inOrder, notesOf, noting, thing, topic } from './log-under-test';
import type { LogUnderTest } from './log-under-test';
import type { Scenario } from './scenarios.order';

export const accountOf = (actor: string, county = 'AJX'): RowScope => ({ county, reach: 'county', actor });
const first = accountOf('first');
const second = accountOf('second');

const start = async (subject: LogUnderTest, type?: string) => {
  const log = subject.consumer();
  const refuse = (at: string): void => {
    if (at === 'a:1') throw new PermanentError('never');
  };
  const handlers = [noting(subject, refuse), ...(type ? [noting(subject, refuse, type)] : [])];
  return { log, running: await log.subscribe({ group, topics: [topic], handlers }) };
};

/** Three of one key whose first never goes well. */
export const threeParked = async (subject: LogUnderTest) => {
  const { log, running } = await start(subject);
  await appendEach(subject, ['a', 'b'], 3);
  await running.caughtUp();
  return { log, running, ...(await headAndNext(log)) };
};

const headAndNext = async (log: EventLog) => {
  const [head, next] = await log.listParked(group);
  if (!head || !next) throw new Error('two are parked');
  return { head, next };
};

const told = (answer: DiscardAnswer<unknown>): string => (answer.done ? 'done' : answer.code);

const goesOn: Scenario = async (subject) => {
  const { log, running, head } = await threeParked(subject);
  expect(told(await log.quarantine.proposeDiscard(first, head.id, 'sent_twice'))).toBe('done');
  expect(await notesOf(subject, 'a')).toEqual([]);
  const answer = await log.quarantine.confirmDiscard(second, head.id);
  expect(answer).toEqual({ done: true, value: { applied: 2, parked: 0 } });
  expect([await notesOf(subject, 'a'), await log.listParked(group)]).toEqual([['a:2', 'a:3'], []]);
  await subject.append([thing('a')]);
  await running.caughtUp();
  expect((await notesOf(subject, 'a')).at(-1)).toBe('a:4');
};

/** Alone in its key: no later event tells that this one is old. */
const notDelivered: Scenario = async (subject) => {
  const { log, running } = await start(subject);
  await appendEach(subject, ['a'], 1);
  await appendEach(subject, ['b'], 3);
  await running.caughtUp();
  const [head] = await log.listParked(group);
  if (!head) throw new Error('one is parked');
  await log.quarantine.proposeDiscard(first, head.id, 'sent_twice');
  await log.quarantine.confirmDiscard(second, head.id);
  await running.stop();
  await subject.redeliver(group);
  const calls: string[] = [];
  const handlers = [noting(subject, (at) => void calls.push(at))];
  const again = await subject.consumer().subscribe({ group, topics: [topic], handlers });
  await again.caughtUp();
  expect([calls, await notesOf(subject, 'b')]).toEqual([[], inOrder('b', 3)]);
};

const notAlone: Scenario = async (subject) => {
  const { log, head } = await threeParked(subject);
  const { quarantine } = log;
  const answers = [
    await quarantine.confirmDiscard(first, head.id),
    await quarantine.proposeDiscard(first, head.id, 'unreadable'),
    await quarantine.confirmDiscard(first, head.id),
    await quarantine.proposeDiscard(second, head.id, 'unreadable'),
  ];
  expect(answers.map(told)).toEqual([
    'discard_not_proposed',
    'done',
    'second_person_needed',
    'discard_proposed',
  ]);
  expect([(await log.listParked(group)).length, await notesOf(subject, 'a')]).toEqual([3, []]);
};

const withdrawn: Scenario = async (subject) => {
  const { log, head } = await threeParked(subject);
  const { quarantine } = log;
  await quarantine.proposeDiscard(first, head.id, 'unreadable');
  const back = await quarantine.withdrawDiscard(second, head.id);
  expect(back).toMatchObject({ done: true, value: { discard: null } });
  expect(told(await quarantine.confirmDiscard(second, head.id))).toBe('discard_not_proposed');
  expect(told(await quarantine.proposeDiscard(second, head.id, 'sent_twice'))).toBe('done');
  expect(told(await quarantine.confirmDiscard(first, head.id))).toBe('done');
};

const staysForEver: Scenario = async (subject) => {
  const { log, head } = await threeParked(subject);
  await log.quarantine.proposeDiscard(first, head.id, 'unreadable');
  await log.quarantine.confirmDiscard(second, head.id);
  const kept = await log.quarantine.show(first, head.id);
  expect(kept?.discard).toMatchObject({
    reason: 'unreadable',
    proposedBy: 'first',
    discardedBy: 'second',
    discardedAt: expect.any(Date),
  });
  expect(kept?.settledAt).toEqual(expect.any(Date));
  expect(told(await log.quarantine.proposeDiscard(first, head.id, 'unreadable'))).toBe('parked_settled');
};

const notBehind: Scenario = async (subject) => {
  const { log, next } = await threeParked(subject);
  expect(told(await log.quarantine.proposeDiscard(first, next.id, 'unreadable'))).toBe('parked_behind');
};

const emergencyKept: Scenario = async (subject) => {
  const { log, running } = await start(subject, 'report.accepted.v1');
  const accepted: Partial<NewEvent> = { type: 'report.accepted.v1', urgent: true };
  await subject.append([thing('a', accepted)]);
  await running.caughtUp();
  const [head] = await log.listParked(group);
  const answer = await log.quarantine.proposeDiscard(first, head?.id ?? '', 'sent_twice');
  expect([head?.urgent, told(answer)]).toEqual([true, 'accepted_report_kept']);
};

const ofOwnCounty: Scenario = async (subject) => {
  const { log, head } = await threeParked(subject);
  const stranger = accountOf('stranger', 'SX');
  const { quarantine } = log;
  expect([await quarantine.list(stranger), await quarantine.show(stranger, head.id)]).toEqual([
    [],
    undefined,
  ]);
  const holds = [stranger, first].map((by) => quarantine.holds(by, group, 'a'));
  expect(await Promise.all([...holds, quarantine.holds(first, group, 'b')])).toEqual([false, true, false]);
  expect(told(await quarantine.proposeDiscard(stranger, head.id, 'unreadable'))).toBe('parked_key_unknown');
  const seen: ParkedEvent[] = await quarantine.list(first);
  expect(seen.map(({ key, reason }) => `${key} ${reason}`)).toEqual(['a permanent', 'a behind', 'a behind']);
};

const payloadHidden: Scenario = async (subject) => {
  const { log, running } = await start(subject);
  await subject.append([thing('a', { data: { name: '王小明' } })]);
  await running.caughtUp();
  const [head] = await log.listParked(group);
  const shown = await log.quarantine.show(first, head?.id ?? '');
  expect(shown?.payload).toEqual({ kind: 'opened', fields: [], unclassified: 1 });
  expect(JSON.stringify(shown)).not.toContain('王小明');
};

export const discardScenarios: Record<string, Scenario> = {
  'what stood behind an event that two accounts gave up goes on': goesOn,
  'an event that was given up is never applied, however often it is delivered': notDelivered,
  'one account alone gives nothing up': notAlone,
  'a proposal to give an event up can be withdrawn, and made again': withdrawn,
  'an event that was given up stays to be seen, with who and why': staysForEver,
  'an event that only waits behind another is not given up': notBehind,
  'an accepted emergency is given up by nobody': emergencyKept,
  'parked events are those of the own county': ofOwnCounty,
  'what was said about a person is not shown with a parked event': payloadHidden,
};
