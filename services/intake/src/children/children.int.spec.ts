import { aKey, anIntake } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

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
    expect(shown?.matches[0]).toMatchObject({ childId, reasons: ['name', 'phone'] });
    const accepted = await intake.accept(said);
    expect((accepted.body['children'] as { childId: string }[])[0]?.childId).not.toBe(childId);
    const told = await intake.accept({ children: [{ name: '王晨轩', knownChildId: childId }] });
    expect((told.body['children'] as { childId: string }[])[0]?.childId).toBe(childId);
  });
});
