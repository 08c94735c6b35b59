/**
 * From a checked body to what was said: blanks dropped, times and ages worked out, rules over several fields
 * applied. Pure. Guarantee: nothing is refused for lack of a name, papers, age or place (policy-practice 21, no. 1);
 * what is refused is a mistake of typing, by field and rule. Not here: types and lengths (report.dto.ts), needs and
 * risk (report.policy.ts).
 */
import { refusal } from '@yimen/auth';
import type { Actor, Refusal } from '@yimen/auth';
import type {
  Channel,
  ChildView,
  MandatoryReportItem,
  MatterKind,
  RefusalCode,
  ReporterKind,
  RiskLevel,
} from '@yimen/contracts';
import { ageOn, checkIdNumber, dayOf, formatDay } from '@yimen/routing';
import type { ChildIdentity } from '../children/child.store';
import { isBlank } from '../plain-text';
import type { ReporterIdentity } from '../vault/vault.store';
import type { ChildBody, ReportBody, ReporterBody } from './report.dto';

export interface SaidReporter {
  identity: ReporterIdentity;
  kind?: ReporterKind;
  confidential: boolean;
  anonymous: boolean;
}

/** An operator's ticks; present = confirmed, absent = as suggested. */
export interface Choice {
  matters?: MatterKind[];
  categories?: string[];
  mandatoryReportItems?: MandatoryReportItem[];
  risk?: RiskLevel;
}

export interface SaidChild {
  identity: ChildIdentity;
  ageText?: string;
  illness?: string;
  birthConflict: boolean;
  knownChildId?: string;
  sameCaseId?: string;
  choice: Choice;
}

export interface SaidReport {
  county: string;
  channel: Channel;
  receivedAt: Date;
  lateEntryReason?: string;
  lateEntry: boolean;
  narrative: string;
  reporter: SaidReporter;
  children: SaidChild[];
  /** ticks for the whole report; each child's own come first */
  choice: Choice;
  riskReason?: string;
  /** the operator's own statement, instead of the machine's */
  statement?: string;
}

/** Typing a call takes minutes; later than this is 补录 and says why. */
const lateAfterMs = 10 * 60_000;
/** Clocks of two machines differ; what lies within is taken as now. */
const skewMs = 60_000;
/** Older is a year typed wrong. */
const maxAgeYears = 120;
const maxLateYears = 10;

const textOf = (text: string | null | undefined): string | undefined => (isBlank(text) ? undefined : text);

/** Keys with a value only, so that what was not said is not there. */
const said = <T extends object>(fields: T): T =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as T;

const fieldRefusal = (code: RefusalCode, field: string, rule: string): Refusal =>
  refusal(code, { errors: [{ field, rule, message: code }] });

export const readReporter = (body: ReporterBody): SaidReporter => {
  const { kind, confidential, anonymous, ...texts } = body;
  const identity = said(
    Object.fromEntries(
      Object.entries(texts).map(([field, text]) => [field, textOf(text)]),
    ) as ReporterIdentity,
  );
  return {
    identity,
    ...(kind ? { kind } : {}),
    confidential: confidential ?? false,
    anonymous:
      anonymous ?? (kind === 'anonymous' || (!identity.name && !identity.phone && !identity.organisation)),
  };
};

const sexOf = (
  body: ChildBody,
  bySex: 'male' | 'female' | undefined,
): 'male' | 'female' | 'unknown' | undefined =>
  body.sex && body.sex !== 'unknown' ? body.sex : (bySex ?? body.sex ?? undefined);

const identityOf = (body: ChildBody, day: string): ChildIdentity => {
  const idNumber = textOf(body.idNumber)?.toUpperCase();
  const byNumber = idNumber ? checkIdNumber(idNumber) : undefined;
  const birthDate = body.birthDate ?? byNumber?.birthDate;
  return said<ChildIdentity>({
    name: textOf(body.name),
    aliases: body.aliases && body.aliases.length > 0 ? body.aliases : undefined,
    sex: sexOf(body, byNumber?.sex),
    birthDate,
    ageYears: birthDate === undefined ? (body.ageYears ?? undefined) : ageOn(birthDate, day),
    idNumber,
    studentNumber: textOf(body.studentNumber),
    disabilityCertificate: textOf(body.disabilityCertificate),
    address: textOf(body.address),
    township: textOf(body.township),
    hukou: textOf(body.hukou),
    household: textOf(body.household),
    disability: textOf(body.disability),
    guardians: textOf(body.guardians),
    school: textOf(body.school),
  });
};

const birthRefusal = (birthDate: string, field: string, day: string): Refusal | undefined => {
  if (birthDate > day) return fieldRefusal('birth_date_in_future', field, 'notInFuture');
  const age = ageOn(birthDate, day);
  return age !== undefined && age > maxAgeYears
    ? fieldRefusal('age_out_of_range', field, 'ageRange')
    : undefined;
};

/** The identity number says another birth date than the one typed. */
export const hasBirthConflict = ({ idNumber, birthDate }: ChildIdentity): boolean => {
  const byNumber = idNumber ? checkIdNumber(idNumber).birthDate : undefined;
  return byNumber !== undefined && byNumber !== birthDate;
};

const readChild = (
  body: ChildBody,
  field: string,
  shared: { day: string; choice: Choice },
): SaidChild | Refusal => {
  const identity = identityOf(body, shared.day);
  const birthField = body.birthDate ? 'birthDate' : 'idNumber';
  const refused =
    identity.birthDate && birthRefusal(identity.birthDate, `${field}.${birthField}`, shared.day);
  if (refused) return refused;
  return {
    identity,
    ...said({ ageText: textOf(body.ageText), illness: textOf(body.illness) }),
    birthConflict: hasBirthConflict(identity),
    ...said({ knownChildId: body.knownChildId ?? undefined, sameCaseId: body.sameCaseId ?? undefined }),
    choice: said({
      matters: body.matters ?? shared.choice.matters,
      categories: body.categories ?? shared.choice.categories,
      mandatoryReportItems: body.mandatoryReportItems ?? shared.choice.mandatoryReportItems,
      risk: body.risk ?? shared.choice.risk,
    }),
  };
};

interface Received {
  receivedAt: Date;
  lateEntry: boolean;
}

/** 补录: told so long before it was entered that somebody has to say why. */
export const isLate = (receivedAt: Date, now: Date): boolean =>
  now.getTime() - receivedAt.getTime() > lateAfterMs;

const readTime = (body: ReportBody, now: Date): Received | Refusal => {
  if (!body.receivedAt) return { receivedAt: now, lateEntry: false };
  const receivedAt = new Date(body.receivedAt);
  const ageMs = now.getTime() - receivedAt.getTime();
  if (ageMs < -skewMs) return fieldRefusal('received_in_future', 'receivedAt', 'notInFuture');
  if (ageMs > maxLateYears * 366 * 86_400_000)
    return fieldRefusal('received_at_invalid', 'receivedAt', 'withinTenYears');
  const lateEntry = isLate(receivedAt, now);
  if (lateEntry && isBlank(body.lateEntryReason))
    return fieldRefusal('late_entry_reason_needed', 'lateEntryReason', 'neededForLateEntry');
  return { receivedAt: ageMs < 0 ? now : receivedAt, lateEntry };
};

const isRefusal = (answer: object): answer is Refusal => 'allowed' in answer;

/** @returns what was said, or the first rule that the body breaks */
export const readReport = (body: ReportBody, actor: Actor, now: Date): SaidReport | Refusal => {
  const county = body.county ?? actor.jurisdiction;
  if (county !== actor.jurisdiction) return refusal('wrong_jurisdiction');
  const received = readTime(body, now);
  if (isRefusal(received)) return received;
  const choice = said<Choice>({
    matters: body.matters ?? undefined,
    categories: body.categories ?? undefined,
    mandatoryReportItems: body.mandatoryReportItems ?? undefined,
    risk: body.risk ?? undefined,
  });
  const shared = { day: formatDay(dayOf(received.receivedAt)), choice };
  const children = (body.children ?? []).map((child, index) => readChild(child, `children.${index}`, shared));
  const refused = children.find(isRefusal);
  if (refused) return refused;
  return {
    county,
    channel: body.channel,
    ...received,
    narrative: body.narrative,
    reporter: readReporter(body.reporter),
    children: children.filter((child): child is SaidChild => !isRefusal(child)),
    choice,
    ...said({
      lateEntryReason: textOf(body.lateEntryReason),
      riskReason: textOf(body.riskReason),
      statement: textOf(body.statement),
    }),
  };
};

/** A child nobody named: the report is about somebody all the same. */
export const unknownChild = (choice: Choice): SaidChild => ({ identity: {}, birthConflict: false, choice });

/** What the next hop may be told of a child: the identity without what only matching uses. */
export const viewOf = ({
  aliases: _a,
  studentNumber: _s,
  disabilityCertificate: _d,
  ...view
}: ChildIdentity): ChildView => view;
