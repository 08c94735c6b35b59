import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aDocx, inPieces, joined } from '../testing/some-files';
import { checkOfficeDocument, officeLimits } from './office-document';
import { assertWhole, openRange, sealedBytes, sealFile } from './sealed-file';
import type { FileKey, SealedFile } from './sealed-file';

const folder = mkdtempSync(join(tmpdir(), 'yimen-sealed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key: FileKey = { id: 'one', secret: randomBytes(32) };
const seal = (plain: Buffer): Promise<Buffer> => joined(sealFile(key, inPieces(plain, 10_000)));

const withFile = async <T>(
  bytes: Buffer,
  act: (sealed: SealedFile) => Promise<T>,
  about: Partial<SealedFile>,
) => {
  const path = join(folder, randomBytes(6).toString('hex'));
  writeFileSync(path, bytes);
  const file = await open(path);
  try {
    return await act({ file, key, plainBytes: 0, ...about });
  } finally {
    await file.close();
  }
};
const piece = 64 * 1024;

describe('a sealed file', () => {
  it.each([0, 1, piece - 1, piece, piece + 1, 3 * piece, 200_001])(
    'of %d bytes opens to them',
    async (length) => {
      const plain = randomBytes(length);
      const sealed = await seal(plain);
      expect(sealed.length).toBe(sealedBytes(length));
      const opened = await withFile(
        sealed,
        async (file) => {
          await assertWhole(file);
          return joined(openRange(file, 0, length));
        },
        { plainBytes: length },
      );
      expect(opened.equals(plain)).toBe(true);
    },
  );

  it('opens from the middle', async () => {
    const plain = randomBytes(200_000);
    const read = (file: SealedFile) => joined(openRange(file, 65_000, 140_000));
    const opened = await withFile(await seal(plain), read, { plainBytes: plain.length });
    expect(opened.equals(plain.subarray(65_000, 140_000))).toBe(true);
  });

  it('holds nothing of its content', async () => {
    expect((await seal(Buffer.from('the child is called'))).toString('latin1')).not.toContain('child');
  });

  const plain = Buffer.alloc(3 * piece, 'x');
  const cases: [string, (sealed: Buffer) => Buffer, Partial<SealedFile>][] = [
    ['a bit was changed', (bytes) => Buffer.from(bytes).fill(bytes[70_000]! ^ 1, 70_000, 70_001), {}],
    [
      'its last piece was cut off',
      (bytes) => bytes.subarray(0, sealedBytes(2 * piece)),
      { plainBytes: 2 * piece },
    ],
    ['something was added', (bytes) => Buffer.concat([bytes, Buffer.from('x')]), {}],
    [
      'two pieces changed places',
      (bytes) => {
        const [first, second] = [4, 4 + piece + 16];
        const end = second + piece + 16;
        return Buffer.concat([
          bytes.subarray(0, 4),
          bytes.subarray(second, end),
          bytes.subarray(first, second),
          bytes.subarray(end),
        ]);
      },
      {},
    ],
    ['it stands in the place of another', (bytes) => bytes, { key: { ...key, id: 'two' } }],
    ['it is tried with another key', (bytes) => bytes, { key: { ...key, secret: randomBytes(32) } }],
  ];
  it.each(cases)('does not open when %s', async (_what, change, about) => {
    const bytes = change(await seal(plain));
    const opening = withFile(bytes, assertWhole, { plainBytes: plain.length, ...about });
    await expect(opening).rejects.toMatchObject({ name: 'SealBrokenError' });
  });
});

describe('a packed document', () => {
  const check = async (bytes: Buffer, part = 'word/document.xml') =>
    withFile(await seal(bytes), (file) => checkOfficeDocument(file, part), { plainBytes: bytes.length });
  const zeros = '0'.repeat(8 * 1024 * 1024);
  const withPassword = (bytes: Buffer): Buffer => {
    const locked = Buffer.from(bytes);
    const central = locked.indexOf(Buffer.from('PK\x01\x02'));
    locked.writeUInt16LE(1, central + 8);
    return locked;
  };

  it('is taken with pictures in it', async () => {
    await expect(check(aDocx([{ name: 'word/media/image1.jpeg', text: 'x' }]))).resolves.toBeUndefined();
  });

  it.each<[string, Buffer, string]>([
    ['has macros', aDocx([{ name: 'word/vbaProject.bin', text: 'x' }]), 'attachment_runs'],
    ['holds a program', aDocx([{ name: 'word/embeddings/a.EXE', text: 'x' }]), 'attachment_runs'],
    ['has a password', withPassword(aDocx()), 'attachment_locked'],
    ['lies about its size', aDocx([{ name: 'word/a.xml', text: zeros, toldBytes: 10 }]), 'attachment_broken'],
    [
      'is a bomb',
      aDocx(Array.from({ length: 17 }, (_, index) => ({ name: `word/${index}.xml`, text: zeros }))),
      'attachment_expands_too_far',
    ],
    [
      'has more parts than any document',
      aDocx(Array.from({ length: officeLimits.parts }, (_, index) => ({ name: `${index}`, text: '' }))),
      'attachment_expands_too_far',
    ],
    ['was cut off', aDocx().subarray(0, -5), 'attachment_broken'],
  ])('is refused when it %s', async (_what, bytes, code) => {
    await expect(check(bytes)).rejects.toMatchObject({ code });
  });

  it('is refused when it is another kind of document', async () => {
    await expect(check(aDocx(), 'xl/workbook.xml')).rejects.toMatchObject({
      code: 'attachment_kind_mismatch',
    });
  });
});
