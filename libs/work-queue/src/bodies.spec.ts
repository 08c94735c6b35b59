import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { PageQuery, PromiseBody } from './bodies';

const taken = (form: new () => object, value: object): boolean =>
  validateSync(plainToInstance(form, value)).length === 0;

describe('the time of a promised paper', () => {
  it.each([
    ['2026-03-20T10:00:00+08:00', true],
    ['2026-03-20T02:00:00.250Z', true],
    ['0091-08-17T21:31:45-10:55', false],
    ['2026-02-30T10:00:00Z', false],
    ['2026-03-20', false],
    ['2026-03-20T10:00:00', false],
  ])('%s: %s', (dueAt, isTaken) => {
    expect(taken(PromiseBody, { document: 'DOC-1', dueAt })).toBe(isTaken);
  });
});

describe('the cursor of a list', () => {
  it.each([
    ['eyJiYW5kIjowfQ', true],
    ['', false],
    ['a b', false],
    ['a'.repeat(301), false],
  ])('%j: %s', (cursor, isTaken) => {
    expect(taken(PageQuery, { cursor })).toBe(isTaken);
  });
});
