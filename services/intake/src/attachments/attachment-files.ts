/**
 * The folder of attachments: `tmp/<id>` while one comes in, `<aa>/<id>` once it is whole and on disk, 0600 each, `aa`
 * being the end of the id. Guarantee: what has its place is complete and synced; a crash leaves a file without a row,
 * never a row without its file. Not here: what is in them, rows.
 */
import { open, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import { ATTACHMENTS_DIR } from '@yimen/service-kit';

/** No room, a quota, a file system that went read-only, a folder that is not ours. */
const unwritable = /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EPERM|ENOTDIR)$/;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const orStorageFull = (error: unknown): unknown =>
  unwritable.test(codeOf(error)) ? new RefusalError('attachment_storage_full', {}) : error;

const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
};

const namesIn = async (path: string): Promise<string[]> => {
  try {
    return await readdir(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
};

@Injectable()
export class AttachmentFiles {
  constructor(@Inject(ATTACHMENTS_DIR) private readonly folder: string) {}

  private arriving(id: string): string {
    return join(this.folder, 'tmp', id);
  }

  pathOf(id: string): string {
    return join(this.folder, id.slice(-2), id);
  }

  /** On disk under its passing name; a failure leaves nothing. @throws attachment_storage_full, or as the bytes do */
  async receive(id: string, bytes: AsyncIterable<Buffer>): Promise<void> {
    try {
      await mkdir(join(this.folder, 'tmp'), { recursive: true, mode: 0o700 });
      const file = await open(this.arriving(id), 'w', 0o600);
      try {
        for await (const piece of bytes) await file.appendFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      await this.drop(id);
      throw orStorageFull(error);
    }
  }

  openArrived(id: string): Promise<FileHandle> {
    return open(this.arriving(id), 'r');
  }

  /** Gives it its place, for good. @throws RefusalError attachment_storage_full */
  async settle(id: string): Promise<void> {
    const path = this.pathOf(id);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(this.arriving(id), path);
      await syncFolder(dirname(path));
      await syncFolder(this.folder);
    } catch (error) {
      await this.drop(id);
      throw orStorageFull(error);
    }
  }

  /** For one that is certain to have no row. */
  async drop(id: string): Promise<void> {
    for (const path of [this.arriving(id), this.pathOf(id)])
      await rm(path, { force: true }).catch(() => undefined);
  }

  /** @returns undefined when it is not there */
  async find(id: string): Promise<FileHandle | undefined> {
    try {
      return await open(this.pathOf(id), 'r');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Ids of files that were last written before then, folder by folder. */
  async *olderThan(time: Date): AsyncGenerator<string[]> {
    for (const part of await namesIn(this.folder)) {
      const old: string[] = [];
      for (const id of await namesIn(join(this.folder, part)).catch(() => [])) {
        const facts = await stat(join(this.folder, part, id)).catch(() => undefined);
        if (facts?.isFile() && facts.mtime < time) old.push(id);
      }
      if (old.length > 0) yield old;
    }
  }
}
