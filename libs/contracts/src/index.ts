/**
 * Contracts between the services: event schemas, their types and validators, catalogues of codes, the refusal table,
 * field classification. Guarantee: generated parts equal their sources (tested). Not here: any decision.
 */
export type {
  AgencyMergedV1,
  AgencyRenamedV1,
  AgencyView,
  AlertRaisedV1,
  Assessment,
  CaseClosedV1,
  CaseJoinedV1,
  CaseOpenedV1,
  Channel,
  ChildView,
  ClauseView,
  ClockView,
  CountyOpenedV1,
  Disposition,
  EventDataByType,
  LeadView,
  MandatoryReportItem,
  MatterKind,
  NoticeIssuedV1,
  NoticeReceivedV1,
  OtherView,
  Part,
  PromisedDocument,
  ReferralChangedV1,
  ReferralFinishedV1,
  ReferralIssuedV1,
  ReferralHeldV1,
  ReferralMovedV1,
  ReferralReturnedV1,
  ReferralSignedV1,
  ReferralState,
  ReportAcceptedV1,
  ReportAmendedV1,
  ReportHandedOverV1,
  ReportWithdrawnV1,
  ReporterKind,
  ReturnReason,
  RiskLevel,
  StepDocument,
  TablePublishedV1,
} from './generated/event-types';
export { eventCatalogue } from './generated/event-rows';
export type { EventCatalogue, EventRow, EventType } from './event-catalogue';
export {
  isEventData,
  isEventType,
  validateEnvelope,
  validateEvent,
  validateReceivedEvent,
} from './validate-event';
export type { EventValidation, SchemaFault } from './validate-event';
export { cutForRole } from './cut-for-role';
export { isOpenedOnTheWay, topicsOf, type TopicRow } from './topics';
export { outlineEvent } from './event-outline';
export { refusals } from './refusals';
export type { RefusalCode } from './refusals';
export type { RefusalRow } from './refusals/row';
export type { CodeRow, Texts } from './catalogues/texts';
export { childCategories, sensitiveCategories } from './catalogues/categories';
export { matterCatalogue } from './catalogues/matters';
export { isRole, roleCatalogue } from './catalogues/roles';
export type { Role } from './catalogues/roles';
export { channels, dispositions, mandatoryReportItems, reporterKinds, riskLevels } from './catalogues/intake';
export { deskServiceOf, deskServices, rolesAt } from './catalogues/desks';
export type { DeskService } from './catalogues/desks';
export {
  caseSteps,
  civilAffairsOutcomes,
  designationEnds,
  deskOutcomes,
  educationOutcomes,
  parts,
  policeOutcomes,
  referralStates,
  rehabOutcomes,
  returnReasons,
} from './catalogues/work';
export type {
  CaseStep,
  CivilAffairsOutcome,
  DeskOutcome,
  EducationOutcome,
  PoliceOutcome,
  RehabOutcome,
} from './catalogues/work';
export { discardReasons } from './catalogues/quarantine';
export type { DiscardReason } from './catalogues/quarantine';
export { documentsCatalogue } from './generated/documents';
export { prohibitedActions } from './generated/prohibited-actions';
export type { DocumentRow, ProhibitedActionRow } from './catalogues/data-rows';
export { asyncApiDocument } from './asyncapi-document';
