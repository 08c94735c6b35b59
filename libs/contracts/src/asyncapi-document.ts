/**
 * The AsyncAPI 3 document of the event log, as served at `/api/asyncapi.json`.
 * Guarantee: generated from the schemas, the event catalogue and the golden examples; passes the AsyncAPI parser.
 * Not here: the HTTP API (OpenAPI, made by the services).
 */
import document from './generated/asyncapi.json';

/** Plain JSON; served as it is. */
export const asyncApiDocument: object = document;
