/**
 * What a person may add to a suggestion, with the sound of each name, so that two letters find it. Pure.
 * Guarantee: every code that the tables can suggest is there; a county's own name comes before the common one, but for
 * what no list may name (policy-practice 7.4).
 */
import {
  childCategories,
  mandatoryReportItems,
  matterCatalogue,
  sensitiveCategories,
} from '@yimen/contracts';
import type { Profile } from '@yimen/routing';
import { soundOf } from '../children/child-keys';

interface Named {
  code: string;
  zh: string;
  en: string;
}

interface OfferedChoice extends Named {
  kind: 'mandatory_item' | 'matter' | 'category';
  /** syllables without tones, `ying ji chu zhi` */
  sound: string;
}

const categoriesOf = ({ categories }: Profile): Named[] => {
  const common = childCategories.map(({ code, zh, en }) => {
    const own = sensitiveCategories.includes(code) ? undefined : categories.find((row) => row.code === code);
    return { code, zh: own?.name ?? zh, en };
  });
  const own = categories.filter(({ code }) => !childCategories.some((row) => row.code === code));
  return [...common, ...own.map(({ code, name }) => ({ code, zh: name, en: name }))];
};

export const choicesOf = (profile: Profile): OfferedChoice[] => {
  const offered = (kind: OfferedChoice['kind'], rows: readonly Named[]): OfferedChoice[] =>
    rows.map(({ code, zh, en }) => ({ kind, code, zh, en, sound: soundOf(zh) }));
  return [
    ...offered('mandatory_item', mandatoryReportItems),
    ...offered('matter', matterCatalogue),
    ...offered('category', categoriesOf(profile)),
  ];
};
