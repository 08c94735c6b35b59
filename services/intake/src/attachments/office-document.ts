/**
 * Whether a packed document is what it says: it holds the part that its kind needs, no password, no macros, no
 * programs, and does not grow beyond its limit however small its directory says it is. Nothing is unpacked to disk.
 * Not here: what the document says.
 */
import { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import { RefusalError } from '@yimen/auth';
import { fileFault } from './byte-source';
import { openRange } from './sealed-file';
import type { SealedFile } from './sealed-file';

/** A thesis with pictures has some hundred parts and grows tenfold. */
export const officeLimits = { parts: 2_000, unpackedBytes: 128 * 1024 * 1024 } as const;

const running =
  /vbaproject\.bin$|\.(?:exe|dll|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|scr|jar|lnk|html?|svg)$/i;

class SealedReader extends RandomAccessReader {
  constructor(private readonly sealed: SealedFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(openRange(this.sealed, start, end), { objectMode: false });
  }
}

const tooFar = () => new RefusalError('attachment_expands_too_far', {});

const assertHarmless = (entry: Entry): void => {
  if (entry.isEncrypted()) throw fileFault('attachment_locked');
  if (running.test(entry.fileName)) throw new RefusalError('attachment_runs', {});
};

/** @returns bytes of the part, counted while they unpack */
const unpackedBytes = async (zip: ZipFile, entry: Entry, room: number): Promise<number> => {
  if (entry.uncompressedSize > room) throw tooFar();
  let bytes = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    bytes += (piece as Buffer).length;
    if (bytes > room) throw tooFar();
  }
  return bytes;
};

const checkParts = async (zip: ZipFile, wanted: string): Promise<void> => {
  if (zip.entryCount > officeLimits.parts) throw tooFar();
  const names = new Set<string>();
  let room: number = officeLimits.unpackedBytes;
  for await (const entry of zip.eachEntry()) {
    assertHarmless(entry);
    names.add(entry.fileName);
    room -= await unpackedBytes(zip, entry, room);
  }
  if (!names.has('[Content_Types].xml')) throw fileFault('attachment_kind_unknown');
  if (!names.has(wanted)) throw new RefusalError('attachment_kind_mismatch', {});
};

/**
 * @throws RefusalError attachment_locked | attachment_runs | attachment_expands_too_far | attachment_broken |
 * attachment_kind_unknown | attachment_kind_mismatch
 */
export const checkOfficeDocument = async (sealed: SealedFile, part: string): Promise<void> => {
  try {
    const options = { lazyEntries: true, autoClose: false };
    const reader = new SealedReader(sealed);
    await checkParts(await fromRandomAccessReaderPromise(reader, sealed.plainBytes, options), part);
  } catch (error) {
    // what the packing itself gets wrong: a directory, a checksum, a size that is not the one told
    throw error instanceof RefusalError ? error : fileFault('attachment_broken');
  }
};
