/** What the benches drive by itself: the reader of an outbox, and the relay's way of writing. */
export { OutboxReader } from './reader';
export { ReaderConnection } from './reader-connection';
export { recordOf } from './kafka/wire';
export { connectKafka, producerOf } from './kafka/connection';
