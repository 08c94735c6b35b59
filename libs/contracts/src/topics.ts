/**
 * The topics of this system on a broker: how many partitions, how long records stay. Personal fields travel on two
 * hops only, and those records stay a week. Not here: names of brokers, prefixes (`@yimen/service-kit`).
 */
import { roleCatalogue } from './catalogues/roles';
import { eventCatalogue } from './generated/event-rows';

export interface TopicRow {
  topic: string;
  /** fixed for ever: another number would send a case's later events past its earlier ones */
  partitions: number;
  /** null = for ever */
  retentionDays: number | null;
}

interface TopicRule {
  pattern: string;
  partitions: number;
  retentionDays: number | null;
}

/** A week is longer than any repair of a consumer; whoever was away for longer reads from the outbox again. */
const personalDays = 7;
const codesDays = 30;

/** What fits none of the rules: codes only. */
const usual = { partitions: 3, retentionDays: codesDays };

/** The first that fits. */
const rules: readonly TopicRule[] = [
  { pattern: 'intake.', partitions: 1, retentionDays: personalDays },
  { pattern: 'referrals.', partitions: 1, retentionDays: personalDays },
  { pattern: 'coordination.tables', partitions: 1, retentionDays: null },
  { pattern: 'directory.changes', partitions: 1, retentionDays: null },
];

/** Persons have no desk, and no topic. */
const persons = new Set(['guardian', 'relative', 'reporter']);
/** Roles whose agencies have a desk, and so a topic in every county. */
export const deskRoles = roleCatalogue.map(({ code }) => code).filter((code) => !persons.has(code));

const namesOf = (pattern: string, counties: readonly string[]): string[] =>
  pattern === 'referrals.*.*'
    ? counties.flatMap((county) => deskRoles.map((role) => `referrals.${county}.${role}`))
    : [pattern];

/** @param address a topic, or the pattern of several */
export const topicRuleOf = (address: string): Pick<TopicRow, 'partitions' | 'retentionDays'> =>
  rules.find(({ pattern }) => address.startsWith(pattern)) ?? usual;

/** Every topic that these counties need. */
export const topicsOf = (counties: readonly string[]): TopicRow[] => {
  const patterns = [...new Set(eventCatalogue.map(({ topics }) => topics))];
  return patterns
    .flatMap((pattern) => namesOf(pattern, counties))
    .map((topic) => {
      const { partitions, retentionDays } = topicRuleOf(topic);
      return { topic, partitions, retentionDays };
    });
};

/**
 * Cut to what the receiving role may know and opened for it on the way: whoever may read the topic may read this.
 * What intake tells coordination stays sealed end to end.
 */
export const isOpenedOnTheWay = (topic: string): boolean => topic.startsWith('referrals.');
