import { Parser } from '@asyncapi/parser';
import { asyncApiDocument } from './asyncapi-document';
import { eventCatalogue } from './generated/event-rows';
import { validateEnvelope, validateEvent } from './validate-event';

interface Channel {
  address: string;
  parameters?: Record<string, unknown>;
  messages: Record<string, unknown>;
}
interface Operation {
  action: string;
  channel: { $ref: string };
}
interface Document {
  channels: Record<string, Channel>;
  operations: Record<string, Operation>;
  components: {
    messages: Record<string, { examples: { name: string; payload: Record<string, unknown> }[] }>;
  };
}

const document = asyncApiDocument as Document;
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
    const { servers: _servers, ...broken } = asyncApiDocument as Record<string, unknown>;
    expect(await faultsOf(broken)).not.toEqual([]);
  });

  // the parser does not check examples of version 3 documents
  const examples = Object.entries(document.components.messages).flatMap(([type, message]) =>
    message.examples.map(({ name, payload }) => ({ type, name, payload })),
  );

  it.each(examples)(
    'shows $type $name as a whole envelope with data that satisfy their schema',
    ({ type, payload }) => {
      expect(payload.type).toBe(type);
      expect(payload.subject).toBe(payload.partitionkey);
      expect(validateEnvelope(payload)).toEqual({ valid: true });
      expect(validateEvent(type, payload.data)).toEqual({ valid: true });
    },
  );

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
