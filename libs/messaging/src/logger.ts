/** What messaging needs of a structured logger (pino fits). */
export interface Logger {
  info(fields: object, text?: string): void;
  warn(fields: object, text?: string): void;
  error(fields: object, text?: string): void;
}
