/** The answer to a key that may have been used before, over HTTP: to the letter, and saying so. */
import { AnswerHeader } from '@yimen/service-kit';
import type { JsonText } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';

export interface KeptAnswer<T> {
  /** text of the 201 body */
  answer: JsonText<T>;
  replayed: boolean;
}

/** The text as it was kept: a repetition is answered to the letter. */
export const keptText = <T>(reply: FastifyReply, { answer, replayed }: KeptAnswer<T>): JsonText<T> => {
  if (replayed) reply.header('idempotency-replayed', 'true');
  reply.header('content-type', 'application/json; charset=utf-8');
  return answer;
};

export const TellsReplay = (): MethodDecorator =>
  AnswerHeader('Idempotency-Replayed', 'true where the key was answered before');
