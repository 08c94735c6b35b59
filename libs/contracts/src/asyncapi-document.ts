/**
 * The AsyncAPI 3 document of the event log, as served at `/api/asyncapi.json`: what a program that is not ours needs to
 * read it. Guarantee: generated from the schemas, the event catalogue and the golden examples, with the rules about
 * topics and roles put in; passes the AsyncAPI parser.
 * Not here: the HTTP API (OpenAPI, made by the services); addresses of brokers and accounts.
 */
import document from './generated/asyncapi.json';
import { containers, groupByPath, needOf } from './need-to-know';
import { deskRoles, topicRuleOf } from './topics';

const dayMs = 86_400_000;
const forEver = -1;

/** As the brokers have it: see `topics.ts`. */
const kafkaBinding = (address: string) => {
  const { partitions, retentionDays } = topicRuleOf(address);
  return {
    partitions,
    topicConfiguration: {
      'cleanup.policy': ['delete'],
      'retention.ms': retentionDays === null ? forEver : retentionDays * dayMs,
    },
    bindingVersion: '0.5.0',
  };
};

/** Fields of classes personal and sensitive pass by their group only; of public and work always, of reporter never. */
const needToKnow = {
  description:
    'Personal and sensitive fields of `data` by path, with the group they belong to (containers pass when something ' +
    'inside passes), and the groups that each role gets as lead and as cooperating agency. A notice has the group ' +
    '`notice` alone, whatever the role. Fields of class reporter are on none of these channels.',
  groups: groupByPath,
  containers,
  roles: Object.fromEntries(
    deskRoles.map((role) => {
      const { lead, cooperating } = needOf(role);
      return [role, { lead, cooperating, notice: ['notice'] }];
    }),
  ),
};

interface Channel {
  address: string;
  parameters?: { role?: object };
}

const withRules = <C extends Channel>(channel: C, prefix: string) => ({
  ...channel,
  address: `${prefix}${channel.address}`,
  bindings: { kafka: kafkaBinding(channel.address) },
  ...(channel.parameters?.role && {
    parameters: { ...channel.parameters, role: { ...channel.parameters.role, enum: deskRoles } },
    'x-need-to-know': needToKnow,
  }),
});

/** Plain JSON; served as it is. @param prefix what stands before every topic on the brokers of this system */
export const asyncApiDocument = (prefix = ''): object => ({
  ...document,
  channels: Object.fromEntries(
    Object.entries(document.channels).map(([id, channel]) => [id, withRules(channel, prefix)]),
  ),
});
