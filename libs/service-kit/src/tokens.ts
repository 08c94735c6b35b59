/** Names under which a service's controllers get what the kit made for them (Nest injection tokens). */
/** AlertSettings; absent in a service that wakes nobody */
export const ALERTS = Symbol('ALERTS');
/** absolute path of the folder of files that stand beside rows; absent in a service that keeps none */
export const ATTACHMENTS_DIR = Symbol('ATTACHMENTS_DIR');
export const DB = Symbol('DB');
export const CLOCK = Symbol('CLOCK');
export const EVENT_LOG = Symbol('EVENT_LOG');
export const FIELD_CIPHER = Symbol('FIELD_CIPHER');
export const KEYRING = Symbol('KEYRING');
export const LOGGER = Symbol('LOGGER');
export const SIGNALS = Symbol('SIGNALS');
export const TIMERS = Symbol('TIMERS');
export const SECRETS = Symbol('SECRETS');
