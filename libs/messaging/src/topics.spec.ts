import { consumersOf, isCiphered, isFor, producersOf, schemaOf, topicMatcher } from './topics';
import type { EventCatalogue } from './topics';

const row = (type: string, topics: string, producer: string, consumers: string[], ciphered = false) => ({
  type,
  topics,
  producer,
  consumers,
  ciphered,
});

const catalogue: EventCatalogue = [
  row('report.accepted.v1', 'intake.reports', 'intake', ['coordination'], true),
  row('report.accepted.v1', 'intake.imports', 'intake', ['coordination'], true),
  row('referral.issued.v1', 'referrals.*.*', 'coordination', ['police', 'agencies'], true),
  row('referral.signed.v1', 'police.outcomes', 'police', ['coordination']),
  row('referral.signed.v1', 'agencies.outcomes', 'agencies', ['coordination']),
];

describe('a topic pattern', () => {
  it.each([
    [['intake.reports'], 'intake.reports', true],
    [['intake.reports'], 'intake.reports2', false],
    [['intake.reports'], 'xintake.reports', false],
    [['intake.reports'], 'intakeXreports', false],
    [['referrals.*.police'], 'referrals.AJX.police', true],
    [['referrals.*.police'], 'referrals.AJX.north.police', false],
    [['referrals.*.police'], 'referrals..police', false],
    [['referrals.*.police', 'intake.reports'], 'intake.reports', true],
    [['a+b.c'], 'a+b.c', true],
    [['a+b.c'], 'aab.c', false],
  ])('%j on %s: %s', (patterns, topic, expected) => {
    expect(topicMatcher(patterns)(topic)).toBe(expected);
  });
});

describe('the catalogue', () => {
  it.each([
    [['intake.reports'], ['intake']],
    [['referrals.*.police'], ['coordination']],
    [['*.outcomes'], ['police', 'agencies']],
    [
      ['intake.reports', 'police.outcomes'],
      ['intake', 'police'],
    ],
    [['nobody.knows'], []],
  ])('knows who produces %j', (patterns, producers) => {
    expect(producersOf(catalogue, patterns)).toEqual(producers);
  });

  it.each([
    ['coordination', 'report.accepted.v1', true],
    ['coordination.imports', 'report.accepted.v1', true],
    ['police', 'report.accepted.v1', false],
    ['police', 'never.heard.of.v1', true],
  ])('tells whether %s must handle %s: %s', (consumer, type, expected) => {
    expect(isFor(catalogue, consumer, type)).toBe(expected);
  });

  it.each([
    ['intake.reports', true],
    ['referrals.AJX.police', true],
    ['police.outcomes', false],
    ['intake.reports.extra', false],
  ])('tells whether %s is sealed: %s', (topic, expected) => {
    expect(isCiphered(catalogue, topic)).toBe(expected);
  });

  it('names schemas as Postgres likes them', () => {
    expect(schemaOf('civil-affairs')).toBe('civil_affairs');
  });

  it('gives imports a consumer of their own', () => {
    expect(consumersOf('coordination', ['intake.reports', 'intake.imports'])).toEqual([
      { consumer: 'coordination', topics: ['intake.reports'], bulk: false },
      { consumer: 'coordination.imports', topics: ['intake.imports'], bulk: true },
    ]);
    expect(consumersOf('police', ['referrals.*.police']).map(({ consumer }) => consumer)).toEqual(['police']);
  });
});
