/**
 * What is known of one child in one report, as codes and numbers: the only input of `route()`.
 * Suggested from narrative and fields (`suggest()`), corrected by a person, stored with the decision (I10).
 * Every value may be unknown: unknown is `null`, an empty list or `'unknown'`, never a guess.
 */
import type { MatterKind, MandatoryReportItem, RiskLevel } from '@yimen/contracts';

export type ParentState =
  | 'caring' // at home and able
  | 'away_working'
  | 'dead'
  | 'declared_missing' // by a court
  | 'imprisoned'
  | 'detained' // police or prosecution, not sentenced
  | 'compulsory_rehab'
  | 'other_restriction' // other measure restricting liberty
  | 'severe_disability'
  | 'severe_illness'
  | 'lost_contact'
  | 'guardianship_revoked'
  | 'deported'
  | 'refuses' // able, does not care
  | 'incapable' // illness, drink, age: not able, not certified
  | 'left' // divorced or remarried and gone, reachable
  | 'unknown';

export interface ParentFact {
  state: ParentState;
  /** months the state has really lasted or is executed; lost contact: from the police report */
  months: number | null;
  /** lost contact: a police report exists */
  reportedToPolice?: boolean;
}

export type ReporterKind =
  | 'child'
  | 'guardian' // parent or whoever holds guardianship
  | 'relative'
  | 'neighbour'
  | 'citizen'
  | 'school'
  | 'medical_institution'
  | 'village' // village or residents' committee
  | 'village_worker' // child director 儿童主任
  | 'town_worker' // child supervisor 儿童督导员
  | 'township'
  | 'police'
  | 'civil_affairs'
  | 'social_org'
  | 'child_welfare_institution'
  | 'rescue_station'
  | 'childcare' // nursery, tutoring, school bus
  | 'hotel'
  | 'women_federation'
  | 'youth_league'
  | 'several'
  | 'anonymous'
  | 'other';

export type Harm =
  | 'beaten'
  | 'burned'
  | 'injuries_multiple'
  | 'injury_head'
  | 'injury_other'
  | 'sexual_sign' // fear, access at night, hints: a sign, no statement
  | 'sexual_suspected'
  | 'private_part_injury'
  | 'pregnancy'
  | 'neglected'
  | 'abandoned'
  | 'confined'
  | 'malnourished'
  | 'unconscious'
  | 'suicide_ideation'
  | 'suicide_plan'
  | 'self_harm'
  | 'poisoned'
  | 'bullied'
  | 'threatened'
  | 'trafficked'
  | 'organised_begging'
  | 'begging'
  | 'missing'
  | 'child_labour'
  | 'accident'
  | 'drowning_risk'
  | 'online_harm';

export type Suspect =
  | 'parent'
  | 'step_parent'
  | 'entrusted_carer'
  | 'relative'
  | 'school_staff'
  | 'institution_staff'
  | 'peer'
  | 'stranger'
  | 'other'
  | 'unknown';

export type Carer =
  | 'parents'
  | 'one_parent'
  | 'grandparent'
  | 'relative'
  | 'entrusted_carer'
  | 'non_relative'
  | 'institution'
  | 'alone'
  | 'none'
  | 'unknown';

export type Ask =
  | 'allowance'
  | 'category_registration'
  | 'rehab_aid'
  | 'medical_aid'
  | 'education_aid'
  | 'enrolment'
  | 'return_to_school'
  | 'household_registration'
  | 'legal_aid'
  | 'psychological'
  | 'housing'
  | 'employment'
  | 'shelter'
  | 'guardianship_change'
  | 'find_child'
  | 'information'
  | 'complaint'
  | 'urge' // follow-up call on something known
  | 'appropriate_adult'
  | 'venue';

export interface Facts {
  channel: string;
  reporterKind: ReporterKind;
  /** listed in art. 4-5 of the nine-ministry opinion */
  mandatoryReporter: boolean;
  /** whole years on the day of receipt; null = unknown */
  ageYears: number | null;
  ageMonths: number | null;
  /** the lower bound when the age was said vaguely (`七八岁` -> 7) */
  ageEstimated: boolean;
  sex: 'male' | 'female' | 'unknown';
  hukou: 'local' | 'elsewhere' | 'none' | 'unknown';
  ruralHukou: boolean | null;
  /** where the child is now, relative to this county */
  place: 'local' | 'elsewhere' | 'unknown';
  /** local agency id of the township where the child is */
  township: string | null;
  /** said place name when elsewhere, e.g. `长兴县泗安镇` */
  elsewhere: string | null;
  father: ParentFact;
  mother: ParentFact;
  carer: Carer;
  entrusted: boolean;
  carerIncapable: boolean;
  carerUnreachable: boolean;
  /** nobody looks after the child at this moment */
  unattendedNow: boolean;
  livesAlone: boolean;
  harms: Harm[];
  /** when the latest harm happened */
  harmWhen: 'now' | 'today' | 'recent' | 'past' | 'unknown';
  harmRepeated: boolean;
  suspects: Suspect[];
  suspectLivesWithChild: boolean;
  /** the child is under control of police, school, hospital or an institution now */
  safeNow: boolean;
  /** the harm is said from hearsay, with no sign seen */
  hearsayOnly: boolean;
  lowIncome: 'dibao' | 'dibao_edge' | 'tekun' | 'poor' | 'ordinary' | 'unknown';
  disability: { category: number | null; level: number | null; certificate: boolean } | null;
  /** `autism`, `leukaemia`, `hiv`, `heart`, `cerebral_palsy`, `rare`, `mental`, `other_severe` */
  diagnoses: string[];
  schooling:
    | 'attending'
    | 'absent'
    | 'suspected_dropout'
    | 'dropped_out'
    | 'refused'
    | 'not_enrolled'
    | 'not_school_age'
    | 'unknown';
  absentDays: number | null;
  noHukou: boolean;
  /** the child is suspected of an offence */
  offenceSuspect: boolean;
  /** the child is victim in a criminal case */
  crimeVictim: boolean;
  orphan: boolean;
  asks: Ask[];
  /** a question only: nobody in danger, no help asked for one child */
  consultation: boolean;
  outOfScope: boolean;
  /** the report urges or repeats something already known to an agency and overdue */
  repeatOfKnown: boolean;
  conflictingStatements: boolean;
  childCount: number;
  /** further signs read from the words, by which risk is told: lexicon rows of `signs` (`severe_injury` ...) */
  signs?: string[];
}

/** A word in the text and what it was read as; start and end are UTF-16 offsets into the narrative. */
export interface Trigger {
  fact: string;
  words: string;
  start: number;
  end: number;
  rule: string;
  /** the field that holds the words (`guardians` ...), with offsets into it; absent = the narrative */
  field?: string;
}

export interface Suggested<T> {
  value: T;
  rule: string;
  triggers: Trigger[];
}

/** What `suggest()` returns for one child; a person confirms, adds or removes. */
export interface Suggestion {
  facts: Facts;
  matters: Suggested<MatterKind>[];
  /** codes of policy-practice 7.1 or the county's own; a trailing `?` = not established yet */
  categories: Suggested<string>[];
  mandatoryReportItems: Suggested<MandatoryReportItem>[];
  risk: Suggested<RiskLevel>;
  triggers: Trigger[];
}
