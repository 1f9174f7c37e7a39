import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { SecretText } from '../settings/setting-values.ts';
import { defineDestination } from './contract/destination.ts';
import { factsOf, fileOf, prefixed } from './contract/facts.ts';
import { KeptConnection } from './contract/kept-connection.ts';
import { delivered, failed, refused, within } from './contract/results.ts';

const CONNECT_MS = 5_000;
const ANSWER_MS = 15_000;
/** All replicas in sync have the record (ProduceAcks.ALL). */
const ALL_REPLICAS = -1;
const CURES = [
  [/UNKNOWN_TOPIC|unknown topic/i, 'make the topic, or correct topic:'],
  [/AUTHORIZATION/i, 'let this user write to the topic'],
  [/SASL|authentication/i, 'correct user:, password: or mechanism:'],
] as const;

const settings = z.strictObject({
  brokers: z
    .array(z.string().regex(/^[^\s:]+:\d+$/, 'write host:port'))
    .min(1)
    .describe('where the cluster is first asked')
    .meta({ example: ['kafka-1.example.org:9092'] }),
  topic: z.string().min(1).describe('the topic').meta({ example: 'wire' }),
  tls: z.boolean().default(false).describe('true: the connection is encrypted'),
  mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).default('PLAIN').describe('how user: logs in'),
  user: z.string().optional().describe('who logs in').meta({ example: 'copytaster' }),
  password: SecretText.optional().describe('its password').meta({ example: '${KAFKA_PASSWORD}' }),
});

type Settings = DestinationSettings & z.infer<typeof settings>;

/**
 * Sends each revision to a topic of Kafka and waits for all replicas in sync. The key is the article's id, so that all
 * revisions of an article stay in one partition, in order; a repeat has the same id in its header `copytaster-id`. The
 * brokers that the settings name are checked to be public ones; those that they name in turn are trusted.
 */
const kafka = defineDestination({
  type: 'kafka',
  summary: 'sends each revision to a topic of Kafka, keyed by the id of the article',
  settings,
  open(given) {
    const { brokers, topic, allowPrivateAddresses } = given;
    const producer = new KeptConnection({
      open: () => makeProducer(given),
      isClosed: () => false,
      close: (made) => made.close(true),
    });
    return {
      async connect() {
        for (const broker of brokers) await checkedHost(hostOf(broker), allowPrivateAddresses);
        await (await producer.get()).metadata({ topics: [topic], autocreateTopics: false });
      },
      async deliver(delivery) {
        const client = await producer.get();
        const headers = {
          'content-type': delivery.document.contentType,
          ...prefixed('copytaster-', factsOf(delivery)),
        };
        const messages = [{ topic, key: delivery.articleId, value: fileOf(delivery), headers }];
        try {
          const { offsets } = await within(client.send({ messages, acks: ALL_REPLICAS }), delivery.signal);
          const at = offsets?.[0];
          return delivered(at === undefined ? 'confirmed' : `${at.partition}:${at.offset}`);
        } catch (error) {
          const words = wordsOf(error);
          if (/MESSAGE_TOO_LARGE/i.test(words)) return refused('larger than the topic takes (max.message.bytes)');
          await producer.drop();
          return failed(words, !/ECONNREFUSED|UNKNOWN_TOPIC|AUTHORIZATION/i.test(words), CURES);
        }
      },
      close: () => producer.end(),
    };
  },
});
export default kafka;

const hostOf = (broker: string): string => broker.slice(0, broker.lastIndexOf(':'));

async function makeProducer({ brokers, tls, mechanism, user, password }: Settings) {
  // Loading the client takes longer than all else that a command does, so it is loaded where it is used.
  const { Producer, stringSerializers } = await import('@platformatic/kafka');
  return new Producer({
    clientId: 'copytaster',
    bootstrapBrokers: brokers,
    serializers: stringSerializers,
    connectTimeout: CONNECT_MS,
    requestTimeout: ANSWER_MS,
    // We try again ourselves, in the order of the lane.
    retries: 0,
    autocreateTopics: false,
    ...(tls ? { tls: {} } : {}),
    ...(user === undefined ? {} : { sasl: { mechanism, username: user, password: password?.reveal() ?? '' } }),
  });
}

/** An error of the client holds those of every broker that was asked. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(wordsOf)].join(': ').slice(0, 500);
  if (!(error instanceof Error)) return String(error);
  const { apiId } = error as Error & { apiId?: string };
  const own = apiId === undefined ? error.message : `${apiId}: ${error.message}`;
  return (error.cause === undefined ? own : `${own}: ${wordsOf(error.cause)}`).slice(0, 500);
}
