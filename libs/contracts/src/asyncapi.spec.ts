import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { asyncApiDocument } from './asyncapi-document';
import { eventCatalogue } from './generated/event-rows';
import { fieldClasses } from './generated/field-classes';
import { groupByPath, needOf } from './need-to-know';
import { isOpenedOnTheWay, topicsOf } from './topics';
import { validateEnvelope, validateEvent } from './validate-event';

interface Channel {
  address: string;
  parameters?: Record<string, { enum?: string[] }>;
  messages: Record<string, unknown>;
  bindings: { kafka: { partitions: number; topicConfiguration: { 'retention.ms': number } } };
  'x-need-to-know'?: { groups: object; roles: Record<string, { lead: string[]; cooperating: string[] }> };
}
interface Schema {
  $ref?: string;
  allOf?: Schema[];
  items?: Schema;
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  'x-class'?: string;
}
interface Message {
  payload: object;
  examples: { name: string; payload: Record<string, unknown> }[];
}
interface Operation {
  action: string;
  channel: { $ref: string };
}
interface Document {
  channels: Record<string, Channel>;
  operations: Record<string, Operation>;
  components: { messages: Record<string, Message>; schemas: Record<string, Schema> };
}

const document = asyncApiDocument() as Document;
const copyOf = (): Document => structuredClone(document);
/** 0 = error, 1 = warning; hints about the newest AsyncAPI version are left out. */
const faultsOf = async (candidate: object): Promise<string[]> => {
  const diagnostics = await new Parser().validate(JSON.stringify(candidate));
  return diagnostics
    .filter(({ severity }) => severity < 2)
    .map(({ code, path }) => `${code} ${path.join('/')}`);
};
const patternOf = (address: string): string => address.replace(/\{\w+\}/g, '*');

describe('the AsyncAPI document', () => {
  it('passes the AsyncAPI parser and its rules without error or warning', async () => {
    expect(await faultsOf(document)).toEqual([]);
  });

  it('would be refused with a message that nobody has described', async () => {
    const broken = copyOf();
    delete broken.components.messages['case.closed.v1'];
    expect(await faultsOf(broken)).not.toEqual([]);
  });

  it('would be refused without its servers', async () => {
    const { servers: _servers, ...broken } = asyncApiDocument() as Record<string, unknown>;
    expect(await faultsOf(broken)).not.toEqual([]);
  });

  // the parser does not check examples of version 3 documents
  const examples = Object.entries(document.components.messages).flatMap(([type, message]) =>
    message.examples.map(({ name, payload }) => ({ type, name, payload })),
  );

  const isSealed = (type: string): boolean =>
    eventCatalogue.some((row) => row.type === type && row.ciphered && !isOpenedOnTheWay(row.topics));

  it.each(examples.filter(({ type }) => !isSealed(type)))(
    'shows $type $name as a whole envelope with data that satisfy their schema',
    ({ type, payload }) => {
      expect(payload.type).toBe(type);
      expect(payload.subject).toBe(payload.partitionkey);
      expect(validateEnvelope(payload)).toEqual({ valid: true });
      expect(validateEvent(type, payload.data)).toEqual({ valid: true });
    },
  );

  it.each(examples.filter(({ type }) => isSealed(type)))('shows $type $name sealed', ({ type, payload }) => {
    expect(payload).toMatchObject({ type, subject: payload.partitionkey });
    expect(payload).toMatchObject({
      datacontenttype: 'application/octet-stream',
      data_base64: expect.any(String),
    });
    expect(payload).not.toHaveProperty('data');
  });

  // draft 07 is what AsyncAPI's own schema format means to a reader who knows nothing else
  const ajv = addFormats(new Ajv({ strict: false }));
  const accepts = (type: string, payload: unknown): boolean =>
    ajv.validate(
      { ...document.components.messages[type]?.payload, components: document.components },
      payload,
    );

  it.each(examples)(
    'accepts its own example $type $name by draft 07, and not another type',
    ({ type, payload }) => {
      expect(accepts(type, payload)).toBe(true);
      expect(accepts(type, { ...payload, type: 'case.imagined.v1' })).toBe(false);
      expect(accepts(type, { ...payload, dataschema: `/schemas/${type}.json` })).toBe(false);
      expect(accepts(type, { ...payload, datacontenttype: 'text/plain' })).toBe(false);
    },
  );

  it.each([
    ['referral.issued.v1', { data_base64: 'AAAA', data: undefined }],
    ['report.accepted.v1', { data_base64: undefined, data: {} }],
  ])('refuses %s sealed where it lies open, and the other way round', (type, other) => {
    const [example] = document.components.messages[type]?.examples ?? [];
    const payload = JSON.parse(JSON.stringify({ ...example?.payload, ...other })) as unknown;
    expect(accepts(type, payload)).toBe(false);
  });

  const resolved = (schema: Schema): Schema => {
    const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (target === undefined) return schema.oneOf?.find(({ properties }) => properties) ?? schema;
    return document.components.schemas[target.replace('#/components/schemas/', '')] ?? {};
  };
  const classesIn = (schema: Schema, prefix = ''): [string, string | null][] =>
    Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
      const path = `${prefix}${name}${node.items ? '[]' : ''}`;
      const below = classesIn(resolved(node.items ?? node), `${path}.`);
      return [[path, node['x-class'] ?? null] as [string, string | null], ...below];
    });

  /** The schema that the message says its data have. */
  const dataSchemaOf = (type: string): Schema => {
    const [, title] =
      /schema is #.components.schemas.(\w+)/.exec(JSON.stringify(document.components.messages[type])) ?? [];
    return document.components.schemas[title ?? ''] ?? {};
  };

  it.each(Object.keys(fieldClasses))('tells the class of every field of %s', (type) => {
    expect(Object.fromEntries(classesIn(dataSchemaOf(type)))).toEqual(fieldClasses[type]);
  });

  it('tells what each role gets of personal fields, and that nobody gets the reporter', () => {
    const need = document.channels['referrals']?.['x-need-to-know'];
    const roles = document.channels['referrals']?.parameters?.['role']?.enum ?? [];
    expect(need?.groups).toEqual(groupByPath);
    expect(Object.keys(need?.roles ?? {})).toEqual(roles);
    expect(roles).toContain('police');
    for (const role of roles) {
      const { lead, cooperating } = needOf(role);
      expect(need?.roles[role]).toEqual({ lead, cooperating, notice: ['notice'] });
    }
    expect(Object.keys(groupByPath).filter((path) => path.startsWith('reporter'))).toEqual([]);
  });

  it('tells partitions and retention of each channel as topics are made', () => {
    const made = topicsOf(['AJX']).map(({ topic, partitions, retentionDays }) => ({
      topic: topic.replace(/^referrals\..*/, 'referrals.{county}.{role}'),
      partitions,
      retention: retentionDays === null ? -1 : retentionDays * 86_400_000,
    }));
    for (const { address, bindings } of Object.values(document.channels)) {
      const { partitions, topicConfiguration } = bindings.kafka;
      const row = { topic: address, partitions, retention: topicConfiguration['retention.ms'] };
      expect(made).toContainEqual(row);
    }
  });

  it('stands behind a prefix with every address, and with nothing else', async () => {
    const prefixed = asyncApiDocument('anji.') as Document;
    expect(await faultsOf(prefixed)).toEqual([]);
    const without = JSON.stringify(prefixed).replaceAll('"address":"anji.', '"address":"');
    expect(without).toBe(JSON.stringify(document));
  });

  it('has the topics of the event catalogue, and no others', () => {
    const addresses = Object.values(document.channels).map(({ address }) => patternOf(address));
    expect(addresses.sort()).toEqual([...new Set(eventCatalogue.map(({ topics }) => topics))].sort());
  });

  it('carries on each channel what the catalogue says', () => {
    const carried = Object.values(document.channels).flatMap(({ address, messages }) =>
      Object.keys(messages).map((type) => `${patternOf(address)} ${type}`),
    );
    expect(carried.sort()).toEqual(eventCatalogue.map(({ topics, type }) => `${topics} ${type}`).sort());
  });

  it('addresses referrals by county and role', () => {
    const referrals = Object.values(document.channels).find(({ address }) => address.startsWith('referrals'));
    expect(referrals?.address).toBe('referrals.{county}.{role}');
    expect(Object.keys(referrals?.parameters ?? {})).toEqual(['county', 'role']);
  });

  it('has exactly one publisher for every channel, and a reader', () => {
    const uses = (action: string) =>
      Object.values(document.operations)
        .filter((operation) => operation.action === action)
        .map(({ channel }) => channel.$ref.replace('#/channels/', ''));
    expect(uses('send').sort()).toEqual(Object.keys(document.channels).sort());
    expect([...new Set(uses('receive'))].sort()).toEqual(Object.keys(document.channels).sort());
  });

  it('tells readers to let unknown fields through', () => {
    expect(JSON.stringify(document)).not.toContain('"additionalProperties":false');
  });

  it('names no real host', () => {
    const hosts = JSON.stringify(document).match(/https?:\/\/[^/"]+/g) ?? [];
    expect([...new Set(hosts)].sort()).toEqual(['https://www.apache.org', 'https://yimen.example.org']);
  });
});
