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
import { AnswerHeader, described, statedType, takesFileOf } from '@yimen/service-kit';
import type { JsonText } from '@yimen/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SpokenText } from '../plain-text';
import { IdempotencyKey } from '../reports/headers';
import { keptText, TellsReplay } from '../reports/kept-answer';
import { AttachmentDesk } from './attachment-desk';
import type { ShownAttachment, Upload } from './attachment-desk';
import { attachmentTypes } from './attachment-kinds';
import { AttachmentReader } from './attachment-reader';
import { attachmentLimits, fileNameOf, fileTooLarge, isPurpose } from './attachment.policy';
import type { FileName } from './attachment.policy';

class WithholdingBody {
  @SpokenText(500) reason!: string;
}

const headerOf = (context: ExecutionContext, name: string): string | undefined => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : undefined;
};

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

const Purpose = createParamDecorator(
  described(
    (_data: unknown, context: ExecutionContext): string => {
      const purpose = headerOf(context, 'x-purpose');
      return isPurpose(purpose) ? purpose : refuse('purpose_invalid');
    },
    {
      kind: 'header',
      name: 'X-Purpose',
      description: 'what it is read for; goes into the audit',
      schema: { type: 'string', pattern: '^[a-z][a-z_]{1,39}$' },
      required: true,
      statuses: [400],
    },
  ),
);

/** RFC 8187; the plain name is for clients that do not know it. */
const dispositionOf = (name: string): string => {
  const plain = name.replaceAll(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

@Controller('/api/intake/reports/:id/attachments')
export class AttachmentsController {
  constructor(
    private readonly desk: AttachmentDesk,
    private readonly reader: AttachmentReader,
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
    const { attachment, bytes } = await this.reader.open(actor, { reportId, id }, purpose);
    reply
      .header('content-length', attachment.sizeBytes)
      .header('content-disposition', dispositionOf(attachment.name))
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-resource-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .header('etag', `"${attachment.sha256}"`)
      .send(bytes);
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
