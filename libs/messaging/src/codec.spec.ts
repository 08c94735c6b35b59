import * as fc from 'fast-check';
import { createCodec, maxEventBytes } from './codec';
import type { LoggedEvent } from './codec';
import { PermanentError } from './errors';
import { recordOf } from './kafka/wire';
import { catalogue, mirrorCipher, thing } from './testing/log-under-test';

const checks = { checkSent: () => undefined, checkReceived: () => undefined };
const codec = createCodec({ catalogue, cipher: mirrorCipher, ...checks });

const logged = (data: Buffer, changes: Partial<LoggedEvent> = {}): LoggedEvent => ({
  producer: 'producer',
  xid: '7',
  position: '3',
  topic: 'producer.things',
  key: 'a',
  sequence: 2,
  eventId: '019ab000-0000-7000-8000-000000000000',
  type: 'thing.done.v1',
  jurisdiction: 'AJX',
  urgent: false,
  time: new Date('2026-03-20T01:00:00Z'),
  traceparent: null,
  data,
  ...changes,
});

describe('event data', () => {
  it.each(['producer.things', 'sealed.AJX.police'])(
    'comes back as it went, whatever its fields are called: %s',
    (topic) => {
      // stock transports lose payloads with a field named key or value
      const json = fc.dictionary(
        fc.oneof(fc.constantFrom('key', 'value', 'headers'), fc.string()),
        fc.jsonValue(),
      );
      fc.assert(
        fc.property(json, (content) => {
          const data = JSON.parse(JSON.stringify(content)) as object;
          const bytes = codec.encode(thing('a', { topic, data }));
          expect(codec.decode(logged(bytes, { topic })).data).toEqual(data);
        }),
      );
    },
  );

  it('is sealed under its key where the catalogue says so', () => {
    const bytes = codec.encode(thing('a', { topic: 'sealed.AJX.police', data: { name: '李某' } }));
    expect(bytes.toString()).not.toContain('李某');
    expect(() => codec.decode(logged(bytes, { topic: 'sealed.AJX.police', key: 'b' }))).toThrow(
      PermanentError,
    );
  });

  // `{"text":""}` are eleven bytes, and each of these characters is three
  const sized = (bytes: number) => ({ text: '孩'.repeat((bytes - 11) / 3) + 'a'.repeat((bytes - 11) % 3) });

  it('is refused where no broker would take it, before it is in an outbox', () => {
    const [largest, tooLarge] = [sized(maxEventBytes), sized(maxEventBytes + 1)];
    const topic = 'sealed.AJX.police';
    const sealed = codec.encode(thing('a', { topic, data: largest }));
    const broker = 1024 * 1024;
    expect(recordOf(logged(sealed, { topic }), sealed, true).value.length).toBeLessThan(broker - 100_000);
    expect(() => codec.encode(thing('a', { data: tooLarge }))).toThrow(
      `thing.done.v1 has ${maxEventBytes + 1} bytes, and an event has at most ${maxEventBytes}`,
    );
  });

  it.each([Buffer.alloc(0), Buffer.from('{'), Buffer.from([0xff])])(
    'that is no JSON is never tried again: %p',
    (bytes) => {
      expect(() => codec.decode(logged(bytes))).toThrow(PermanentError);
    },
  );

  it('that breaks its schema is refused at both ends, without a value in the message', () => {
    const strict = createCodec({
      catalogue,
      cipher: mirrorCipher,
      checkSent: () => '/name required',
      checkReceived: () => '/name required',
    });
    const expected = 'thing.done.v1 does not fit its schema: /name required';
    expect(() => strict.encode(thing('a', { data: { secret: '李某' } }))).toThrow(
      new PermanentError(expected),
    );
    expect(() => strict.decode(logged(Buffer.from('{"secret":"李某"}')))).toThrow(
      new PermanentError(expected),
    );
  });
});

describe('an envelope', () => {
  it('is a CloudEvent', () => {
    expect(codec.decode(logged(Buffer.from('{"n":1}')))).toEqual({
      specversion: '1.0',
      id: '019ab000-0000-7000-8000-000000000000',
      source: '/yimen/producer',
      type: 'thing.done.v1',
      subject: 'a',
      partitionkey: 'a',
      sequence: 2,
      time: '2026-03-20T01:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:yimen:schema:thing.done.v1',
      jurisdiction: 'AJX',
      data: { n: 1 },
    });
  });

  it('tells of urgency and trace only where there is any', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { urgent, traceparent: trace } = codec.decode(
      logged(Buffer.from('1'), { urgent: true, traceparent }),
    );
    expect([urgent, trace]).toEqual([true, traceparent]);
  });
});
