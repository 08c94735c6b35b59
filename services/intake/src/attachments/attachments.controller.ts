/**
 * Files beside a report over HTTP: the bytes are the body, as they are. What goes out is always a download: no browser
 * shows it in our name, whatever is in it.
 */
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  Body,
  Controller,
  createParamDecorator,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
} from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Access, CurrentActor, refuse } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { roleCatalogue } from '@yimen/contracts';
import { AnswerHeader, described, statedType, takesFileOf } from '@yimen/service-kit';
import type { JsonText } from '@yimen/service-kit';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SpokenText } from '../plain-text';
import { IdempotencyKey } from '../reports/headers';
import { keptText, TellsReplay } from '../reports/kept-answer';
import { AttachmentDesk } from './attachment-desk';
import type { ShownAttachment, Upload } from './attachment-desk';
import { attachmentTypes } from './attachment-kinds';
import { AttachmentReader } from './attachment-reader';
import { AttachmentSharing } from './attachment-sharing';
import { attachmentLimits, fileNameOf, fileTooLarge } from './attachment.policy';
import type { FileName } from './attachment.policy';
import { headerOf, Purpose, sendDownload } from './download';

class WithholdingBody {
  @SpokenText(500) reason!: string;
}

const roles: readonly string[] = roleCatalogue
  .filter(({ kind }) => kind !== 'person')
  .map(({ code }) => code);

class SharingBody {
  /** That somebody looked whether it shows who reported: a face, a voice, a hand, a name. */
  @IsIn(['checked'], { message: 'must be checked: whether the file shows who reported' }) reporter!: string;
  /** Those with an open leg that see it; none: every one of the case. */
  @IsArray()
  @ArrayMaxSize(roles.length)
  @ArrayUnique()
  @IsIn(roles, { each: true, message: 'each must be a role that can have a leg' })
  roles!: string[];
}

/** Who still sends after this what nobody wants is answered all the same, and may find the line closed. */
const drainMs = 10_000;

/**
 * What is refused is read to its end and dropped before it is answered: the refusal goes over the same line, and who is
 * still writing when it closes never reads it.
 */
async function* untilRefused(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  } finally {
    body.resume();
    await finished(body, { signal: AbortSignal.timeout(drainMs) }).catch(() => undefined);
  }
}

/** A JSON body is no file; one that says it is too large is not begun. @throws RefusalError */
const streamOf = ({ body, headers }: FastifyRequest): AsyncGenerator<Buffer> => {
  if (Number(headers['content-length'] ?? 0) > attachmentLimits.fileBytes)
    refuse('attachment_too_large', fileTooLarge().params);
  return body instanceof Readable
    ? untilRefused(body)
    : refuse('attachment_kind_unknown', {
        errors: [{ field: 'file', rule: 'attachment_kind_unknown', message: 'the body must be the file' }],
      });
};

const nameOf = (context: ExecutionContext): FileName => {
  const name = fileNameOf(headerOf(context, 'x-file-name'));
  return 'allowed' in name ? refuse(name.code, name.params) : name;
};

const FileSent = createParamDecorator(
  described(
    (_data: unknown, context: ExecutionContext): Upload => {
      const name = nameOf(context);
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      return { ...name, type: statedType(request), stream: streamOf(request) };
    },
    {
      kind: 'header',
      name: 'X-File-Name',
      description: 'name of the file with its extension, percent-encoded UTF-8',
      schema: { type: 'string', maxLength: 1350 },
      required: true,
      statuses: [400],
    },
  ),
);

@Controller('/api/intake/reports/:id/attachments')
export class AttachmentsController {
  constructor(
    private readonly desk: AttachmentDesk,
    private readonly reader: AttachmentReader,
    private readonly sharing: AttachmentSharing,
  ) {}

  /** The bytes of the file as the body. */
  @Access('intake.attachment.add')
  @TellsReplay()
  @RouteConfig(takesFileOf(attachmentTypes))
  @Post()
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IdempotencyKey() key: string,
    @FileSent() upload: Upload,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonText<ShownAttachment>> {
    return keptText(reply, await this.desk.add(actor, id, upload, key));
  }

  @Access('intake.attachment.read')
  @Get()
  list(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.reader.list(actor, id);
  }

  @Access('intake.attachment.read')
  @Get(':attachmentId')
  @AnswerHeader('ETag', 'SHA-256 of the bytes')
  @Header('content-type', 'application/octet-stream')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) reportId: string,
    @Param('attachmentId', ParseUUIDPipe) id: string,
    @Purpose() purpose: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendDownload(reply, await this.reader.open(actor, { reportId, id }, purpose));
  }

  /** For desks with an open leg on a case of this report; what was decided before no longer holds. */
  @Access('intake.attachment.share')
  @Post(':attachmentId/actions/share')
  @HttpCode(200)
  share(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) reportId: string,
    @Param('attachmentId', ParseUUIDPipe) id: string,
    @Body() body: SharingBody,
  ) {
    return this.sharing.decide(actor, { reportId, id, roles: body.roles });
  }

  /** From the next look on, no desk sees it. */
  @Access('intake.attachment.share')
  @Post(':attachmentId/actions/keep-back')
  @HttpCode(200)
  keepBack(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) reportId: string,
    @Param('attachmentId', ParseUUIDPipe) id: string,
  ) {
    return this.sharing.decide(actor, { reportId, id, roles: undefined });
  }

  /** Nothing is deleted: the row says who took it back and why, and a supervisor may still open it. */
  @Access('intake.attachment.withhold')
  @Post(':attachmentId/actions/withhold')
  @HttpCode(200)
  withhold(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) reportId: string,
    @Param('attachmentId', ParseUUIDPipe) id: string,
    @Body() body: WithholdingBody,
  ) {
    return this.desk.withhold(actor, { reportId, id }, body.reason);
  }
}
