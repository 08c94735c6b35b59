/**
 * Bodies as they come from outside: JSON in valid UTF-8 of bounded size, refused otherwise before anything reads them.
 * Objects that name `__proto__` or `constructor`, or nest without end, are refused whole: no form of ours does.
 */
import { isUtf8 } from 'node:buffer';
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { RefusalError } from '@yimen/auth';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { faultIn } from './json-tree';
import type { FieldError } from './problem';

/** 20,000 characters of narrative with 20 children fit ten times over; imports have their own route limit. */
export const bodyLimitBytes = 2 * 1024 * 1024;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusalError('invalid_json', {});
  }
};

/** @throws RefusalError invalid_encoding | invalid_json | invalid_body */
export const parseJson = (body: Buffer): unknown => {
  if (!isUtf8(body)) throw new RefusalError('invalid_encoding', {});
  const value = parse(body.toString('utf8'));
  const fault = faultIn(value);
  if (fault) throw new RefusalError('invalid_body', { errors: [fault] });
  return value;
};

export const acceptJson = (adapter: FastifyAdapter): void => {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, (body as Buffer).length === 0 ? undefined : parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
};

const flatten = (errors: readonly ValidationError[], path: string): FieldError[] =>
  errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field,
      rule: rule === 'whitelistValidation' ? 'unknown_field' : rule,
      message,
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });

/** Enough to mend a form; a hostile body does not get a megabyte of answer. */
const maxFieldErrors = 50;

export const bodyValidation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeDefaultValues: true },
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new RefusalError('invalid_body', { errors: flatten(errors, '').slice(0, maxFieldErrors) }),
  });
