/**
 * A JPEG without Exif, XMP, IPTC, comments, and without what stands behind its end (a second picture, a film): they say
 * where, when and with whose telephone. Lossless: the picture's own bytes pass unchanged; how it is turned stays.
 * Source: ITU-T T.81 annex B, CIPA DC-008 4.5 and 4.6.4.
 */
import { fileFault } from '../byte-source';
import type { ByteSource } from '../byte-source';

const start = 0xd8;
const end = 0xd9;
const scan = 0xda;
const application = (number: number): number => 0xe0 + number;
const comment = 0xfe;
const pieceBytes = 64 * 1024;

/** Markers without a length: fill, restarts. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Of application segments these alone are needed to show it: JFIF, colour profile, Adobe's colour transform. */
const needed: Readonly<Record<number, string>> = {
  [application(0)]: 'JFIF\0',
  [application(2)]: 'ICC_PROFILE\0',
  [application(14)]: 'Adobe',
};

const isKept = (marker: number, body: Buffer): boolean => {
  if (marker === comment) return false;
  if (marker < application(0) || marker > application(15)) return true;
  const name = needed[marker];
  return name !== undefined && body.subarray(0, name.length).toString('latin1') === name;
};

const exifName = 'Exif\0\0';
const orientationTag = 0x0112;

/** 2..8, or undefined for upright and for what cannot be read. */
const orientationIn = (body: Buffer): number | undefined => {
  const tiff = body.subarray(exifName.length);
  if (body.subarray(0, exifName.length).toString('latin1') !== exifName || tiff.length < 8) return undefined;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return undefined;
  for (let entry = 0; entry < short(first); entry++) {
    const at = first + 2 + entry * 12;
    if (at + 12 > tiff.length) return undefined;
    const value = short(at + 8);
    if (short(at) === orientationTag) return value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
};

/** What stands between a segment's length and the next marker. */
const takeBody = async (source: ByteSource): Promise<Buffer> => {
  const length = (await source.take(2)).readUInt16BE();
  if (length < 2) throw fileFault('attachment_broken');
  return source.take(length - 2);
};

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** An Exif segment that says how the picture is turned, and nothing else. */
const turned = (orientation: number): Buffer => {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return segment(application(1), Buffer.concat([Buffer.from(exifName, 'latin1'), tiff]));
};

const nextMarker = async (source: ByteSource): Promise<number> => {
  if ((await source.take(1))[0] !== 0xff) throw fileFault('attachment_broken');
  for (;;) {
    const marker = (await source.take(1)).readUInt8();
    if (marker === 0) throw fileFault('attachment_broken');
    // fill bytes may stand before a marker
    if (marker !== 0xff) return marker;
  }
};

/** Where the coded picture is interrupted by a marker of another kind; -1 when nowhere in these bytes. */
const markerAt = (bytes: Buffer): number => {
  for (let at = bytes.indexOf(0xff); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !isBare(next)) return at;
  }
  return -1;
};

async function* codedPicture(source: ByteSource): AsyncGenerator<Buffer> {
  for (;;) {
    const seen = await source.peek(pieceBytes);
    const at = markerAt(seen);
    if (at !== -1) {
      yield await source.take(at);
      return;
    }
    // the last byte may be the first half of a marker
    if (seen.length < 2) throw fileFault('attachment_broken');
    yield await source.take(seen.length - 1);
  }
}

export async function* withoutPositionInJpeg(source: ByteSource): AsyncGenerator<Buffer> {
  if ((await nextMarker(source)) !== start) throw fileFault('attachment_broken');
  yield Buffer.from([0xff, start]);
  for (let isTurned = false; ;) {
    const marker = await nextMarker(source);
    if (marker === end) break;
    if (isBare(marker)) continue;
    const body = await takeBody(source);
    const orientation = marker === application(1) && !isTurned ? orientationIn(body) : undefined;
    if (orientation !== undefined) {
      isTurned = true;
      yield turned(orientation);
    }
    if (isKept(marker, body)) yield segment(marker, body);
    if (marker === scan) yield* codedPicture(source);
  }
  yield Buffer.from([0xff, end]);
  await source.dropRest();
}
