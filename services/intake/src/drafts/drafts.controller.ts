/**
 * `/api/intake/drafts`: an unfinished form of the account that is signed in, kept for another window, another machine
 * and after a crash. Guarantee: no event, nobody else's; beginning, opening, discarding and expiring are on record,
 * each further save is not. What stands in it is the client's matter and is not read.
 */
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Put,
  UseInterceptors,
} from '@nestjs/common';
import { Access, CurrentActor, refuse, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { AuditEntry, Db, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB, IfMatch, VersionTag } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { IsObject } from 'class-validator';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { expiredBefore, expiryOf, maxDraftBytes, refuseSave } from './draft.policy';
import { discardDraft, findDraft, findDraftState, listDrafts, writeDraft } from './draft.store';
import type { DraftLine, DraftPlace } from './draft.store';

class DraftBody {
  /** the form as the client keeps it */
  @IsObject() content!: Record<string, unknown>;
}

const shown = ({ draftId, version, savedAt }: DraftLine) => ({
  draftId,
  version,
  savedAt: formatInstant(savedAt),
  expiresAt: formatInstant(expiryOf(savedAt)),
});

const audited = (action: string, subjectId: string): AuditEntry => ({
  action,
  subjectKind: 'draft',
  subjectId,
  purpose: 'handling',
});

const placeOf = ({ jurisdiction, subject }: Actor, key = ''): DraftPlace => ({
  county: jurisdiction,
  account: subject,
  key,
});

const contentOf = ({ content }: DraftBody): string => {
  const text = JSON.stringify(content);
  return Buffer.byteLength(text) > maxDraftBytes ? refuse('body_too_large') : text;
};

@Controller('/api/intake/drafts')
export class DraftsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  @Access('intake.draft.keep')
  @Get()
  async list(@CurrentActor() actor: Actor) {
    const items = await this.within(actor, (tx) => listDrafts(tx, placeOf(actor), expiredBefore(tx.now)));
    return { items: items.map(shown), next: null };
  }

  @Access('intake.draft.keep')
  @Get(':id')
  @UseInterceptors(VersionTag)
  async open(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    const draft = await this.within(actor, async (tx) => {
      const since = expiredBefore(tx.now);
      const found = await findDraft(tx, this.ciphers.vault, placeOf(actor, id), since);
      if (found) tx.audit(audited('draft.read', id));
      return found ?? refuse('not_found');
    });
    return { ...shown(draft), content: JSON.parse(draft.content) as unknown };
  }

  /** `If-Match: "0"` says that it is not there yet. */
  @Access('intake.draft.keep')
  @Put(':id')
  @UseInterceptors(VersionTag)
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() seenVersion: number,
    @Body() body: DraftBody,
  ) {
    const content = contentOf(body);
    const place = placeOf(actor, id);
    const version = seenVersion + 1;
    const savedAt = await this.within(actor, async (tx) => {
      const refused = refuseSave(await findDraftState(tx, place), seenVersion);
      if (refused) throw new RefusalError(refused.code, refused.params);
      writeDraft(tx, this.ciphers.vault, place, { version, content });
      if (version === 1) tx.audit(audited('draft.begun', id));
      return tx.now;
    });
    return shown({ draftId: id, version, savedAt });
  }

  @Access('intake.draft.keep')
  @Delete(':id')
  @HttpCode(204)
  discard(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.within(actor, async (tx) => {
      if (!(await discardDraft(tx, placeOf(actor, id)))) return refuse('not_found');
      tx.audit(audited('draft.discarded', id));
    });
  }

  /** Under the account's lock: its windows come one after the other. */
  private within<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopeOf(actor, 'intake.draft.keep');
    const keys = [`draft:${actor.jurisdiction}:${actor.subject}`];
    return withTx(this.db, { scope, keys, now: this.clock.now(), unaudited: true }, work);
  }
}
