/** Topic patterns in which `*` stands for one segment, and who produces what a pattern names. Pure. */

interface CatalogueRow {
  type: string;
  /** exact or with `*` */
  topics: string;
  producer: string;
  consumers: readonly string[];
  ciphered: boolean;
}

export type EventCatalogue = readonly CatalogueRow[];

const segmentRegex = (segment: string): string =>
  segment === '*' ? '[^.]+' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Tells whether a topic is one of the patterns. */
export const topicMatcher = (patterns: readonly string[]): ((topic: string) => boolean) => {
  const forms = patterns.map((pattern) => pattern.split('.').map(segmentRegex).join('\\.'));
  const regex = new RegExp(`^(?:${forms.join('|')})$`);
  return (topic) => regex.test(topic);
};

const overlaps = (a: string, b: string): boolean => {
  const left = a.split('.');
  const right = b.split('.');
  return (
    left.length === right.length &&
    left.every((segment, i) => segment === '*' || right[i] === '*' || segment === right[i])
  );
};

/** Services whose topics the patterns can match, each once. */
export const producersOf = (catalogue: EventCatalogue, patterns: readonly string[]): string[] => [
  ...new Set(
    catalogue
      .filter((row) => patterns.some((pattern) => overlaps(row.topics, pattern)))
      .map(({ producer }) => producer),
  ),
];

/** Imports are read by a worker of their own, so that thousands of rows stand in nobody's way (I5). */
const isBulk = (pattern: string): boolean => pattern.endsWith('.imports');

/**
 * The consumers that a subscription becomes: its own, and one for imports where it listens to any. Each holds a
 * connection for its readers.
 */
export const consumersOf = (group: string, patterns: readonly string[]) =>
  [
    { consumer: group, topics: patterns.filter((pattern) => !isBulk(pattern)), bulk: false },
    { consumer: `${group}.imports`, topics: patterns.filter(isBulk), bulk: true },
  ].filter(({ topics }) => topics.length > 0);

export const schemaOf = (service: string): string => service.replaceAll('-', '_');

/**
 * Is it the business of this consumer? Types that the catalogue does not know are, so that they are parked and
 * seen.
 */
export const isFor = (catalogue: EventCatalogue, consumer: string, type: string): boolean => {
  const rows = catalogue.filter((row) => row.type === type);
  const service = consumer.split('.')[0] ?? consumer;
  return rows.length === 0 || rows.some(({ consumers }) => consumers.includes(service));
};

export const isKnown = (catalogue: EventCatalogue, topic: string): boolean =>
  catalogue.some((row) => topicMatcher([row.topics])(topic));

export const isCiphered = (catalogue: EventCatalogue, topic: string): boolean =>
  catalogue.some((row) => row.ciphered && topicMatcher([row.topics])(topic));
