/**
 * The first suggestion of a process reads dictionary and lexicon (0.9 s). Made right after the start, so that no caller
 * waits for it and the start does not either. Not here: what is suggested.
 */
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { countyFolders, loadProfile, placesOf, suggest } from '@yimen/routing';

/** The process answers that it is ready first. */
const delayMs = 200;

@Injectable()
export class FirstReading implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  onApplicationBootstrap(): void {
    this.timer = setTimeout(read, delayMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }
}

const read = (): void => {
  const [folder] = countyFolders();
  if (folder === undefined) return;
  suggest({
    channel: 'hotline',
    county: placesOf(loadProfile(folder)),
    receivedAt: new Date(0),
    narrative: '',
    reporter: {},
    child: {},
    childIndex: 0,
    childCount: 1,
  });
};
