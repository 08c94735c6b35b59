/**
 * How much stands beside a report, what a file may be called, and who opens what was withheld. Pure.
 * Not here: what a file is (`attachment-kinds.ts`), duties (`@yimen/auth`).
 */
import { refusal } from '@yimen/auth';
import type { Duty, Refusal } from '@yimen/auth';

const mebibyte = 1024 * 1024;

/** A photo of a telephone has 3 to 12 MB, ten minutes of speech 10; what is larger is a film for another channel. */
export const attachmentLimits = {
  fileBytes: 20 * mebibyte,
  filesPerReport: 20,
  bytesPerReport: 200 * mebibyte,
} as const;

export const fileTooLarge = (): Refusal =>
  refusal('attachment_too_large', { mebibytes: attachmentLimits.fileBytes / mebibyte });

interface Used {
  files: number;
  bytes: number;
}

/** @returns why another file of so many bytes does not fit, or undefined */
export const noRoomFor = (bytes: number, used: Used): Refusal | undefined => {
  const { filesPerReport: files, bytesPerReport } = attachmentLimits;
  if (used.files < files && used.bytes + bytes <= bytesPerReport) return undefined;
  return refusal('attachments_full', { files, mebibytes: bytesPerReport / mebibyte });
};

export interface FileName {
  name: string;
  /** lower case, without the dot */
  extension: string;
}

const maxNameLength = 150;
/** Control, invisible and direction characters, which let a name read as another, and what separates folders. */
const misleading = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]/u;

const wrongName = (): Refusal =>
  refusal('attachment_name_invalid', {
    errors: [
      { field: 'X-File-Name', rule: 'fileName', message: 'a name with an extension, percent-encoded' },
    ],
  });

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text).normalize('NFC').trim();
  } catch {
    return undefined;
  }
};

/** @param header percent-encoded UTF-8 */
export const fileNameOf = (header: string | undefined): FileName | Refusal => {
  const name = decoded(header ?? '');
  const extension = /^.*[^.\s]\.([a-z0-9]{1,5})$/i.exec(name ?? '')?.[1];
  if (name === undefined || extension === undefined || name.length > maxNameLength) return wrongName();
  return misleading.test(name) || name.startsWith('.')
    ? wrongName()
    : { name, extension: extension.toLowerCase() };
};

/** What was withheld stays for whoever watches over the work. */
export const mayOpen = (isWithheld: boolean, duties: readonly Duty[]): boolean =>
  !isWithheld || duties.includes('supervisor');

/**
 * What a desk calls a file: a name that somebody typed may say who reported. The same at every desk.
 * @param id of the attachment, whose end is random
 */
export const deskNameOf = (id: string, name: string): string =>
  `附件-${id.slice(-8)}${/\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? ''}`;

/** What is read is for something, said in a word of the work. */
export const isPurpose = (text: string | undefined): text is string => /^[a-z][a-z_]{1,39}$/.test(text ?? '');
