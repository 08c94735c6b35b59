export { duties, type Actor, type Duty } from './actor';
export { accessRules, type AccessRule, type Action } from './access-rules';
export { can, ruleOf, scopeOf, type AccessSubject, type Allowed } from './access';
export {
  Access,
  accessActionOf,
  AccessGuard,
  controllersOf,
  CurrentActor,
  CurrentToken,
  routesWithoutRule,
  sessionCookie,
} from './access-guard';
export { refusal, RefusalError, refuse, type Refusal, type RefusalParams } from './refusal';
export { FieldCipher } from './field-cipher';
export { Keyring, type KeyringJson } from './keyring';
export { PayloadCipher } from './payload-cipher';
export { SealBrokenError } from './sealed-box';
export {
  maxTokenSeconds,
  TokenIssuer,
  TokenVerifier,
  type IssuedToken,
  type RealTime,
  type TokenRequest,
  type VerifiedToken,
} from './tokens';
