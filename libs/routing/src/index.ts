/**
 * Routing: a county's responsibility table as data, and the pure functions over it.
 * Guarantee: the same facts and table give the same decision, with its reasons. Not here: text to facts (suggest).
 */
export { addWorkingDays, isWorkingDay, workingCalendar } from './calendar';
export type { CalendarOrders, WorkingCalendar } from './calendar';
export { baseCode } from './categories';
export type { CategoryJudgement } from './categories';
export { clockCatalogue } from './clocks';
export type { ClockCatalogueEntry } from './clocks';
export { laidOver } from './agencies-now';
export { compileProfile } from './compile';
export { dayOf, endOfDay, formatDay, formatInstant, parseDay, startOfDay } from './county-time';
export type {
  AgencyRef,
  ClauseRef,
  DecidedClock,
  DecidedNotice,
  DecidedReferral,
  Decision,
  ExplanationStep,
  RouteInput,
} from './decision';
export type {
  Ask,
  Carer,
  Facts,
  Harm,
  ParentFact,
  ParentState,
  ReporterKind,
  Suggested,
  Suggestion,
  Suspect,
  Trigger,
} from './facts';
export {
  ageOn,
  checkIdNumber,
  checkStudentNumber,
  parseDisabilityCertificate,
  thresholdAgeOn,
} from './identifiers';
export type { DisabilityCertificate, IdNumberCheck, StudentNumberCheck } from './identifiers';
export { knowledgeOf, searchKnowledge } from './knowledge';
export type { KnowledgeEntry } from './knowledge';
export { countyFolders, loadProfile, loadSeedRows, shippedProfiles } from './load-profile';
export { parseProfile, ProfileError } from './parse-profile';
export type { ProfileFiles } from './parse-profile';
export type {
  Agency,
  ClockRow,
  DemoAccount,
  DocumentRow,
  AgenciesNow,
  Profile,
  ProfileRow,
  SeedRow,
  Township,
} from './profile';
export { judgeCategories, reroute, route } from './route';
export type { StoredRouteInput } from './route';
export type { CountyPlaces, SuggestChild, SuggestInput, SuggestReporter } from './suggest/input';
export { placesOf } from './suggest/places';
export { suggest } from './suggest/suggest';
