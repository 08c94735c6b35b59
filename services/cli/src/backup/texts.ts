/** What a backup or a restore refuses, as sentences for a person. */
import { say } from '../output';

export class BackupError extends Error {}

const texts = {
  targetTaken: (path: string) => ({
    zh: `${path} 已存在。备份只写入尚不存在的目录，请换一个名称。`,
    en: `${path} is there already. A backup goes into a folder that does not exist yet; give another name.`,
  }),
  nothingHere: () => ({
    zh: '数据库中没有一门系统，没有可备份的内容。',
    en: 'The database holds no system of Yimen: there is nothing to back up.',
  }),
  notWhole: () => ({
    zh: '数据库账户受行级权限限制，看不到全部数据，未作备份。请用超级用户（或有 BYPASSRLS 的账户）。',
    en: 'The account of the database sees only some rows, so nothing was backed up. Use a superuser (or BYPASSRLS).',
  }),
  unknownIds: (column: string) => ({
    zh: `${column} 存有事务编号，本程序不知如何带走，未作备份。`,
    en: `${column} holds transaction ids that this program cannot carry over; nothing was backed up.`,
  }),
  noBackup: (path: string) => ({
    zh: `${path} 中没有 manifest.json：不是备份，或备份没有完成。`,
    en: `There is no manifest.json in ${path}: it is no backup, or one that was not finished.`,
  }),
  unreadable: (path: string) => ({
    zh: `读不到 ${path}。请用作备份的账户恢复，或把该目录的所有者改为当前账户。`,
    en: `Cannot read ${path}. Restore as the account that made the backup, or give this one the folder.`,
  }),
  manifestAltered: () => ({
    zh: '备份清单 manifest.json 已损坏或被改动，不能恢复。',
    en: 'The manifest.json of this backup is damaged or was altered; it cannot be restored.',
  }),
  otherFormat: (format: string) => ({
    zh: `备份格式 ${format} 来自别的版本的程序，请用该版本恢复。`,
    en: `The backup has format ${format}, which another version of the program makes. Restore it with that one.`,
  }),
  programOlder: (what: string) => ({
    zh: `备份来自较新的程序（本程序没有 ${what}），请用新版本恢复。`,
    en: `The backup was made by a newer program (${what} is unknown here). Restore it with the newer version.`,
  }),
  fileMissing: (file: string) => ({
    zh: `备份缺少文件 ${file}，不能恢复。`,
    en: `The backup lacks the file ${file}; it cannot be restored.`,
  }),
  fileAltered: (file: string) => ({
    zh: `备份文件 ${file} 与清单不符（已损坏或被改动），不能恢复。`,
    en: `The file ${file} of the backup is not what the manifest says (damaged or altered); it cannot be restored.`,
  }),
  attachmentsTaken: (path: string) => ({
    zh: `${path} 中已有附件，可能属于另一系统，未作恢复。请换一个目录。`,
    en: `${path} holds attachments already, maybe of another system; nothing was restored. Give another folder.`,
  }),
  rowsMissing: (table: string, rows: { found: number; expected: number }) => ({
    zh: `${table} 恢复了 ${rows.found} 行，清单为 ${rows.expected} 行，已全部撤销。`,
    en: `${table}: ${rows.found} rows came back, the manifest says ${rows.expected}; all was undone.`,
  }),
  passphraseUnreadable: (path: string) => ({
    zh: `无法读取口令文件 ${path}。`,
    en: `The passphrase file ${path} cannot be read.`,
  }),
  passphraseShort: (length: number) => ({
    zh: `口令至少需要 ${length} 个字符。`,
    en: `A passphrase has at least ${length} characters.`,
  }),
  passphraseMissing: () => ({
    zh: '备份中的密钥已加密，请用 --passphrase-file 给出口令。',
    en: 'The keys of this backup are sealed: give the passphrase with --passphrase-file.',
  }),
  passphraseWrong: () => ({
    zh: '口令打不开备份中的密钥：口令不对，或备份做成后被改动。',
    en: 'The passphrase does not open the keys of this backup: it is wrong, or the backup was altered since.',
  }),
  keysMissing: () => ({
    zh: '备份中没有密钥，没有密钥什么也读不出。请用 --secrets-from 指明存有原 secrets.json 的目录。',
    en: 'The backup is without its keys and can read nothing. Name the folder of its secrets.json: --secrets-from.',
  }),
  keysOfAnother: () => ({
    zh: '这是另一系统的密钥，打不开此备份。',
    en: 'These are the keys of another system; they do not open this backup.',
  }),
  folderTaken: (path: string) => ({
    zh: `${path} 不是空目录。只恢复到空目录，请用 YIMEN_DATA 另指一处。`,
    en: `${path} is not empty. A restore goes into an empty folder only; name another with YIMEN_DATA.`,
  }),
  databaseTaken: (table: string) => ({
    zh: `数据库中已有 ${table}。只恢复到空数据库，请用 DATABASE_URL 另指一处。`,
    en: `The database already has ${table}. A restore goes into an empty one only; name another with DATABASE_URL.`,
  }),
  serverTaken: () => ({
    zh: '此 Postgres 服务器上有 Yimen 正在运行，恢复会改变其账户口令。请先停止，或用另一服务器。',
    en: 'A Yimen runs on this Postgres server; a restore would change its passwords. Stop it, or use another one.',
  }),
  noSuperuser: () => ({
    zh: '恢复需要 Postgres 超级用户（只追加的表要暂停触发器）。',
    en: 'A restore needs a superuser of Postgres (the triggers of append-only tables are off meanwhile).',
  }),
  idsTooHigh: () => ({
    zh: '此服务器的事务编号太低，恢复的事件会读不到，已全部撤销。',
    en: 'The transaction ids of this server are too low to read the restored events; all was undone.',
  }),
} as const;

type Texts = typeof texts;

/** @returns the error to throw, in the language of this machine */
export const refusal = <K extends keyof Texts>(why: K, ...facts: Parameters<Texts[K]>): BackupError => {
  const text = texts[why] as (...given: Parameters<Texts[K]>) => { zh: string; en: string };
  return new BackupError(say(text(...facts)));
};
