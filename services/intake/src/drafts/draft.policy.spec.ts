import { expiredBefore, expiryOf, maxDrafts, refuseSave } from './draft.policy';
import type { DraftState } from './draft.policy';

const state = (changes: Partial<DraftState> = {}): DraftState => ({
  version: 3,
  isAccepted: false,
  others: 0,
  ...changes,
});

describe('a draft is written', () => {
  it.each<[string, DraftState, number]>([
    ['over the version that was seen', state(), 3],
    ['for the first time', state({ version: 0 }), 0],
    ['as the last that there is room for', state({ version: 0, others: maxDrafts - 1 }), 0],
    ['over itself where there is no room for another', state({ others: maxDrafts }), 3],
  ])('%s', (_what, kept, seen) => expect(refuseSave(kept, seen)).toBeUndefined());
});

describe('a draft is not written', () => {
  it.each<[string, DraftState, number, string]>([
    ['over a version that was not seen', state(), 2, 'version_stale'],
    ['anew over one that is there', state(), 0, 'version_stale'],
    ['over one that is gone', state({ version: 0 }), 3, 'version_stale'],
    ['after its report was accepted', state({ version: 0, isAccepted: true }), 0, 'draft_accepted'],
    ['beside too many others', state({ version: 0, others: maxDrafts }), 0, 'too_many_drafts'],
  ])('%s', (_what, kept, seen, code) => expect(refuseSave(kept, seen)?.code).toBe(code));
});

it('a draft expires a week after it was saved last', () => {
  const saved = new Date('2026-03-20T00:35:00Z');
  expect(expiryOf(saved).toISOString()).toBe('2026-03-27T00:35:00.000Z');
  expect(expiredBefore(expiryOf(saved))).toEqual(saved);
});
