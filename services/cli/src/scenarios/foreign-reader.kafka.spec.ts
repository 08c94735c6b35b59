import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { readConfig, startSystem, throwawayKafka } from '@yimen/service-kit';
import { testKafkaBrokers } from '@yimen/testing';
import { apiClient, bearer } from '../client';
import { localToken } from '../local-system';
import { bodyMaker, shippedCounties, shippedScenarios } from '../measure/bodies';
import { faultsIn, murmur2, readAll } from '../testing/foreign-reader';
import type { EventDocument, ForeignRecord } from '../testing/foreign-reader';
import { operatorOf } from './play';

jest.setTimeout(180_000);

const brokers = testKafkaBrokers();
const reports = 24;

let document: EventDocument;
let records: ForeignRecord[];
let prefix: string;

const on = (name: string) => records.filter(({ topic }) => topic === `${prefix}${name}`);
/** A copy of the first such record, changed. */
const changed = (name: string, type: string, change: (record: ForeignRecord) => void): ForeignRecord => {
  const record = structuredClone(on(name).find(({ event }) => event.type === type));
  if (!record) throw new Error(`no ${type} on ${name}`);
  change(record);
  return record;
};

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-foreign-'));
  const kafka = { brokers, prefix: '', tls: false };
  const wanted = { ...readConfig(), kafka, dataDir, port: 0, databaseUrl: undefined, logLevel: 'error' };
  const { config, remove } = await throwawayKafka(wanted, shippedCounties());
  prefix = config.kafka?.prefix ?? '';
  const system = await startSystem({ config, services: allServices });
  try {
    const local = apiClient(system.url, { 'x-yimen-local-key': system.secrets.localKey });
    const { token } = await localToken(local, operatorOf('AJX'));
    const operator = apiClient(system.url, bearer(token));
    const body = bodyMaker(shippedScenarios('AJX'));
    for (let n = 0; n < reports; n += 1)
      await operator.post('/api/intake/reports', body(n), { 'idempotency-key': `foreign-${n}` });
    await system.settle();
    document = await apiClient(system.url, {}).get<EventDocument>('/api/asyncapi.json');
    records = await readAll(brokers, document, `${prefix}foreign`);
  } finally {
    await system.stop();
    await remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

describe('a reader that has the AsyncAPI document and nothing else of ours', () => {
  it('finds topics of police, civil affairs and cases, and what was told to intake sealed', () => {
    const accepted = on('intake.reports').filter(({ event }) => event.type === 'report.accepted.v1');
    expect(accepted.length).toBeGreaterThanOrEqual(reports);
    expect(accepted.filter(({ event }) => 'data' in event)).toEqual([]);
    for (const name of ['referrals.AJX.police', 'referrals.AJX.civil_affairs', 'coordination.cases'])
      expect(on(name).length).toBeGreaterThan(3);
  });

  it('finds every record as the document says, in order, and nothing that the role may not know', () => {
    expect(faultsIn(document, records)).toEqual([]);
  });

  it.each<[string, string, (record: ForeignRecord) => void]>([
    ['/time must match format "date-time"', 'police', ({ event }) => (event['time'] = 'yesterday')],
    ['/dataschema must be equal to constant', 'police', ({ event }) => (event['dataschema'] = '/elsewhere')],
    ["must have required property 'source'", 'police', ({ event }) => delete event['source']],
    ['/data/risk must be equal to one of', 'police', ({ event }) => ((event.data ?? {})['risk'] = 'R9')],
    ['another key than the event has', 'police', ({ event }) => (event['subject'] = 'another')],
    ['partition 1 instead of 0', 'police', (record) => (record.partition = 1)],
    ['sequence 7 after 0', 'police', ({ event }) => (event.sequence = 7)],
    ["must have required property 'content-type'", 'police', ({ headers }) => delete headers['content-type']],
    ['reporter of class none', 'police', ({ event }) => ((event.data ?? {})['reporter'] = { token: 'rp_1' })],
    [
      'place.address of class personal',
      'justice',
      ({ event }) => ((event.data ?? {})['place'] = { address: '某村' }),
    ],
  ])('would find %s', (fault, role, change) => {
    const record = changed('referrals.AJX.police', 'referral.issued.v1', change);
    record.topic = `${prefix}referrals.AJX.${role}`;
    expect(faultsIn(document, [record]).join('\n')).toContain(fault);
  });

  it('would find a type on a channel that does not carry it', () => {
    const record = changed(
      'coordination.cases',
      'case.opened.v1',
      (copy) => (copy.topic = `${prefix}police.outcomes`),
    );
    expect(faultsIn(document, [record])).toEqual([`${record.topic} case.opened.v1: not on this channel`]);
  });

  // from the test of Kafka's own murmur2
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('hashes %s as the Java client does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });
});
