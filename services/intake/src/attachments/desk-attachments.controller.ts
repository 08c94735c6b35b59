/** Files beside the reports of a case, for a desk that has an open leg on it: what the office shows it, on record. */
import { Controller, Get, Header, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { Access, CurrentActor } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { AnswerHeader } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import { AttachmentReader } from './attachment-reader';
import { Purpose, sendDownload } from './download';

@Controller('/api/intake/cases/:caseId/attachments')
export class DeskAttachmentsController {
  constructor(private readonly reader: AttachmentReader) {}

  @Access('intake.case_attachment.read')
  @Get()
  list(@CurrentActor() actor: Actor, @Param('caseId', ParseUUIDPipe) caseId: string) {
    return this.reader.listAtDesk(actor, caseId);
  }

  @Access('intake.case_attachment.read')
  @Get(':attachmentId')
  @AnswerHeader('ETag', 'SHA-256 of the bytes')
  @Header('content-type', 'application/octet-stream')
  async open(
    @CurrentActor() actor: Actor,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Param('attachmentId', ParseUUIDPipe) id: string,
    @Purpose() purpose: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendDownload(reply, await this.reader.openAtDesk(actor, { caseId, id }, purpose));
  }
}
