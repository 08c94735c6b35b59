/**
 * A whole desk service from its queue: module, tables in its own schema, topics. Guarantee: the names of module,
 * schema, group and first migration follow from the service's name alone. Not here: what only one department has;
 * it comes in as `DeskParts`.
 */
import { Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { messagingTables } from '@yimen/messaging';
import {
  agenciesNowTable,
  AgencyEvents,
  defineService,
  giveUpParkedEventsByTwo,
  migrationOf,
} from '@yimen/service-kit';
import type { AnswerTable, Migration, ServiceDefinition } from '@yimen/service-kit';
import { workQueueControllers } from './controllers';
import queueAnswers from './generated/answers.json';
import type { QueueDefinition } from './definition';
import { workQueueProviders } from './module';
import type { Alongside } from './runtime';
import { workQueueTables } from './tables';
import { followMergersPolicies } from './mergers.store';
import { takeOverTables } from './take-over.store';

/** A desk writes one short transaction at a time and reads another; hundreds of officers are few requests a second. */
const fewConnections = 2;

export interface DeskParts {
  /** of its pool; more where reports come in bursts */
  poolSize?: number;
  /** routes beside those of the queue */
  controllers?: readonly Type[];
  /** what those routes answer */
  answers?: AnswerTable;
  /** tables beside those of the queue, in the order in which they are made */
  migrations?: readonly Migration[];
  /** what is written in the transaction of an action */
  alongside?: Alongside;
}

const moduleOf = (queue: QueueDefinition, { controllers = [], alongside }: DeskParts): Type => {
  @Module({
    controllers: [...workQueueControllers(queue.service), AgencyEvents, ...controllers],
    providers: workQueueProviders(queue, alongside),
  })
  class DeskModule {}
  return DeskModule;
};

const schemaOf = (service: string): string => service.replaceAll('-', '_');

const inPascal = (service: string): string =>
  service.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const holdItems = (service: string, schema: string): Migration =>
  migrationOf(`${inPascal(service)}HoldWorkItemsAndNotices1790000000000`, () => [
    ...messagingTables(schema),
    ...workQueueTables(schema),
  ]);

const takeOver = (schema: string): Migration =>
  migrationOf('TakeOverFromAnotherDesk1790001700000', () => takeOverTables(schema));

const followMergers = (schema: string): Migration =>
  migrationOf('FollowMergedAgencies1790001700100', () => [
    ...agenciesNowTable(schema),
    ...followMergersPolicies,
  ]);

const tieStepsToDocuments = (service: string): Migration =>
  migrationOf(`${inPascal(service)}TieStepsToDocuments1790004200000`, () => [
    `alter table work_item add column step_documents jsonb not null default '[]'`,
  ]);

export const deskService = (queue: QueueDefinition, parts: DeskParts = {}): ServiceDefinition => {
  const { service, roles } = queue;
  const schema = schemaOf(service);
  return defineService({
    name: service,
    schema,
    module: moduleOf(queue, parts),
    answers: [queueAnswers, ...(parts.answers ? [parts.answers] : [])],
    migrations: [
      holdItems(service, schema),
      ...(parts.migrations ?? []),
      giveUpParkedEventsByTwo(schema),
      takeOver(schema),
      followMergers(schema),
      tieStepsToDocuments(service),
    ],
    poolSize: parts.poolSize ?? fewConnections,
    subscription: {
      group: service,
      topics: ['directory.changes', ...roles.map((role) => `referrals.*.${role}`)],
    },
  });
};
