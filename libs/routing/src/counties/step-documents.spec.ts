import { input, parent } from '../fixtures/facts';
import { countyFolders, loadProfile } from '../load-profile';
import { route } from '../route';

const profileOf = (code: string) => loadProfile(countyFolders().find((path) => path.endsWith(code)) ?? '');

const away = { father: parent('away_working'), mother: parent('away_working') };

const stepsOf = (county: string, given: Parameters<typeof input>[0]) =>
  route(profileOf(county), input(given))
    .refusedActions.filter(({ code }) => code === 'NO-STEP-WITHOUT-DOCUMENT')
    .map(({ args }) => [args.step, args.document]);

const beaten = { harms: ['beaten' as const], suspects: ['entrusted_carer' as const], ageYears: 11, ...away };

describe('what a county ties to a document', () => {
  it('SX: that the police finish, to the written warning; not on a red case, which is no lighter one', () => {
    const given = { matters: ['guardianship' as const], facts: beaten };
    expect(stepsOf('SX', { ...given, risk: 'R2' })).toEqual([['finish_police', 'DOC-DV-WARNING']]);
    expect(stepsOf('SX', { ...given, risk: 'R1' })).toEqual([]);
  });

  it('BX: the written report, to the record of persuasion', () => {
    const facts = { ...away, ruralHukou: true, ageYears: 12, schooling: 'dropped_out' as const };
    expect(stepsOf('BX', { matters: ['education/dropout'], risk: 'R3', facts })).toEqual([
      ['written_report', 'DOC-PERSUASION-RECORD'],
    ]);
    expect(stepsOf('BX', { matters: ['visit/patrol'], risk: 'R3', facts })).toEqual([]);
  });
});
