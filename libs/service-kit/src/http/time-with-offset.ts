/** A time of a form: an instant whatever the machine's zone. */
import { applyDecorators } from '@nestjs/common';
import { IsISO8601, Matches } from 'class-validator';

/** Calendars read years before 1000 in different ways; a time without an offset is another instant elsewhere. */
const pattern = /^[1-9]\d{3}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 with `T` and an offset, of a day that exists. */
export const IsTimeWithOffset = (): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(pattern, { message: 'must be a time with offset' }),
  );
