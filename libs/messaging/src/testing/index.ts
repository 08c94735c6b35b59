export { runConformance, runScenario, scenarios } from './conformance';
export { catalogue, type AppendOptions, type LogUnderTest } from './log-under-test';
export { appendGarbled, garbledBytes } from './garbled-event';
