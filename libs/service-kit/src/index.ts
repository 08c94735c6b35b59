export { readConfig, ConfigError, type Config } from './config';
export { ManualClock, systemClock, type Clock } from './clock';
export { CLOCK, DB, EVENT_LOG, FIELD_CIPHER, KEYRING, LOGGER, SECRETS, SIGNALS, TIMERS } from './tokens';
export { Signals } from './signals';
export { Timers, type TimerJob } from './timers';
export { createLogger, type Logger } from './logger';
export { loadSecrets, type Secrets } from './secrets';
