/** Every durable key of ours has this hash tag: in a cluster they all live in one shard, so scripts may touch them together. */
export const TAG = '{copytaster}';

/** BullMQ's own keys have a tag of their own, so that they may be wiped, and live in a shard of their own. */
export const QUEUE_TAG = '{copytaster-queue}';
