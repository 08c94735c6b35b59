import { installationFor } from './installation.policy';
import type { InstallationFacts } from './installation.policy';

const nothing: InstallationFacts = {
  known: undefined,
  loaded: [],
  shipped: ['AJQ', 'AJX'],
  wanted: undefined,
};
const real = { kind: 'real', counties: ['AJQ'] } as const;
const demo = { kind: 'demo', counties: [] } as const;

describe('an installation', () => {
  it.each<[string, Partial<InstallationFacts>, object]>([
    ['is a demo where nothing else was wanted', {}, demo],
    ['stays a demo', { known: demo, loaded: ['AJQ', 'AJX'] }, demo],
    ['is real where that was wanted first', { wanted: 'AJQ' }, real],
    ['stays real without being asked again', { known: real, loaded: ['AJQ'] }, real],
    [
      'is the same when the same county is wanted again',
      { known: real, loaded: ['AJQ'], wanted: 'AJQ' },
      real,
    ],
    [
      'takes another county in',
      { known: real, loaded: ['AJQ'], wanted: 'AJX' },
      { kind: 'real', counties: ['AJQ', 'AJX'] },
    ],
  ])('%s', (_what, facts, expected) => {
    expect(installationFor({ ...nothing, ...facts })).toEqual(expected);
  });

  it.each<[string, Partial<InstallationFacts>, RegExp]>([
    ['where a demo is', { known: demo, wanted: 'AJQ' }, /demo system/],
    ['where an older demo is that was never written down', { loaded: ['AJX'], wanted: 'AJQ' }, /demo system/],
    ['for a county without a folder', { wanted: 'ZZ' }, /no folder of county ZZ/],
  ])('is not made %s', (_what, facts, sentence) => {
    expect(() => installationFor({ ...nothing, ...facts })).toThrow(sentence);
  });
});
