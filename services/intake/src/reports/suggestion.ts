/**
 * The form of one report as `suggest()` reads it for one child. Pure; the reporter's name and phone are not handed
 * on.
 */
import { placesOf, suggest } from '@yimen/routing';
import type { Profile, Suggestion } from '@yimen/routing';
import type { SaidChild, SaidReport } from './report.input';

/** `孝丰镇` beside `南街3号` is one address. */
const addressOf = ({ address, township }: SaidChild['identity']): string | undefined => {
  if (township === undefined || address?.includes(township)) return address;
  return `${township}${address ?? ''}`;
};

interface ReadText {
  narrative: string;
  childIndex: number;
  childCount: number;
}

export const suggestionFor = (
  profile: Profile,
  report: Pick<SaidReport, 'channel' | 'receivedAt' | 'reporter'>,
  said: SaidChild,
  text: ReadText,
): Suggestion => {
  const { reporter } = report;
  const { township: _township, aliases: _aliases, studentNumber: _studentNumber, ...fields } = said.identity;
  return suggest({
    channel: report.channel,
    county: placesOf(profile),
    receivedAt: report.receivedAt,
    ...text,
    reporter: {
      kind: reporter.kind,
      kindText: reporter.identity.kindText,
      relation: reporter.identity.relation,
      anonymous: reporter.anonymous,
    },
    child: { ...fields, address: addressOf(said.identity), ageText: said.ageText, illness: said.illness },
    confirmedMatters: said.choice.matters,
    confirmedCategories: said.choice.categories,
    confirmedMandatoryItems: said.choice.mandatoryReportItems,
  });
};
