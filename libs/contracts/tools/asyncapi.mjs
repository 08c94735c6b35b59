// The AsyncAPI 3 document of the event log, for systems outside: channels, messages, schemas, examples.
import { definitionName, isEventSchema, mapObjects } from './schemas.mjs';
import { tolerant } from './validators.mjs';

const info = {
  title: 'Yimen 一门 events',
  version: '1.0.0',
  description: [
    'Facts that the services of Yimen publish. Each record is one CloudEvent 1.0 in structured mode: the value is ' +
      'JSON in UTF-8 and never null, the key is its `partitionkey` (UTF-8). A key lies in the partition that murmur2 ' +
      'of its bytes gives, as with the Java client.',
    'Order holds per topic and key, by `sequence`, which counts from 1 without a gap. Delivery is at least once: a ' +
      'record may come again, with the `id` and `sequence` it had, so readers pass over what is not above the last ' +
      '`sequence` of its topic and key. Where the first records are past their retention, the first `sequence` seen ' +
      'is above 1.',
    'One topic per county and role for referrals, so that an agency can be given exactly its own. Fields carry their ' +
      'class in `x-class`: public, work, personal, sensitive, reporter. Whatever is on `referrals.*` was cut for the ' +
      'role in its address (`x-need-to-know` of that channel); ［已隐去］ stands where a word was cut out of a text.',
    'Readers ignore fields, attributes and headers that they do not know. Schemas are in the schema format of ' +
      'AsyncAPI, which is JSON Schema draft 07; formats (`uuid`, `date-time`, `uri-reference`) hold.',
  ].join('\n\n'),
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

const host = 'kafka.example.org:9092';
const addressed = 'Its address and an account, where it asks for one, come from whoever runs the system.';

const servers = {
  kafka: {
    host,
    protocol: 'kafka',
    description: `The broker of the county, without sign-in. ${addressed}`,
    tags: [{ name: 'production' }],
  },
  kafkaSignedIn: {
    host,
    protocol: 'kafka-secure',
    description: `The broker of the county over TLS; an account reads the topics and groups it was given. ${addressed}`,
    security: [{ $ref: '#/components/securitySchemes/scram' }],
    tags: [{ name: 'production' }],
  },
};

const securitySchemes = {
  scram: { type: 'scramSha512', description: 'SASL/SCRAM-SHA-512 over TLS.' },
};

const sealedType = 'application/octet-stream';

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

/** Draft 07 passes over what stands beside a reference, as a field's class does: the reference goes one deeper. */
function localReference({ $ref, tsType: _tsType, ...node }) {
  if ($ref === undefined) return node;
  const reference = { $ref: `#/components/schemas/${definitionName($ref)}` };
  // what is returned is looked through again: only a reference by itself may be turned
  return Object.keys(node).length === 0 ? reference : { ...node, allOf: [{ $ref }] };
}

/**
 * What is sealed for one service, as it is on the wire: bytes instead of data.
 * @param envelope schema of what lies open
 */
function sealedEnvelopeOf(envelope) {
  const { data: _data, ...attributes } = envelope.properties;
  return {
    ...envelope,
    title: 'SealedEnvelope',
    description:
      'CloudEvents 1.0, structured mode, its data sealed for one service under a key of its partition key.',
    required: [...envelope.required.filter((name) => name !== 'data'), 'data_base64'],
    properties: {
      ...attributes,
      datacontenttype: { const: sealedType, type: 'string', description: 'Always bytes.' },
      data_base64: {
        type: 'string',
        minLength: 1,
        contentEncoding: 'base64',
        description: 'Sealed data; whoever holds the key finds JSON by the schema of this type in it.',
      },
    },
  };
}

/** Shared parts and data schemas by name, references turned to `#/components/schemas/`. */
function componentSchemas(schemas) {
  const rewrite = (schema) => mapObjects(tolerant(schema), localReference);
  const shared = Object.entries(schemas.get('common.v1').$defs);
  const titled = [...schemas].filter(([name]) => name !== 'common.v1').map(([, schema]) => schema);
  return Object.fromEntries([
    ...shared.map(([name, definition]) => [name, rewrite(definition)]),
    ...[...titled, sealedEnvelopeOf(schemas.get('envelope.v1'))].map(({ $schema, $id, ...schema }) => [
      schema.title,
      rewrite(schema),
    ]),
  ]);
}

/** Beside the value. Kafka's headers are bytes: these are UTF-8 texts. */
const headers = {
  type: 'object',
  required: ['content-type', 'yimen-place'],
  properties: {
    'content-type': {
      type: 'string',
      const: 'application/cloudevents+json; charset=UTF-8',
      description: 'Says that the value is a whole CloudEvent (structured mode).',
    },
    'yimen-place': {
      type: 'string',
      description: "Place in its producer's outbox; for readers of Yimen itself.",
    },
    traceparent: { type: 'string', description: 'W3C trace context, as in the event.' },
  },
};

const pad = (number, width) => String(number).padStart(width, '0');

/** Neither bytes of a key nor of a person: a stand-in for what only one service can open. */
const sealedExample = Buffer.from('sealed for one service').toString('base64');

/** Sealed up to the reader it is meant for; what is cut for a role is opened on the way. */
const isSealedOnTheWay = ({ ciphered, topics }) =>
  ciphered && !topics.some(({ pattern }) => pattern.startsWith('referrals.'));

const schemaNameOf = (type) => `urn:yimen:schema:${type}`;

/** A whole envelope around an example, with fixed made-up ids. */
function envelopeOf(event, example, index) {
  const key = example.data[event.key];
  const sealed = isSealedOnTheWay(event);
  return {
    specversion: '1.0',
    id: `019d06a1-0000-7000-8000-${pad(index + 1, 12)}`,
    source: `/yimen/${event.topics[0].producer}`,
    type: event.type,
    subject: key,
    partitionkey: key,
    sequence: index + 1,
    time: '2026-03-11T02:13:42.000Z',
    datacontenttype: sealed ? sealedType : 'application/json',
    dataschema: schemaNameOf(event.type),
    jurisdiction: example.data.county,
    ...(sealed ? { data_base64: sealedExample } : { data: example.data }),
  };
}

/** What the envelope leaves open: type, name of the schema, and the data by that schema where they lie open. */
function payloadOf(event, title) {
  const sealed = isSealedOnTheWay(event);
  return {
    allOf: [
      { $ref: `#/components/schemas/${sealed ? 'SealedEnvelope' : 'Envelope'}` },
      {
        type: 'object',
        properties: {
          type: { type: 'string', const: event.type },
          dataschema: {
            type: 'string',
            const: schemaNameOf(event.type),
            description: `A name, not an address: the schema is #/components/schemas/${title} of this document.`,
          },
          ...(sealed ? {} : { data: { $ref: `#/components/schemas/${title}` } }),
        },
      },
    ],
  };
}

function messageOf(event, title, examples) {
  return {
    name: event.type,
    title: `${event.type} ${event.zh}`,
    summary: `${event.en}.`,
    contentType: 'application/cloudevents+json',
    tags: [...new Set(event.topics.map(({ producer }) => producer))].map((name) => ({ name })),
    headers: { $ref: '#/components/schemas/Headers' },
    payload: payloadOf(event, title),
    bindings: {
      kafka: {
        key: {
          type: 'string',
          description: `${event.key} of the data, which is also subject and partitionkey.`,
        },
        bindingVersion: '0.5.0',
      },
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
    servers: Object.keys(servers).map((name) => ({ $ref: `#/servers/${name}` })),
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
      schemas: { ...componentSchemas(schemas), Headers: headers },
      securitySchemes,
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
