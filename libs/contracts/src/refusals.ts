/**
 * The one table of expected answers "no": code, HTTP status, sentence in Chinese and English.
 * Guarantee: codes are stable, others script against them; a sentence says what is wrong and what to do, and holds no
 * data of a person. `{name}` in a sentence is filled from the refusal's parameters.
 * Not here: broken invariants; those throw and answer `internal_error`.
 */
import { accessRefusals } from './refusals/access';
import { attachmentRefusals } from './refusals/attachment';
import { edgeRefusals } from './refusals/edge';
import { intakeRefusals } from './refusals/intake';
import { sheetRefusals } from './refusals/sheet';
import { workRefusals } from './refusals/work';
import type { RefusalRow } from './refusals/row';

const table = {
  ...edgeRefusals,
  ...accessRefusals,
  ...intakeRefusals,
  ...attachmentRefusals,
  ...sheetRefusals,
  ...workRefusals,
};

export type RefusalCode = keyof typeof table;

/** Code -> status and sentences. Rows are added in `refusals/*.ts`, sorted by code. */
export const refusals: Readonly<Record<RefusalCode, RefusalRow>> = table;
