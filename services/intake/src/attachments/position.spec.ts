import { readFileSync } from 'node:fs';
import {
  aHeic,
  aJpeg,
  anMp4,
  aPng,
  aWebp,
  box,
  cleanPng,
  inPieces,
  joined,
  jpegPicture,
  tellingPlace,
} from '../testing/some-files';
import { attachmentKinds } from './attachment-kinds';
import { ByteSource } from './byte-source';

const clean = (kind: string, bytes: Buffer, size = 1024): Promise<Buffer> => {
  const cleaned = attachmentKinds.find((row) => row.kind === kind)?.cleaned;
  if (!cleaned) throw new Error(`${kind} is kept as it is`);
  return joined(cleaned(new ByteSource(inPieces(bytes, size))));
};
const files: [string, Buffer][] = [
  ['jpeg', aJpeg()],
  ['png', aPng],
  ['webp', aWebp],
  ['mp4', anMp4()],
  ['heic', aHeic()],
];

describe.each(files)('a %s that says where it was taken', (kind, bytes) => {
  it('says it no more', async () => {
    expect(bytes.toString('latin1')).toContain(tellingPlace);
    expect((await clean(kind, bytes)).toString('latin1')).not.toContain(tellingPlace);
  });

  it('comes out the same however it comes in', async () => {
    const whole = await clean(kind, bytes, bytes.length);
    for (const size of [1, 2, 3, 7]) expect((await clean(kind, bytes, size)).equals(whole)).toBe(true);
  });

  it('stays as it is when cleaned again', async () => {
    const once = await clean(kind, bytes);
    expect((await clean(kind, once)).equals(once)).toBe(true);
  });

  it('is refused when it was cut off', async () => {
    const cut = (await clean(kind, bytes)).subarray(0, -3);
    await expect(clean(kind, cut)).rejects.toMatchObject({ code: 'attachment_broken' });
  });
});

describe('the picture itself', () => {
  it('of a JPEG passes unchanged, turned as it was', async () => {
    const cleaned = await clean('jpeg', aJpeg());
    expect(cleaned.includes(jpegPicture)).toBe(true);
    expect(cleaned.toString('hex')).toContain('4d4d002a00000008000101120003000000010006');
  });

  it('of a JPEG passes through pieces that break inside a marker', async () => {
    const long = Buffer.concat([
      jpegPicture,
      Buffer.alloc(200_000, 'ff00ab', 'hex'),
      Buffer.from('ffd1', 'hex'),
    ]);
    expect((await clean('jpeg', aJpeg(long), 65_537)).includes(long)).toBe(true);
  });

  it('of a PNG is exactly its own chunks', async () => {
    expect((await clean('png', aPng)).equals(cleanPng)).toBe(true);
  });

  it.each<[string, Buffer, Buffer]>([
    ['webp', aWebp, Buffer.alloc(21, 9)],
    ['mp4', anMp4(), Buffer.alloc(100, 5)],
    ['heic', aHeic(), Buffer.alloc(50, 8)],
  ])('of a %s keeps its place', async (kind, bytes, picture) => {
    const cleaned = await clean(kind, bytes);
    expect([cleaned.length, cleaned.indexOf(picture)]).toEqual([bytes.length, bytes.indexOf(picture)]);
  });
});

describe('what may stand anywhere', () => {
  it('refuses a HEIC whose Exif stands before its directory', async () => {
    await expect(clean('heic', aHeic({ shift: -200 }))).rejects.toMatchObject({ code: 'attachment_broken' });
  });

  it('refuses a HEIC with data before its directory', async () => {
    const late = Buffer.concat([box('ftyp', Buffer.from('heic')), box('mdat', Buffer.from(tellingPlace))]);
    await expect(clean('heic', late)).rejects.toMatchObject({ code: 'attachment_broken' });
  });

  it('refuses a box that is larger than what it stands in', async () => {
    const inner = box('trak', Buffer.alloc(4));
    inner.writeUInt32BE(900, 0);
    const bytes = Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', inner), Buffer.alloc(2_000)]);
    await expect(clean('mp4', bytes)).rejects.toMatchObject({ code: 'attachment_broken' });
  });
});

it('the README says which kinds are kept as they are', () => {
  const kept = attachmentKinds.filter(({ cleaned }) => !cleaned).map(({ kind }) => kind.toUpperCase());
  const readme = readFileSync(`${__dirname}/../../README.md`, 'utf8');
  expect(readme).toContain(`${kept.slice(0, -1).join(', ')} and ${kept.at(-1)} are kept as they are`);
});
