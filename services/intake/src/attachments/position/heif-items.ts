/**
 * The directory of a HEIF file: which items it has, of which type, and where their bytes stand. Pure; a directory that
 * points outside itself throws `RangeError`. Not here: what is done with them.
 */
export interface Extent {
  /** counted from the start of what it stands in */
  start: number;
  length: number;
}

interface Item {
  id: number;
  type: string;
}

/** Version and flags that stand at the start of a full box. */
const fullBytes = 4;

class Cursor {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  /** big endian; 0 bytes are 0 @throws RangeError */
  number(size: number): number {
    this.at += size;
    if (this.at > this.bytes.length) throw new RangeError('a directory that ends too early');
    if (size === 0) return 0;
    return size === 8
      ? Number(this.bytes.readBigUInt64BE(this.at - 8))
      : this.bytes.readUIntBE(this.at - size, size);
  }
}

interface Inner {
  /** where the content starts, counted within the outer content */
  start: number;
  content: Buffer;
}

const boxNamed = (bytes: Buffer, from: number, wanted: string): Inner | undefined => {
  for (let at = from; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) throw new RangeError('a box larger than what it stands in');
    if (bytes.toString('latin1', at + 4, at + 8) === wanted)
      return { start: at + 8, content: bytes.subarray(at + 8, at + size) };
    at += size;
  }
  return undefined;
};

const itemOf = (entry: Buffer): Item => {
  const version = entry.readUInt8(0);
  if (version < 2) throw new RangeError('an item entry without a type');
  const cursor = new Cursor(entry, fullBytes);
  const id = cursor.number(version === 2 ? 2 : 4);
  cursor.number(2);
  return { id, type: entry.toString('latin1', cursor.at, cursor.at + 4) };
};

/** @param meta content of the `meta` box @throws RangeError */
export const itemsOf = (meta: Buffer): Item[] => {
  const list = boxNamed(meta, fullBytes, 'iinf')?.content;
  if (!list) return [];
  const items: Item[] = [];
  for (let at = list.readUInt8(0) === 0 ? 6 : 8; at < list.length;) {
    const entry = boxNamed(list, at, 'infe');
    if (!entry) break;
    items.push(itemOf(entry.content));
    at = entry.start + entry.content.length;
  }
  return items;
};

interface Places {
  inFile: Extent[];
  /** counted within the content of `meta` */
  inMeta: Extent[];
}

/** One row of the directory: a piece of an item, and how its place is counted. */
interface Entry extends Extent {
  id: number;
  /** 0 in the file, 1 in the box `idat`, 2 in another item */
  method: number;
  /** 0 this file */
  source: number;
}

/** @throws RangeError when the directory ends too early */
function* entriesOf(cursor: Cursor): Generator<Entry> {
  const version = cursor.number(1);
  cursor.number(3);
  const sizes = cursor.number(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const idSize = version < 2 ? 2 : 4;
  const count = cursor.number(idSize);
  for (let item = 0; item < count; item++) {
    const id = cursor.number(idSize);
    const method = version === 0 ? 0 : cursor.number(2) & 15;
    const source = cursor.number(2);
    const base = cursor.number(baseSize);
    for (let extents = cursor.number(2); extents > 0; extents--) {
      cursor.number(indexSize);
      const start = base + cursor.number(offsetSize);
      yield { id, method, source, start, length: cursor.number(lengthSize) };
    }
  }
}

/** @param dataAt where the content of `idat` starts @throws RangeError when a place is not certain */
const placesOf = (entries: readonly Entry[], dataAt: number | undefined): Places => {
  const places: Places = { inFile: [], inMeta: [] };
  for (const { method, source, start, length } of entries) {
    // another file, an item made of items, or an extent without a length: nobody can say what it holds
    const isCertain = source === 0 && length !== 0;
    if (isCertain && method === 0) places.inFile.push({ start, length });
    else if (isCertain && method === 1 && dataAt !== undefined)
      places.inMeta.push({ start: start + dataAt, length });
    else throw new RangeError('an item that stands nowhere certain');
  }
  return places;
};

/** Where the bytes of these items stand. @throws RangeError when that is not certain */
export const extentsOf = (meta: Buffer, wanted: ReadonlySet<number>): Places => {
  const directory = boxNamed(meta, fullBytes, 'iloc')?.content;
  if (!directory) {
    if (wanted.size > 0) throw new RangeError('items without places');
    return { inFile: [], inMeta: [] };
  }
  const dataAt = boxNamed(meta, fullBytes, 'idat')?.start;
  return placesOf(
    [...entriesOf(new Cursor(directory))].filter(({ id }) => wanted.has(id)),
    dataAt,
  );
};
