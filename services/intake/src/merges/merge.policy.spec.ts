import { refuseKeepApart, refuseMerge, refuseUnmerge } from './merge.policy';
import type { MergeState } from './merge.policy';

const child = (changes: Partial<MergeState> = {}): MergeState => ({
  childId: 'a',
  county: 'AJX',
  mergedInto: null,
  isKept: false,
  ...changes,
});
const other = child({ childId: 'b' });

describe('two children are taken as one', () => {
  it('where nothing forbids it', () => expect(refuseMerge(child(), other)).toBeUndefined());

  it('also into one that others point to', () =>
    expect(refuseMerge(child(), { ...other, isKept: true })).toBeUndefined());

  it.each<[string, MergeState | undefined, MergeState | undefined, string]>([
    ['one is not there', undefined, other, 'child_unknown'],
    ['the other is not there', child(), undefined, 'child_unknown'],
    ['they are of two counties', child(), { ...other, county: 'SX' }, 'child_unknown'],
    ['they are the same row', child(), child(), 'child_merges_itself'],
    ['it was merged before', child({ mergedInto: 'c' }), other, 'child_merged'],
    ['the other was merged', child(), { ...other, mergedInto: 'c' }, 'child_merged'],
    ['others point to it', child({ isKept: true }), other, 'child_is_kept'],
  ])('never where %s', (_what, one, two, code) => expect(refuseMerge(one, two)?.code).toBe(code));
});

describe('a merge is taken back', () => {
  it('where there is one', () => expect(refuseUnmerge(child({ mergedInto: 'b' }))).toBeUndefined());

  it.each<[string, MergeState | undefined, string]>([
    ['there is none', child(), 'child_not_merged'],
    ['the child is not there', undefined, 'child_unknown'],
  ])('never where %s', (_what, one, code) => expect(refuseUnmerge(one)?.code).toBe(code));
});

describe('two children are kept apart', () => {
  it('where they are two, whoever else was merged into them', () =>
    expect(refuseKeepApart(child({ isKept: true }), { ...other, mergedInto: 'c' })).toBeUndefined());

  it.each<[string, MergeState | undefined, MergeState | undefined, string]>([
    ['one is not there', undefined, other, 'child_unknown'],
    ['the other is not there', child(), undefined, 'child_unknown'],
    ['they are of two counties', child(), { ...other, county: 'SX' }, 'child_unknown'],
    ['they are the same row', child(), child(), 'child_merges_itself'],
    ['one was merged into the other', child({ mergedInto: 'b' }), other, 'child_merged'],
    ['the other was merged into the one', child(), { ...other, mergedInto: 'a' }, 'child_merged'],
  ])('never where %s', (_what, one, two, code) => expect(refuseKeepApart(one, two)?.code).toBe(code));
});
