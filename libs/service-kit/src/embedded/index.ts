export { startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './postgres';
export { EmbeddedPostgresError, nativeFolder } from './binaries';
export { KafkaBroker, kafkaJars, type ExtraListener } from './kafka-broker';
