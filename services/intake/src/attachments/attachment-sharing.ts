/**
 * A file of a report and the desks of its cases: nobody there sees it until the office says so, and no longer once it
 * takes that back. Guarantee: every decision stays as a row, with its audit. Not here: what a desk reads
 * (`attachment-reader.ts`), which legs it has (`answers/case-leg.store.ts`).
 */
import { Inject, Injectable } from '@nestjs/common';
import { refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findAttachment } from './attachment.store';
import { countSharings, insertSharing, maxSharings } from './sharing.store';
import type { Sharing } from './sharing.store';

@Injectable()
export class AttachmentSharing {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  /** The key of the report lets decisions in one after the other. @throws RefusalError */
  decide(actor: Actor, sharing: Sharing) {
    const { id, reportId, roles } = sharing;
    const options = {
      scope: scopeOf(actor, 'intake.attachment.share'),
      ...{ keys: [reportId], now: this.clock.now() },
    };
    return withTx(this.db, options, async (tx) => {
      const found = await findAttachment(tx, this.ciphers.fields, sharing);
      if (!found) return refuse('not_found');
      if (found.withheld) return refuse('attachment_already_withheld');
      const many = await countSharings(tx, id);
      if (many >= maxSharings) return refuse('attachment_decided_too_often', { times: maxSharings });
      insertSharing(tx, sharing, many + 1);
      const action = roles === undefined ? 'attachment.kept_from_desks' : 'attachment.shared_with_desks';
      const detail = { reportId, ...(roles === undefined ? {} : { roles: [...roles] }) };
      tx.audit({ action, subjectKind: 'attachment', subjectId: id, detail });
      return { attachmentId: id, isShared: roles !== undefined, roles: [...(roles ?? [])] };
    });
  }
}
