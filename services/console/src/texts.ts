/** The words of the chosen language for every component, and the codes' names from the one catalogue. */
import {
  channels,
  childCategories,
  designationEnds,
  deskServices,
  discardReasons,
  documentsCatalogue,
  mandatoryReportItems,
  matterCatalogue,
  parts,
  riskLevels,
  roleCatalogue,
} from '@yimen/contracts';
import type { DeskService } from '@yimen/contracts';
import { createContext, useContext } from 'react';
import { en } from './texts-en';
import { zh } from './texts-zh';
import type { Language, Texts } from './texts-zh';
import type { ChoiceKind, OfferedChoice } from './wire';

export const texts: Record<Language, Texts> = { zh, en };

export const TextsContext = createContext<Texts>(zh);
export const useTexts = (): Texts => useContext(TextsContext);

interface Named {
  code: string;
  zh: string;
  en: string;
}

/** A code that no catalogue knows is shown as it is: better than nothing on a screen that must not be wrong. */
const nameIn = (rows: readonly Named[], code: string, language: Language): string =>
  rows.find((row) => row.code === code)?.[language] ?? code;

export const matterName = (code: string, { language }: Texts): string =>
  nameIn(matterCatalogue, code, language);

const choiceCatalogues: Record<ChoiceKind, readonly Named[]> = {
  mandatory_item: mandatoryReportItems,
  matter: matterCatalogue,
  category: childCategories,
};

/** `O6?` is O6, not established yet. @param choices the county's own names; the catalogue's while they are not read */
export const choiceName = (
  choices: readonly OfferedChoice[],
  { kind, code }: { kind: ChoiceKind; code: string },
  { language }: Texts,
): string => {
  const open = code.endsWith('?');
  const base = open ? code.slice(0, -1) : code;
  const own = choices.find((choice) => choice.kind === kind && choice.code === base);
  const name = own?.[language] ?? nameIn(choiceCatalogues[kind], base, language);
  return `${kind === 'mandatory_item' ? `${base} ` : ''}${name}${open ? '?' : ''}`;
};

export const riskName = (code: string, { language }: Texts): string => nameIn(riskLevels, code, language);

/** An agency by its name of then, and of now where it has another. */
export const nameThenAndNow = (then: string, now: { name: string } | null | undefined, t: Texts): string =>
  now ? t.formerlyNow.replace('{former}', then).replace('{now}', now.name) : then;

export const partName = (code: string, { language }: Texts): string => nameIn(parts, code, language);

/** What an operator can choose; imports have their own door. */
export const channelOptions = ({ language }: Texts): { value: string; label: string }[] =>
  channels
    .filter(({ code }) => code !== 'import')
    .map((channel) => ({ value: channel.code, label: channel[language] }));

/** Levels more urgent than the given one: a person may raise freely, lowering needs a reason and a second person. */
export const moreUrgentThan = (code: string): string[] => {
  const urgency = riskLevels.find((row) => row.code === code)?.urgency ?? 0;
  return riskLevels.filter((row) => row.urgency < urgency).map((row) => row.code);
};

export const roleName = (code: string, { language }: Texts): string => nameIn(roleCatalogue, code, language);

/** Roles that can have a leg. */
export const legRoleOptions = ({ language }: Texts): { value: string; label: string }[] =>
  roleCatalogue
    .filter(({ kind }) => kind !== 'person')
    .map((role) => ({ value: role.code, label: role[language] }));

/** The queues of a county, in the order of the contracts. */
export const deskOptions = ({ language }: Texts): { value: DeskService; label: string }[] =>
  deskServices.map((desk) => ({ value: desk.code, label: desk[language] }));

export const designationEndName = (code: string, { language }: Texts): string =>
  nameIn(designationEnds, code, language);

export const designationEndOptions = ({ language }: Texts): { value: string; label: string }[] =>
  designationEnds.map((row) => ({ value: row.code, label: row[language] }));

export const documentName = (code: string, { language }: Texts): string =>
  nameIn(documentsCatalogue, code, language);

/** Why an event is given up. */
export const discardOptions = ({ language }: Texts): { value: string; label: string }[] =>
  discardReasons.map((reason) => ({ value: reason.code, label: reason[language] }));

export const discardReasonName = (code: string, { language }: Texts): string =>
  nameIn(discardReasons, code, language);

/** Services that may hold an event. */
export type ServiceName = 'intake' | 'coordination' | 'directory' | DeskService;

/** Where an event stands: at a desk, or at one of the services behind them. */
export const serviceName = (service: ServiceName, { language, parked }: Texts): string =>
  deskServices.find((desk) => desk.code === service)?.[language] ??
  parked.services[service as keyof typeof parked.services];
