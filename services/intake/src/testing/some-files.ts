/** Small files of the kinds that are taken, written by hand, with a place in each where telephones put one. */
import { crc32 } from 'node:zlib';
import { aZip } from './a-workbook';

/** Stands wherever a file tells where it was taken. */
export const tellingPlace = 'N30.6386 E119.6800';

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const jpegSegment = (marker: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);

/** Turned a quarter (6), with a GPS text behind the directory. */
const exif = Buffer.concat([
  latin('Exif\0\0II*\0'),
  Buffer.from('08000000010012010300010000000600000000000000', 'hex'),
  latin(tellingPlace),
]);

/** What the picture itself is: it must come out unchanged. */
export const jpegPicture = Buffer.concat([
  jpegSegment(0xdb, Buffer.alloc(65, 1)),
  jpegSegment(0xc0, Buffer.from('0800010001010111', 'hex')),
  jpegSegment(0xda, Buffer.from('0101003f00', 'hex')),
  Buffer.from('aaff00bbffd0cc', 'hex'),
]);

export const aJpeg = (picture: Buffer = jpegPicture): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    jpegSegment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    jpegSegment(0xe1, exif),
    jpegSegment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0${tellingPlace}`)),
    jpegSegment(0xed, latin(`Photoshop 3.0\0${tellingPlace}`)),
    jpegSegment(0xfe, latin(tellingPlace)),
    picture,
    Buffer.from('ffd9', 'hex'),
    latin(`a film behind it ${tellingPlace}`),
  ]);

const pngChunk = (name: string, body: Buffer): Buffer => {
  const named = Buffer.concat([latin(name), body]);
  return Buffer.concat([u32(body.length), named, u32(crc32(named))]);
};

const pngStart = Buffer.concat([latin('\x89PNG\r\n\x1a\n'), pngChunk('IHDR', Buffer.alloc(13, 1))]);
const pngEnd = Buffer.concat([pngChunk('IDAT', Buffer.alloc(40, 7)), pngChunk('IEND', Buffer.alloc(0))]);
export const cleanPng = Buffer.concat([pngStart, pngEnd]);
export const aPng = Buffer.concat([
  pngStart,
  ...['tEXt', 'iTXt', 'eXIf', 'abCd'].map((name) => pngChunk(name, latin(tellingPlace))),
  pngEnd,
  latin(tellingPlace),
]);

const riffChunk = (name: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([latin(name), size, body, Buffer.alloc(body.length % 2)]);
};
const riff = (form: string, chunks: readonly Buffer[]): Buffer =>
  riffChunk('RIFF', Buffer.concat([latin(form), ...chunks]));

export const aWebp = riff('WEBP', [
  riffChunk('VP8X', Buffer.from('0c000000000000000000', 'hex')),
  riffChunk('VP8 ', Buffer.alloc(21, 9)),
  riffChunk('EXIF', latin(tellingPlace)),
  riffChunk('XMP ', latin(tellingPlace)),
]);

export const aWav = riff('WAVE', [riffChunk('data', Buffer.alloc(64))]);

export const box = (name: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), latin(name), body]);
};

export const anMp4 = (brand = 'isom'): Buffer =>
  Buffer.concat([
    box('ftyp', latin(brand), u32(0)),
    box('mdat', Buffer.alloc(100, 5)),
    box(
      'moov',
      box('mvhd', Buffer.alloc(20, 3)),
      box('trak', box('tkhd', Buffer.alloc(8, 2)), box('udta', latin(tellingPlace))),
      box('udta', box('\xa9xyz', latin(tellingPlace))),
      box('meta', latin(tellingPlace)),
    ),
    box('uuid', latin(tellingPlace)),
  ]);

const infe = (id: number, type: string): Buffer =>
  box('infe', Buffer.from([2, 0, 0, 0]), u16(id), u16(0), latin(type), latin('\0'));

interface HeicOptions {
  /** moves where the directory says that the Exif stands */
  shift?: number;
}

/** A picture, its Exif behind it in `mdat`, and its XMP inside the directory. */
export const aHeic = ({ shift = 0 }: HeicOptions = {}): Buffer => {
  const picture = Buffer.alloc(50, 8);
  const ftyp = box('ftyp', latin('heic'), u32(0));
  const metaAt = (start: number): Buffer =>
    box(
      'meta',
      u32(0),
      box('iinf', u32(0), u16(3), infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime')),
      box(
        'iloc',
        Buffer.from([1, 0, 0, 0, 0x44, 0x00]),
        u16(3),
        ...[
          { id: 1, method: 0, at: start, length: picture.length },
          { id: 2, method: 0, at: Math.max(0, start + picture.length + shift), length: tellingPlace.length },
          { id: 3, method: 1, at: 0, length: tellingPlace.length },
        ].map(({ id, method, at, length }) =>
          Buffer.concat([u16(id), u16(method), u16(0), u16(1), u32(at), u32(length)]),
        ),
      ),
      box('idat', latin(tellingPlace)),
    );
  const start = ftyp.length + metaAt(0).length + 8;
  return Buffer.concat([ftyp, metaAt(start), box('mdat', picture, latin(tellingPlace))]);
};

export const aPdf = latin('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
export const anAmr = latin('#!AMR\n\x3c\x91\x17');
export const anMp3 = Buffer.concat([latin('ID3\x04\0\0\0\0\0\0'), Buffer.from('fffb9064', 'hex')]);

type Parts = Parameters<typeof aZip>[0];

export const aDocx = (more: Parts = []): Buffer =>
  aZip([
    { name: '[Content_Types].xml', text: '<Types/>' },
    { name: 'word/document.xml', text: '<w:document/>' },
    ...more,
  ]);

/** As a line brings it: in pieces of that many bytes. */
export async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

export const joined = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};
