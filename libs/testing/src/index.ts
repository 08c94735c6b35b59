export { testDatabase, type TestDatabase, type TestService } from './database';
export { eventually } from './eventually';
export { testKafkaBrokers } from './kafka';
