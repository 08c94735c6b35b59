/** A system that is thrown away takes topics of its own on a shared broker, and takes them away again. */
import { randomBytes } from 'node:crypto';
import { topicsOf } from '@yimen/contracts';
import { applyTopics, deleteTopics } from '@yimen/messaging';
import type { Config } from './config';
import { createLogger } from './logger';

export interface Throwaway {
  config: Config;
  /** after the system has stopped */
  remove(): Promise<void>;
}

/** Without brokers the configuration stays as it is. */
export const throwawayKafka = async (config: Config, counties: readonly string[]): Promise<Throwaway> => {
  if (!config.kafka) return { config, remove: async () => undefined };
  const kafka = { ...config.kafka, prefix: `throwaway-${randomBytes(5).toString('hex')}.` };
  const logger = createLogger('topics', config.logLevel);
  await applyTopics(kafka, topicsOf(counties), logger);
  return { config: { ...config, kafka }, remove: () => deleteTopics(kafka, logger) };
};
