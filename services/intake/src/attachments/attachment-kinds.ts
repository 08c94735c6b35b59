/**
 * Which files are taken, one row each: what their first bytes are, under which extensions they come, and what is taken
 * out of them. A new kind is a row. Pure. Not here: whether the rest of the file is sound.
 */
import { withoutPositionInBoxes } from './position/boxes';
import { withoutPositionInHeif } from './position/heif';
import { withoutPositionInJpeg } from './position/jpeg';
import { withoutPositionInPng } from './position/png';
import { withoutPositionInWebp } from './position/webp';
import type { ByteSource } from './byte-source';

export interface AttachmentKind {
  kind: string;
  /** extension -> the one media type that a download bears */
  types: Readonly<Record<string, string>>;
  /** what browsers and phones call it beside that */
  alsoCalled: readonly string[];
  isIt(head: Buffer): boolean;
  /** the same file without where, when and by whom it was taken; absent = kept as it is */
  cleaned?(source: ByteSource): AsyncIterable<Buffer>;
  /** a packed document: the part that it must hold */
  part?: string;
}

/** As many bytes as every row needs to be sure. */
export const headBytes = 4096;

const at = (offset: number, ...texts: string[]) => {
  const signatures = texts.map((text) => Buffer.from(text, 'latin1'));
  return (head: Buffer) =>
    signatures.some((bytes) => head.subarray(offset, offset + bytes.length).equals(bytes));
};

/** The main brand alone: what else a file claims to be is its own word. */
const brand = (...brands: string[]) => {
  const isBrand = at(8, ...brands);
  const isBox = at(4, 'ftyp');
  return (head: Buffer) => isBox(head) && isBrand(head);
};

const riff = (form: string) => {
  const isForm = at(8, form);
  const isRiff = at(0, 'RIFF');
  return (head: Buffer) => isRiff(head) && isForm(head);
};

const office = 'application/vnd.openxmlformats-officedocument';

/** A frame's first eleven bits, layer III (ISO 11172-3), or an ID3 tag before it. */
const isMp3 = (head: Buffer): boolean =>
  at(0, 'ID3')(head) || (head.length > 3 && head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2);

export const attachmentKinds: readonly AttachmentKind[] = [
  {
    kind: 'jpeg',
    types: { jpg: 'image/jpeg', jpeg: 'image/jpeg' },
    alsoCalled: ['image/jpg', 'image/pjpeg'],
    isIt: at(0, '\xff\xd8\xff'),
    cleaned: withoutPositionInJpeg,
  },
  {
    kind: 'png',
    types: { png: 'image/png' },
    alsoCalled: [],
    isIt: at(0, '\x89PNG\r\n\x1a\n'),
    cleaned: withoutPositionInPng,
  },
  {
    kind: 'webp',
    types: { webp: 'image/webp' },
    alsoCalled: [],
    isIt: riff('WEBP'),
    cleaned: withoutPositionInWebp,
  },
  {
    kind: 'heic',
    types: { heic: 'image/heic', heif: 'image/heif' },
    alsoCalled: [],
    isIt: brand('heic', 'heix', 'heim', 'heis', 'mif1'),
    cleaned: withoutPositionInHeif,
  },
  {
    kind: 'pdf',
    types: { pdf: 'application/pdf' },
    alsoCalled: [],
    isIt: at(0, '%PDF-'),
  },
  {
    kind: 'mp4',
    types: {
      mp4: 'video/mp4',
      m4a: 'audio/mp4',
      m4v: 'video/mp4',
      mov: 'video/quicktime',
      '3gp': 'video/3gpp',
    },
    alsoCalled: ['audio/x-m4a', 'audio/m4a', 'video/x-m4v', 'audio/3gpp', 'audio/aac'],
    isIt: brand(
      'isom',
      'iso2',
      'iso4',
      'iso5',
      'iso6',
      'mp41',
      'mp42',
      'avc1',
      'M4A ',
      'M4V ',
      'qt  ',
      '3gp4',
      '3gp5',
      '3gp6',
    ),
    cleaned: withoutPositionInBoxes,
  },
  { kind: 'mp3', types: { mp3: 'audio/mpeg' }, alsoCalled: ['audio/mp3'], isIt: isMp3 },
  {
    kind: 'wav',
    types: { wav: 'audio/wav' },
    alsoCalled: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
    isIt: riff('WAVE'),
  },
  {
    kind: 'amr',
    types: { amr: 'audio/amr' },
    alsoCalled: ['audio/amr-wb'],
    isIt: at(0, '#!AMR\n', '#!AMR-WB\n'),
  },
  {
    kind: 'docx',
    types: { docx: `${office}.wordprocessingml.document` },
    alsoCalled: [],
    isIt: at(0, 'PK\x03\x04'),
    part: 'word/document.xml',
  },
  {
    kind: 'xlsx',
    types: { xlsx: `${office}.spreadsheetml.sheet` },
    alsoCalled: [],
    isIt: at(0, 'PK\x03\x04'),
    part: 'xl/workbook.xml',
  },
];

/** A client that does not know says this. */
const unnamedType = 'application/octet-stream';

/** What a request may call its body. */
export const attachmentTypes: readonly string[] = [
  ...new Set([
    unnamedType,
    ...attachmentKinds.flatMap(({ types, alsoCalled }) => [...Object.values(types), ...alsoCalled]),
  ]),
];

export interface StatedFile {
  /** lower case, without the dot */
  extension: string;
  /** media type as the client says it, without parameters */
  type: string;
}

const isCalledRightly = ({ types, alsoCalled }: AttachmentKind, { extension, type }: StatedFile): boolean =>
  Object.hasOwn(types, extension) &&
  (type === unnamedType || alsoCalled.includes(type) || Object.values(types).includes(type));

/** By its bytes; what the client says of it must agree. */
export const kindOf = (
  head: Buffer,
  stated: StatedFile,
): AttachmentKind | 'attachment_kind_unknown' | 'attachment_kind_mismatch' => {
  const possible = attachmentKinds.filter(({ isIt }) => isIt(head));
  if (possible.length === 0) return 'attachment_kind_unknown';
  return possible.find((row) => isCalledRightly(row, stated)) ?? 'attachment_kind_mismatch';
};
