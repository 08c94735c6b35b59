export { intakeService } from './intake.service';
export { childKeys, sealIdentity } from './children/child.store';
export type { ChildIdentity } from './children/child.store';
export { matchKeys } from './children/match-keys';
export { partsOfKnown } from './children/match-parts';
