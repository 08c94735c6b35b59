/** Letters over HTTP: list, read and print, sent, receipt, undelivered. If-Match is the version of the case. */
import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { Access, CurrentActor, refuse } from '@yimen/auth';
import type { Action, Actor } from '@yimen/auth';
import { IfMatch, VersionTag } from '@yimen/service-kit';
import { CaseDesk } from '../cases/case-desk';
import { WaiveDto } from '../cases/case.dto';
import { decide } from '../cases/case.policy';
import { tellingOf } from '../cases/case.work';
import { limitOf } from '../cases/cases.controller';
import { idParam } from '../id-param';
import { findCaseOfReferral } from '../cases/case-list.store';
import { findCaseOfLetter, listLetters } from './letter-list.store';
import type { LetterLine } from './letter-list.store';
import { LetterListDto, ReceiptDto, SendLetterDto, UndeliveredDto } from './letter.dto';
import { asSent, letterText } from './letter-text';
import type { LetterCommand } from './letter.policy';
import { readLetter } from './read-letter';

interface Recording {
  action: Action;
  letterId: string;
  version: number;
  /** `noun.past` of the audit row */
  done: string;
}

const cursorOf = ({ writtenAt, id }: LetterLine): string =>
  Buffer.from(`${writtenAt} ${id}`).toString('base64url');

const afterOf = (cursor: string | undefined) => {
  if (cursor === undefined) return undefined;
  const [writtenAt, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!writtenAt || !id || Number.isNaN(Date.parse(writtenAt))) return refuse('cursor_invalid');
  return { writtenAt, id };
};

@UseInterceptors(VersionTag)
@Controller('/api/coordination')
export class LettersController {
  constructor(private readonly desk: CaseDesk) {}

  @Access('coordination.letter.list')
  @Get('letters')
  async list(@CurrentActor() actor: Actor, @Query() query: LetterListDto) {
    const limit = limitOf(query.limit);
    const wanted = { view: query.view ?? 'open', after: afterOf(query.cursor), limit: limit + 1 };
    const items = await this.desk.list(actor, (tx) => listLetters(tx, wanted), 'coordination.letter.list');
    const last = items[limit - 1];
    return { items: items.slice(0, limit), next: items.length > limit && last ? cursorOf(last) : null };
  }

  @Access('coordination.letter.read')
  @Get('letters/:id')
  async read(@CurrentActor() actor: Actor, @Param('id', idParam) letterId: string) {
    return this.desk.inspect(actor, 'coordination.letter.read', (tx) =>
      readLetter(tx, this.desk.cipher, letterId),
    );
  }

  @Access('coordination.letter.record')
  @Post('letters/:id/actions/record-sent')
  @HttpCode(200)
  async recordSent(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) letterId: string,
    @IfMatch() version: number,
    @Body() { how, at, trackingNo }: SendLetterDto,
  ) {
    const action = 'coordination.letter.record';
    const caseId = await this.desk.caseOf(actor, action, (tx) => findCaseOfLetter(tx, letterId));
    const audit = { action: 'letter.sent', detail: { letterId, how } };
    return this.desk.act({ actor, action, caseId, version, audit }, (work, context, tx) => {
      const letter = work.state.letters.find(({ id }) => id === letterId) ?? refuse('not_found');
      const text = asSent(letterText(tellingOf(work, tx), letter));
      const sending = {
        how,
        at: new Date(at ?? tx.now).toISOString(),
        by: actor.subject,
        trackingNo: trackingNo ?? null,
      };
      return decide(work.state, { action: 'send_letter', letterId, ...sending, text }, context);
    });
  }

  @Access('coordination.letter.record')
  @Post('letters/:id/actions/record-receipt')
  @HttpCode(200)
  async recordReceipt(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) letterId: string,
    @IfMatch() version: number,
    @Body() { on, signedBy, refused, note }: ReceiptDto,
  ) {
    const recording = {
      action: 'coordination.letter.record',
      letterId,
      version,
      done: 'letter.receipted',
    } as const;
    const receipt = { on, signedBy, refused, note: note ?? null };
    return this.record(actor, recording, { action: 'register_receipt', letterId, ...receipt });
  }

  @Access('coordination.letter.record')
  @Post('letters/:id/actions/record-undelivered')
  @HttpCode(200)
  async recordUndelivered(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) letterId: string,
    @IfMatch() version: number,
    @Body() { on, reason }: UndeliveredDto,
  ) {
    const recording = {
      action: 'coordination.letter.record',
      letterId,
      version,
      done: 'letter.undelivered',
    } as const;
    return this.record(actor, recording, { action: 'register_undelivered', letterId, on, reason });
  }

  @Access('coordination.letter.waive')
  @Post('letters/:id/actions/waive')
  @HttpCode(200)
  async waive(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) letterId: string,
    @IfMatch() version: number,
    @Body() { reason }: WaiveDto,
  ) {
    const recording = {
      action: 'coordination.letter.waive',
      letterId,
      version,
      done: 'letter.waived',
    } as const;
    return this.record(actor, recording, { action: 'waive_letter', letterId, reason });
  }

  /** For an agency of the county for which nobody signs in. */
  @Access('coordination.letter.write')
  @Post('referrals/:id/actions/send-by-letter')
  @HttpCode(200)
  async write(@CurrentActor() actor: Actor, @Param('id', idParam) legId: string, @IfMatch() version: number) {
    const action = 'coordination.letter.write';
    const caseId = await this.desk.caseOf(actor, action, (tx) => findCaseOfReferral(tx, legId));
    const audit = { action: 'letter.written', detail: { referralId: legId } };
    return this.desk.act({ actor, action, caseId, version, audit }, ({ state }, context) =>
      decide(state, { action: 'write_letter', legId }, context),
    );
  }

  private async record(actor: Actor, { action, letterId, version, done }: Recording, command: LetterCommand) {
    const caseId = await this.desk.caseOf(actor, action, (tx) => findCaseOfLetter(tx, letterId));
    const audit = { action: done, detail: { letterId } };
    return this.desk.act({ actor, action, caseId, version, audit }, ({ state }, context) =>
      decide(state, command, context),
    );
  }
}
