/**
 * What is typed at the call desk, and the request body it becomes. Pure.
 * Guarantee: empty fields are left out, nothing is guessed; full-width digits and other ways to write a date are
 * tidied, words are not. Not here: what the server accepts (it says so, field by field).
 */
import { choiceLists } from './corrections';
import type { Corrections } from './corrections';
import type { FieldError, Suggestion } from './wire';

export interface ChildDraft {
  key: string;
  name: string;
  sex: 'male' | 'female' | 'unknown';
  birthDate: string;
  ageText: string;
  idNumber: string;
  address: string;
  guardians: string;
  knownChildId?: string;
  /** of what was suggested; absent = taken as it is */
  corrections?: Corrections;
}

export interface ReportDraft {
  narrative: string;
  channel: string;
  kindText: string;
  name: string;
  phone: string;
  confidential: boolean;
  anonymous: boolean;
  children: ChildDraft[];
  /** raised by the operator; absent = as suggested */
  risk?: string;
  /** the operator's own wording; absent = as cut from the narrative */
  statement?: string;
}

export type ReportBody = Record<string, unknown>;

/** As many as the server takes in one report. */
export const maxChildren = 20;

export const newChild = (key: string): ChildDraft => ({
  key,
  name: '',
  sex: 'unknown',
  birthDate: '',
  ageText: '',
  idNumber: '',
  address: '',
  guardians: '',
});

export const emptyDraft = (childKey: string): ReportDraft => ({
  narrative: '',
  channel: 'hotline',
  kindText: '',
  name: '',
  phone: '',
  confidential: false,
  anonymous: false,
  children: [newChild(childKey)],
});

/** True if there is something to lose. */
export const hasContent = ({ narrative, kindText, name, phone, children }: ReportDraft): boolean =>
  [narrative, kindText, name, phone].some((text) => text.trim() !== '') ||
  children.length > 1 ||
  children.some(({ key: _key, sex: _sex, corrections: _corrections, ...fields }) =>
    Object.values(fields).some((text) => text !== ''),
  );

const filled = (record: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [[name, value.trim()]],
    ),
  );

/** An input method left on types `３３０５`; a number is the same number. */
const narrow = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');

/** `2019.5.3`, `20190503`, `2019年5月3日` -> `2019-05-03`; anything else as typed. */
export const dateOf = (text: string): string => {
  const said = narrow(text);
  const found =
    /^(\d{4})(?:[-./年])(\d{1,2})(?:[-./月])(\d{1,2})日?$/.exec(said) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  const [, year, month, day] = found ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
};

const childBody = (
  { key: _key, corrections, birthDate, idNumber, ...fields }: ChildDraft,
  suggestion: Suggestion | undefined,
): ReportBody => ({
  ...filled({ ...fields, birthDate: dateOf(birthDate), idNumber: narrow(idNumber).toUpperCase() }),
  ...choiceLists(corrections, suggestion),
});

/**
 * The body of `POST /api/intake/reports` and of its preview.
 * @param seen what the latest preview suggests of each child: corrections are told as whole lists
 */
export const reportBody = (draft: ReportDraft, seen: readonly Suggestion[] = []): ReportBody => ({
  channel: draft.channel,
  narrative: draft.narrative,
  reporter: {
    ...filled({ kindText: draft.kindText, name: draft.name, phone: draft.phone }),
    confidential: draft.confidential,
    anonymous: draft.anonymous,
  },
  children: draft.children.map((child, index) => childBody(child, seen[index])),
  ...filled({ risk: draft.risk, statement: draft.statement }),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (String(index) === name ? without(item, rest) : item));
  }
  if (!isRecord(value)) return value;
  const { [name]: inner, ...others } = value;
  return rest.length === 0 || inner === undefined ? others : { ...others, [name]: without(inner, rest) };
};

/** The body without the fields that were found wrong: a half-typed number must not keep the route from being seen. */
export const withoutFields = (body: ReportBody, errors: readonly FieldError[]): ReportBody =>
  errors.reduce<ReportBody>((rest, { field }) => without(rest, field.split('.')) as ReportBody, body);

const childrenOf = ({ children }: ReportBody): unknown[] => (Array.isArray(children) ? children : []);

/**
 * Numbers and dates that are not whole yet, so that nobody asks the server about each digit; whether a whole one is
 * right the server says. Messages come from the rule's text.
 */
export const unfinishedIn = (body: ReportBody): FieldError[] =>
  childrenOf(body).flatMap((child, index) => {
    const { idNumber, birthDate } = isRecord(child) ? child : {};
    const wrong = (name: string, rule: string): FieldError => ({
      field: `children.${index}.${name}`,
      rule,
      message: rule,
    });
    return [
      ...(typeof idNumber === 'string' && idNumber.length !== 18
        ? [wrong('idNumber', 'identityNumber')]
        : []),
      ...(typeof birthDate === 'string' && !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)
        ? [wrong('birthDate', 'calendarDate')]
        : []),
    ];
  });

/** Where the server's `children.0.idNumber` stands on the page. */
export const fieldId = (field: string): string => field.replaceAll('.', '-');
