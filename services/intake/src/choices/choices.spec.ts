import { childCategories, mandatoryReportItems, matterCatalogue } from '@yimen/contracts';
import { shippedProfiles } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { choicesOf } from './choices';

const profile = shippedProfiles().get('AJX') as Profile;
const choices = choicesOf(profile);
const find = (code: string) => choices.find((choice) => choice.code === code);

describe('what may be added to a suggestion', () => {
  it('is every situation, matter and common category, and the county’s own, each once', () => {
    const own = profile.categories.map(({ code }) => code);
    const expected = [mandatoryReportItems, matterCatalogue, childCategories].flatMap((rows) =>
      rows.map(({ code }): string => code),
    );
    expect(choices.map(({ code }) => code).sort()).toEqual([...new Set([...expected, ...own])].sort());
  });

  it('bears its sound', () => {
    expect(find('emergency')).toMatchObject({ zh: '应急处置', sound: 'ying ji chu zhi' });
  });

  it('bears the county’s name of a category where it has one', () => {
    expect(find('C-LEFT')?.zh).toBe('农村留守儿童');
    expect(find('O4')?.zh).toBe('低保、低保边缘家庭自身困境儿童');
  });

  it('never names an infection, whatever the county’s table says', () => {
    expect(choices.filter(({ zh }) => /艾滋|HIV/i.test(zh))).toEqual([]);
  });
});
