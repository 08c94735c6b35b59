/** Ids in paths are uuids; anything else is refused before it reaches SQL. */
import type { PipeTransform } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import { described } from '@yimen/service-kit';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const onlyUuid: PipeTransform<string, string> = {
  transform: (value) => {
    if (!uuid.test(value)) throw new RefusalError('id_invalid');
    return value;
  },
};

export const idParam = described(onlyUuid, {
  kind: 'path',
  schema: { type: 'string', format: 'uuid', pattern: uuid.source },
});
