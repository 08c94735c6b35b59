import { ParseUUIDPipe } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';

/** Ids in paths are uuids; anything else is refused before it reaches SQL. */
export const idParam = new ParseUUIDPipe({ exceptionFactory: () => new RefusalError('id_invalid') });
