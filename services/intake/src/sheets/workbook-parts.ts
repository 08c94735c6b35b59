/**
 * The parts of a workbook: which are there, and the XML of one as a stream of events.
 * Guarantee: nothing is unpacked beyond its limit whatever its directory claims; no entity is expanded, no document
 * type taken, no link followed; nothing is written to disk.
 */
import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { RefusalError, refuse } from '@yimen/auth';
import { sheetLimits } from './sheet';

export interface Workbook {
  zip: ZipFile;
  parts: ReadonlyMap<string, Entry>;
}

export interface XmlHandlers {
  open?: (tag: SaxesTagPlain) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

const broken = (): RefusalError => new RefusalError('workbook_broken');

const openZip = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(broken()) : resolve(zip))),
  );

/** @throws RefusalError workbook_broken | sheet_expands_too_far */
export const openWorkbook = async (bytes: Buffer): Promise<Workbook> => {
  const zip = await openZip(bytes);
  if (zip.entryCount > sheetLimits.parts) refuse('sheet_expands_too_far');
  const parts = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      parts.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve());
    zip.on('error', () => reject(broken()));
    zip.readEntry();
  });
  return { zip, parts };
};

const unpack = ({ zip, parts }: Workbook, name: string): Promise<AsyncIterable<Buffer> | undefined> => {
  const entry = parts.get(name);
  if (!entry) return Promise.resolve(undefined);
  if (entry.uncompressedSize > sheetLimits.partBytes) refuse('sheet_expands_too_far');
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken()) : resolve(stream))),
  );
};

/** Sheets of other programs write `x:row`. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const parserOf = (handlers: XmlHandlers): SaxesParser => {
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => handlers.open?.(tag));
  parser.on('closetag', ({ name }) => handlers.close?.(localName(name)));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('doctype', () => {
    throw broken();
  });
  parser.on('error', () => {
    throw broken();
  });
  return parser;
};

/**
 * Feeds the part to the handlers and pauses after each piece, so that the caller can hand on what was found.
 * @throws RefusalError workbook_broken | sheet_expands_too_far
 */
export async function* readXml(workbook: Workbook, name: string, handlers: XmlHandlers) {
  const stream = await unpack(workbook, name);
  if (!stream) return;
  const parser = parserOf(handlers);
  const decoder = new TextDecoder('utf-8');
  let bytes = 0;
  try {
    for await (const piece of stream) {
      bytes += piece.length;
      if (bytes > sheetLimits.partBytes) refuse('sheet_expands_too_far');
      parser.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    parser.close();
  } catch (error) {
    // what the packing itself gets wrong: a size that is not the one told, a checksum, a broken stream
    throw error instanceof RefusalError ? error : broken();
  }
  yield;
}

/** For parts that are read whole. */
export const readWholeXml = async (
  workbook: Workbook,
  name: string,
  handlers: XmlHandlers,
): Promise<void> => {
  const pieces = readXml(workbook, name, handlers);
  while (!(await pieces.next()).done);
};
