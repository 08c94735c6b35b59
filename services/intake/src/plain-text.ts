/**
 * Validation of every text that a person types into intake: kept as typed, never trimmed, escaped or coerced.
 * Refused: other types, too long, control characters but line feed and tab. SQL and HTML are text like any other.
 * Not here: nulls and half characters, which the kit refuses in every body.
 */
import { applyDecorators } from '@nestjs/common';
import { IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';

/** all of Unicode's Cc but line feed and tab */
const controlCharacters = /[^\P{Cc}\n\t]/u;

/** The first rule that the text breaks, or undefined. */
export const brokenTextRule = (
  text: string,
  maxLength: number,
): 'maxLength' | 'controlCharacters' | undefined => {
  if (text.length > maxLength) return 'maxLength';
  return controlCharacters.test(text) ? 'controlCharacters' : undefined;
};

const rule = (name: string, holds: (text: string) => boolean, message: string): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || holds(value),
      defaultMessage: () => message,
    },
  });

/** Text that must be there; lengths in UTF-16 units. */
export const PlainText = (maxLength: number): PropertyDecorator =>
  applyDecorators(
    IsString({ message: 'must be text' }),
    MaxLength(maxLength, { message: `must be at most ${maxLength} characters` }),
    rule('controlCharacters', (text) => !controlCharacters.test(text), 'must hold no control characters'),
  );

/** Text that may be absent or null; blank counts as absent. */
export const OptionalText = (maxLength: number): PropertyDecorator =>
  applyDecorators(IsOptional(), PlainText(maxLength));

/** Text that says something. */
export const SpokenText = (maxLength: number): PropertyDecorator =>
  applyDecorators(
    PlainText(maxLength),
    rule('notBlank', (text) => text.trim() !== '', 'must not be blank'),
  );

/** Nothing was said: absent, null, empty or white space. */
export const isBlank = (text: string | null | undefined): text is null | undefined | '' =>
  text === null || text === undefined || text.trim() === '';
