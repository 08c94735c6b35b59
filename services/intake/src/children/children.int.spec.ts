import { newId, withTx } from '@yimen/messaging';
import { systemScope } from '../system-scope';
import { aKey, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

import { childKeys, insertChildren, sealIdentity } from './child.store';

let intake: IntakeSystem;
let childId: string;

const known = { name: '王晨轩（化名）/“小宝”', idNumber: '330523201812039998', address: '安吉县溪龙乡' };

beforeAll(async () => {
  intake = await anIntake();
  const { body } = await intake.accept({
    children: [known],
    reporter: { name: '佟某', phone: '13800001234' },
  });
  childId = (body['children'] as { childId: string }[])[0]?.childId ?? '';
  await intake.accept({
    children: [{ name: '李四方', birthDate: '2010-01-01' }],
    reporter: { phone: '138****1234' },
  });
});

afterAll(() => intake.stop());

interface Item {
  childId: string;
  display: string;
  reasons: string[];
}

const match = async (body: object): Promise<Item[]> => {
  const reply = await intake.post('/children/matches', body, { key: aKey() });
  expect(reply.status).toBe(200);
  return reply.body['items'] as Item[];
};

describe('looking for a known child', () => {
  it.each([
    ['the number', { idNumber: known.idNumber }, ['id_number']],
    ['the name', { name: '王晨轩' }, ['name']],
    ['a name that sounds the same', { name: '王辰萱' }, ['sound']],
    ['the birth date', { birthDate: '2018-12-03' }, ['birth']],
    ['the caller’s phone', { phone: '+86 138-0000-1234' }, ['phone']],
    ['name and township', { name: '王晨轩', township: '溪龙' }, ['name', 'township']],
    [
      'the name with another birth date',
      { name: '王晨轩', birthDate: '2016-01-01' },
      ['name', 'other_birth'],
    ],
  ])('finds by %s, with reasons', async (_what, body, reasons) => {
    expect(await match(body)).toEqual([expect.objectContaining({ childId, reasons })]);
  });

  it.each([
    ['a masked phone', { phone: '138****1234' }],
    ['a placeholder', { name: '不详' }],
    ['a township alone', { township: '溪龙乡' }],
    ['nothing', {}],
  ])('does not find by %s', async (_what, body) => expect(await match(body)).toEqual([]));

  it('shows no more than the first character of the name', async () => {
    const [item] = await match({ idNumber: known.idNumber });
    expect(item?.display).toBe('王*');
  });

  it('is part of the preview and decides nothing: without a number the child is a new one', async () => {
    const said = { children: [{ name: '王晨轩', ageYears: 9 }], reporter: { phone: '13800001234' } };
    const { body } = await intake.post('/route-previews', {
      channel: 'hotline',
      narrative: '孩子哭了。',
      ...said,
    });
    const [shown] = body['children'] as { matches: Item[] }[];
    expect(shown?.matches[0]).toMatchObject({ childId, reasons: ['name', 'near_age', 'phone'] });
    const accepted = await intake.accept(said);
    expect((accepted.body['children'] as { childId: string }[])[0]?.childId).not.toBe(childId);
    const told = await intake.accept({ children: [{ name: '王晨轩', knownChildId: childId }] });
    expect((told.body['children'] as { childId: string }[])[0]?.childId).toBe(childId);
  });
});

describe('keys of known children', () => {
  const careful = {
    name: '宋雨桐',
    birthDate: '2015-06-09',
    idNumber: '330523201506090023',
    address: '安吉县孝丰镇大塘村12号',
    guardians: '父亲宋建国，电话13911112222',
  };
  let ownId: string;

  beforeAll(async () => {
    const { body } = await intake.accept({ children: [careful] });
    ownId = (body['children'] as { childId: string }[])[0]?.childId ?? '';
  });

  it('are made behind the report, which does not wait for them', async () => {
    expect(await match({ name: '小桐', birthDate: '2015-06-08' })).toEqual([]);
    await intake.runWorkers();
    const [first] = await match({ name: '小桐', birthDate: '2015-06-08' });
    expect(first).toMatchObject({ childId: ownId, reasons: ['nickname', 'near_birth'] });
  });

  it.each([
    ['a number with a wrong digit', { idNumber: '330523201506090073' }, 'near_id_number'],
    ['a phone with a wrong digit', { guardians: '父亲 13911112232' }, 'near_phone'],
    ['a guardian and the village', { guardians: '父亲宋建国', address: '孝丰镇大塘村' }, 'guardian'],
    ['a dialect’s name and an age', { name: '宋雨童', ageYears: 10, township: '孝丰' }, 'sound'],
    ['a name without its surname', { name: '雨桐', address: '孝丰镇大塘村' }, 'given_name'],
    ['the door', { address: '安吉县孝丰镇大塘村12号' }, 'door'],
  ])('find by %s', async (_what, body, reason) => {
    const [first] = await match(body);
    expect(first?.childId).toBe(ownId);
    expect(first?.reasons).toContain(reason);
  });

  it('follow what a later report tells', async () => {
    expect(await match({ name: '桐桐', township: '孝丰' })).not.toContainEqual(
      expect.objectContaining({ reasons: ['name', 'township'] }),
    );
    await intake.accept({ children: [{ name: '桐桐', knownChildId: ownId }] });
    await intake.runWorkers();
    expect(await match({ name: '桐桐', township: '孝丰' })).toEqual([
      expect.objectContaining({ childId: ownId, reasons: ['name', 'township'] }),
    ]);
  });

  it('are made for children who were there before there were keys', async () => {
    await intake.rows('delete from intake.child_key');
    await intake.rows('update intake.child set keyed_version = 0');
    expect(await match({ guardians: '父亲 13911112232' })).toEqual([]);
    await intake.runWorkers();
    expect((await match({ guardians: '父亲 13911112232' }))[0]?.childId).toBe(ownId);
  });

  it('find nobody in another county', async () => {
    const actor = { ...operator, jurisdiction: 'SX', agency: 'SX-coordination_office' };
    const reply = await intake.post('/children/matches', { guardians: '父亲 13911112232' }, { actor });
    expect(reply.body['items']).toEqual([]);
  });

  it('are nothing that can be read, and no row where no scope is set', async () => {
    const stored = await intake.rows<{ key: string }>('select key from intake.child_key');
    expect(stored.length).toBeGreaterThan(20);
    const scope = { county: '', reach: '' as 'county', actor: 'nobody' };
    const options = { scope, keys: [], now: intake.clock.now(), unaudited: true };
    const unscoped = await withTx(intake.db, options, (tx) => tx.query('select key from child_key'));
    expect(unscoped).toEqual([]);
  });
});

describe('a name that hundreds have', () => {
  const birthOf = (index: number): string =>
    new Date(Date.UTC(2012, 0, 1 + 3 * index)).toISOString().slice(0, 10);
  const namesakes = Array.from({ length: 260 }, (_none, index) => ({
    childId: newId(),
    identity: { name: '王浩宇', birthDate: birthOf(index) },
  }));

  beforeAll(async () => {
    const { fields } = intake.ciphers;
    const rows = namesakes.map(({ childId, identity }) => ({
      childId,
      county: 'AJX',
      agency: 'AJX-coordination_office',
      area: null,
      township: 'AJX-township-xiaofeng',
      identity: sealIdentity(fields, childId, identity),
      keys: childKeys(fields, identity),
    }));
    const options = { scope: systemScope, keys: [], now: intake.clock.now(), unaudited: true };
    await withTx(intake.db, options, async (tx) => insertChildren(tx, rows));
    await intake.runWorkers();
  });

  it('is found by what else is said, the oldest too', async () => {
    const [first] = await match({ name: '王昊雨', birthDate: birthOf(0), township: '孝丰' });
    expect(first).toMatchObject({
      childId: namesakes[0]?.childId,
      reasons: ['sound', 'birth', 'township'],
    });
  });

  it('shows ten where nothing else is said', async () =>
    expect(await match({ name: '王浩宇', township: '孝丰' })).toHaveLength(10));
});
