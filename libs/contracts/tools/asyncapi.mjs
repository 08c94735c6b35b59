// The AsyncAPI 3 document of the event log, for systems outside: channels, messages, schemas, examples.
import { definitionName, isEventSchema, mapObjects } from './schemas.mjs';
import { tolerant } from './validators.mjs';

const info = {
  title: 'Yimen 一门 events',
  version: '1.0.0',
  description:
    'Facts that the services of Yimen publish. Envelope: CloudEvents 1.0, structured mode. One topic per county and role ' +
    'for referrals, so that an agency can be given exactly its own. Readers ignore fields they do not know.',
  contact: { name: 'Yimen maintainers', url: 'https://yimen.example.org', email: 'events@yimen.example.org' },
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  tags: [
    { name: 'intake', description: '受理' },
    { name: 'coordination', description: '协同' },
    { name: 'police', description: '公安' },
    { name: 'civil-affairs', description: '民政' },
    { name: 'education', description: '教育' },
    { name: 'rehab', description: '残联' },
    { name: 'agencies', description: '其他单位' },
  ],
};

const servers = {
  kafka: {
    host: 'kafka.example.org:9092',
    protocol: 'kafka',
    description: 'The broker of the county; KAFKA_PREFIX, where set, stands before every topic.',
    tags: [{ name: 'production' }],
  },
};

const parameters = {
  county: { description: 'County code in capitals, e.g. AJX.', examples: ['AJX'] },
  role: {
    description: 'Canonical role of the receiving agency, e.g. police.',
    examples: ['police', 'civil_affairs'],
  },
};

/** `referrals.*.*` -> address `referrals.{county}.{role}`. */
const addressOf = (pattern) => pattern.replace('*', '{county}').replace('*', '{role}');
const joined = (name) => name.replace(/[.-](\w)/g, (_, letter) => letter.toUpperCase());
const channelIdOf = (pattern) => joined(pattern.replaceAll('.*', ''));

/** Shared parts and data schemas by name, references turned to `#/components/schemas/`. */
function componentSchemas(schemas) {
  const rewrite = (schema) =>
    mapObjects(tolerant(schema), ({ $ref, tsType: _tsType, ...node }) =>
      $ref === undefined ? node : { $ref: `#/components/schemas/${definitionName($ref)}` },
    );
  const shared = Object.entries(schemas.get('common.v1').$defs);
  const titled = [...schemas].filter(([name]) => name !== 'common.v1');
  return Object.fromEntries([
    ...shared.map(([name, definition]) => [name, rewrite(definition)]),
    ...titled.map(([, { $schema, $id, ...schema }]) => [schema.title, rewrite(schema)]),
  ]);
}

const pad = (number, width) => String(number).padStart(width, '0');

/** A whole envelope around an example, with fixed made-up ids. */
function envelopeOf(event, example, index) {
  const key = example.data[event.key];
  return {
    specversion: '1.0',
    id: `019d06a1-0000-7000-8000-${pad(index + 1, 12)}`,
    source: `/yimen/${event.topics[0].producer}`,
    type: event.type,
    subject: key,
    partitionkey: key,
    sequence: index + 1,
    time: '2026-03-11T02:13:42.000Z',
    datacontenttype: 'application/json',
    dataschema: `/schemas/${event.type}.json`,
    jurisdiction: example.data.county,
    data: example.data,
  };
}

function messageOf(event, title, examples) {
  return {
    name: event.type,
    title: `${event.type} ${event.zh}`,
    summary: `${event.en}.`,
    contentType: 'application/cloudevents+json',
    tags: [...new Set(event.topics.map(({ producer }) => producer))].map((name) => ({ name })),
    payload: {
      allOf: [
        { $ref: '#/components/schemas/Envelope' },
        {
          type: 'object',
          properties: {
            type: { type: 'string', const: event.type },
            data: { $ref: `#/components/schemas/${title}` },
          },
        },
      ],
    },
    examples: examples.map((example, index) => ({
      name: example.name,
      summary: `${event.type}: ${example.name.replaceAll('-', ' ')}`,
      payload: envelopeOf(event, example, index),
    })),
  };
}

function channelsOf(events) {
  const patterns = [...new Set(events.flatMap(({ topics }) => topics.map(({ pattern }) => pattern)))];
  return patterns.map((pattern) => {
    const carried = events.filter(({ topics }) => topics.some((topic) => topic.pattern === pattern));
    const { producer } = carried[0].topics.find((topic) => topic.pattern === pattern);
    return { pattern, id: channelIdOf(pattern), address: addressOf(pattern), producer, carried };
  });
}

function channelDocument({ address, producer, carried }) {
  const named = Object.keys(parameters).filter((name) => address.includes(`{${name}}`));
  const keys = [...new Set(carried.map(({ key }) => key))].join(', ');
  return {
    address,
    title: address,
    description: `Published by ${producer}; key and order by ${keys}.`,
    servers: [{ $ref: '#/servers/kafka' }],
    tags: [{ name: producer }],
    ...(named.length > 0
      ? { parameters: Object.fromEntries(named.map((name) => [name, parameters[name]])) }
      : {}),
    messages: Object.fromEntries(
      carried.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
  };
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

function operation(action, service, { id, address, carried }) {
  const verb = action === 'send' ? 'publishes' : 'reads';
  return {
    action,
    title: `${service} ${verb} ${address}`,
    summary: `The ${service} service ${verb} ${carried.map(({ type }) => type).join(', ')}.`,
    description: `The ${service} service ${verb} this channel.`,
    tags: [{ name: service }],
    channel: { $ref: `#/channels/${id}` },
    messages: carried.map(({ type }) => ({ $ref: `#/channels/${id}/messages/${type}` })),
  };
}

function operationsOf(channel) {
  const consumers = [...new Set(channel.carried.flatMap((event) => event.consumers))];
  return [
    [
      `${joined(channel.producer)}Publishes${capital(channel.id)}`,
      operation('send', channel.producer, channel),
    ],
    ...consumers.map((service) => [
      `${joined(service)}Reads${capital(channel.id)}`,
      operation('receive', service, channel),
    ]),
  ];
}

function buildAsyncApi(schemas, events, examplesByType) {
  const channels = channelsOf(events);
  const titleOf = (type) => schemas.get(type).title;
  return {
    asyncapi: '3.0.0',
    id: 'urn:yimen:events',
    info,
    defaultContentType: 'application/cloudevents+json',
    servers,
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channelDocument(channel)])),
    operations: Object.fromEntries(channels.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(
        events.map((event) => [
          event.type,
          messageOf(event, titleOf(event.type), examplesByType.get(event.type) ?? []),
        ]),
      ),
      schemas: componentSchemas(schemas),
    },
  };
}

export function generateAsyncApi(schemas, events, examplesByType) {
  const missing = [...schemas.keys()].filter(
    (name) => isEventSchema(name) && !events.some(({ type }) => type === name),
  );
  if (missing.length > 0) throw new Error(`data/events.json has no row for: ${missing.join(', ')}`);
  return [
    [
      'src/generated/asyncapi.json',
      `${JSON.stringify(buildAsyncApi(schemas, events, examplesByType), null, 1)}\n`,
    ],
  ];
}
