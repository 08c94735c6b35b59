/**
 * A rebalance every two seconds: a stranger joins each consumer group, takes its share of the partitions, handles and
 * commits nothing, and leaves again. What it was given must be read by somebody else after it.
 */
import { AssignerProtocol, Kafka, logLevel } from 'kafkajs';
import type { Admin } from 'kafkajs';
import type { Fault, World } from '../world';

const turnMs = 2_000;
/** While no group has members there is nobody to disturb. */
const restMs = 100;

interface Group {
  groupId: string;
  topics: string[];
}

/** Groups with members, and what these read: a stranger who leads must assign all of it. */
const groupsOf = async (admin: Admin, prefix: string): Promise<Group[]> => {
  const ids = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  const { groups } = await admin.describeGroups(ids.filter((id) => id.startsWith(prefix)));
  return groups.flatMap(({ groupId, members }) => {
    // while a group turns round its members say nothing
    const telling = members.find(({ memberMetadata }) => memberMetadata.length > 0);
    const member = telling && AssignerProtocol.MemberMetadata.decode(telling.memberMetadata);
    return member ? [{ groupId, topics: member.topics }] : [];
  });
};

const joinAndLeave = async (kafka: Kafka, { groupId, topics }: Group): Promise<void> => {
  const stranger = kafka.consumer({ groupId, sessionTimeout: 6_000, maxWaitTimeInMs: 200 });
  try {
    await stranger.connect();
    await stranger.subscribe({ topics, fromBeginning: true });
    await stranger.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined });
    await new Promise((resolve) => setTimeout(resolve, turnMs));
  } finally {
    await stranger.disconnect();
  }
};

const churn = async ({ brokers, system }: World, goesOn: () => boolean): Promise<void> => {
  const kafka = new Kafka({
    brokers: [...(brokers ?? [])],
    clientId: 'stranger',
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    while (goesOn()) {
      const groups = await groupsOf(admin, system.topicPrefix ?? '');
      // a stranger who is not let in has turned the group round all the same
      await Promise.allSettled(groups.map((group) => joinAndLeave(kafka, group)));
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  } finally {
    await admin.disconnect();
  }
};

export const rebalance: Fault = {
  name: 'rebalance',
  needs: 'kafka',
  perRound: 1,
  seconds: { min: 10, max: 30 },
  start: async (world) => {
    let running = true;
    const churning = churn(world, () => running);
    churning.catch(() => undefined);
    return () => {
      running = false;
      return churning;
    };
  },
};
