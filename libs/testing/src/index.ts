export { csvRows } from './csv-rows';
export { testDatabase, type TestDatabase, type TestService } from './database';
export { callerOf, expectDocumented } from './documented';
export { eventually } from './eventually';
export { testKafkaBrokers } from './kafka';
