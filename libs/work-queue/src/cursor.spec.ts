import { noticeCursor, overCursor, queueCursor } from './cursor';

const id = '019d06a1-60c5-7590-b72e-ef292f9545af';
const place = { band: 0, nextDueAt: '2026-03-20T03:00:00.000Z', id };
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as the place it stands for', () => {
    expect(queueCursor.read(queueCursor.write(place))).toEqual(place);
    const over = { closedAt: place.nextDueAt, id };
    expect(overCursor.read(overCursor.write(over))).toEqual(over);
    const notice = { issuedAt: place.nextDueAt, id };
    expect(noticeCursor.read(noticeCursor.write(notice))).toEqual(notice);
  });

  it('that is absent means the first page', () => {
    expect(queueCursor.read(undefined)).toBeUndefined();
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['empty', ''],
    ['of another list', overCursor.write({ closedAt: place.nextDueAt, id })],
    ['with SQL in it', encode({ ...place, id: "x'; drop table work_item --" })],
    ['with an impossible time', encode({ ...place, nextDueAt: 'tomorrow' })],
    ['with another band', encode({ ...place, band: 7 })],
    ['of a list', encode([place])],
    ['that is null', encode(null)],
    ['that is too long', encode({ ...place, more: 'x'.repeat(400) })],
  ])('%s is refused', (_, text) => {
    expect(() => queueCursor.read(text)).toThrow('cursor_invalid');
  });
});
