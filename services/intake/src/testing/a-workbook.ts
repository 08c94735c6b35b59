/** Workbooks for tests, written by hand so that they can also be what no program would write. */
import { crc32, deflateRawSync } from 'node:zlib';

interface Part {
  name: string;
  text: string;
  /** told in the directory instead of the true size: a zip bomb lies */
  toldBytes?: number;
}

const header = (signature: number, part: Part, bytes: Buffer, packed: Buffer): Buffer => {
  const name = Buffer.from(part.name);
  const isCentral = signature === 0x02014b50;
  const fixed = Buffer.alloc(isCentral ? 46 : 30);
  const at = isCentral ? 10 : 8;
  fixed.writeUInt32LE(signature, 0);
  fixed.writeUInt16LE(8, at);
  fixed.writeUInt32LE(crc32(bytes), at + 6);
  fixed.writeUInt32LE(packed.length, at + 10);
  fixed.writeUInt32LE(part.toldBytes ?? bytes.length, at + 14);
  fixed.writeUInt16LE(name.length, at + 18);
  return Buffer.concat([fixed, name]);
};

export const aZip = (parts: readonly Part[]): Buffer => {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const bytes = Buffer.from(part.text);
    const packed = deflateRawSync(bytes);
    const local = Buffer.concat([header(0x04034b50, part, bytes, packed), packed]);
    const entry = header(0x02014b50, part, bytes, packed);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    central.push(entry);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(central).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...central, end]);
};

const around = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

/** @param rows the XML of the rows @param more parts beside the usual ones, or instead of them */
export const aWorkbook = (rows: string, more: readonly Part[] = []): Buffer => {
  const usual: Part[] = [
    {
      name: 'xl/workbook.xml',
      text:
        '<workbook xmlns:r="r"><sheets><sheet name="h" state="hidden" r:id="rId1"/>' +
        '<sheet name="名单" r:id="rId2"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text:
        '<Relationships><Relationship Id="rId1" Target="worksheets/none.xml"/>' +
        '<Relationship Id="rId2" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    {
      name: 'xl/sharedStrings.xml',
      text: '<sst><si><t>儿童姓名</t><rPh><t>ertong</t></rPh></si><si><r><t>导入</t></r><r><t>甲</t></r></si></sst>',
    },
    { name: 'xl/worksheets/sheet1.xml', text: around(rows) },
  ];
  return aZip([...usual.filter(({ name }) => !more.some((part) => part.name === name)), ...more]);
};

/** A cell with its text in place. */
export const inlineCell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
