/** One letter to be read or printed: as it went, or would go now. Every reading is on record. */
import { RefusalError } from '@yimen/auth';
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { findCase } from '../cases/case.store';
import { letterBody } from '../cases/case.body';
import { tellingOf, workOn } from '../cases/case.work';
import { findCaseOfLetter } from './letter-list.store';
import { letterText, ofSent } from './letter-text';

export const readLetter = async (tx: Tx, cipher: FieldCipher, letterId: string) => {
  const caseId = await findCaseOfLetter(tx, letterId);
  const found = caseId === undefined ? undefined : await findCase(tx, cipher, caseId);
  const letter = found?.state.letters.find(({ id }) => id === letterId);
  if (!found || !letter) throw new RefusalError('not_found');
  const { id, caseNo, version } = found.state;
  const detail = { letterId };
  tx.audit({ action: 'letter.read', subjectKind: 'case', subjectId: id, caseId: id, detail });
  const isDue = letter.state === 'to_send' || letter.state === 'returned';
  const text =
    isDue || letter.text === null ? letterText(tellingOf(workOn(found), tx), letter) : ofSent(letter.text);
  return { ...letterBody(found.state, letter), caseId: id, caseNo, version, text };
};
