/** How a file goes out: with its purpose on record, and as a download whatever is in it. */
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { refuse } from '@yimen/auth';
import { described } from '@yimen/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedAttachment } from './attachment-reader';
import { isPurpose } from './attachment.policy';

export const headerOf = (context: ExecutionContext, name: string): string | undefined => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : undefined;
};

export const Purpose = createParamDecorator(
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

export const sendDownload = (reply: FastifyReply, { attachment, bytes }: OpenedAttachment): void =>
  void reply
    .header('content-length', attachment.sizeBytes)
    .header('content-disposition', dispositionOf(attachment.name))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .header('etag', `"${attachment.sha256}"`)
    .send(bytes);
