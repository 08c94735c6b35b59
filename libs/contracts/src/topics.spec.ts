import { eventCatalogue } from './generated/event-rows';
import { isOpenedOnTheWay, topicsOf } from './topics';

const topics = topicsOf(['AJX', 'SX']);
const named = (topic: string) => topics.find((row) => row.topic === topic);

describe('topics on a broker', () => {
  it.each([
    ['intake.reports', 1, 7],
    ['intake.imports', 1, 7],
    ['referrals.AJX.police', 1, 7],
    ['referrals.SX.civil_affairs', 1, 7],
    ['coordination.tables', 1, null],
    ['directory.changes', 1, null],
    ['coordination.cases', 3, 30],
    ['police.outcomes', 3, 30],
  ])('%s has %i partitions and keeps records for %s days', (topic, partitions, retentionDays) => {
    expect(named(topic)).toEqual({ topic, partitions, retentionDays });
  });

  it('has each once, no pattern, and none for persons', () => {
    const names = topics.map(({ topic }) => topic);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.includes('*') || /guardian|relative|reporter/.test(name))).toEqual([]);
  });

  it('keeps no personal field for longer than a week', () => {
    const sealed = eventCatalogue
      .filter(({ ciphered }) => ciphered)
      .map(({ topics: pattern }) => pattern.split('.')[0]);
    const long = topics.filter(
      ({ topic, retentionDays }) => sealed.includes(topic.split('.')[0]) && retentionDays !== 7,
    );
    expect(long).toEqual([]);
  });

  it('opens on the way only what was cut for a role', () => {
    expect(
      topics
        .filter(({ topic }) => isOpenedOnTheWay(topic))
        .every(({ topic }) => topic.startsWith('referrals.')),
    ).toBe(true);
    expect(isOpenedOnTheWay('intake.reports')).toBe(false);
  });
});
