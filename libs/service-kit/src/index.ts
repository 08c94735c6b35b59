export {
  attachmentsDirOf,
  readConfig,
  environmentWith,
  readJurisdictionFolders,
  readWantedCounty,
  readLanguage,
  readTestDatabaseUrl,
  readTestKafkaBrokers,
  readTestKafkaSource,
  ConfigError,
  type Config,
} from './config';
export { ManualClock, systemClock, type Clock } from './clock';
export {
  ALERTS,
  ATTACHMENTS_DIR,
  CLOCK,
  DB,
  EVENT_LOG,
  FIELD_CIPHER,
  KEYRING,
  LOGGER,
  SECRETS,
  SIGNALS,
  TIMERS,
} from './tokens';
export { Signals } from './signals';
export { Timers, type TimerJob } from './timers';
export { createLogger, type Logger } from './logger';
export { adoptKeyring, loadSecrets, readSecrets, SecretsError, type Secrets } from './secrets';
export { migrate, SchemaNewerError, type Migration } from './migrate';
export { giveUpParkedEventsByTwo, migrationOf } from './migration-of';
export { prepareDatabase, serviceDb, DatabaseInUseError, type SchemaOf } from './database';
export { visitDatabase } from './kept-database';
export { beginRestore, endRestore } from './restore-mark';
export {
  defineService,
  startService,
  type AlertSettings,
  type RunningService,
  type ServiceDefinition,
} from './service';
export { AgenciesNow, type AgencyNow } from './agencies/agencies-now';
export { agenciesNowTable } from './agencies/agencies-now.store';
export { AgencyEvents } from './agencies/agency.events';
export { startStep } from './start-step';
export { findRunningSystem, stateFile, type RunningState } from './running-state';
export { throwawayKafka, type Throwaway } from './throwaway-kafka';
export { startSystem, StartError, type RunningSystem, type SystemOptions } from './system';
export { runBeside, runService, runSystem } from './run-service';
export { besideInThread, type Beside } from './threads';
export { statedType, takesFile, takesFileOf } from './http/body';
export { csvCell, csvLine, csvMark, unguarded } from './csv';
export { csvTime, csvType, exportOnRecord, exportPageRows, exportPurposes, nameIn } from './csv-export';
export type { ExportEnd, ExportPurpose } from './csv-export';
export { IfMatch } from './http/if-match';
export { IsTimeWithOffset } from './http/time-with-offset';
export { VersionTag } from './http/version-tag';
export { AnswerHeader } from './openapi/answer-header';
export { jsonText, type AnswerTable, type EventStream, type JsonText } from './openapi/answers';
export { described } from './openapi/described';
export { openApiOf } from './openapi/document';
export { type FieldError } from './http/problem';
