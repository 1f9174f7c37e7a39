import type { ChannelModel, ConfirmChannel } from 'amqplib';
import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { SecretText } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, fileOf } from './contract/facts.ts';
import { KeptConnection } from './contract/kept-connection.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed, within } from './contract/results.ts';

const CONNECT_MS = 10_000;
const CURES = [
  [/ACCESS[-_]REFUSED|403/i, 'correct user: or password:, or let it publish to exchange:'],
  [/NOT[-_]FOUND|404/i, 'exchange: is not there; make it, or correct it'],
  [/no queue/i, 'bind a queue to the exchange, or switch mandatory: off'],
] as const;

const settings = z.strictObject({
  host: z.string().min(1).describe('the broker').meta({ example: 'rabbit.example.org' }),
  port: z.int().min(1).max(65_535).default(5672).describe('its port'),
  virtualHost: z.string().min(1).default('/').describe('the virtual host'),
  user: z.string().min(1).default('guest').describe('who logs in'),
  password: SecretText.prefault('guest').describe('its password').meta({ example: '${AMQP_PASSWORD}' }),
  tls: z.boolean().default(false).describe('true: the connection is encrypted'),
  exchange: z.string().describe('the exchange; empty: the default one').meta({ example: 'wire' }),
  routingKey: placeName('the routing key', '{agency}.{language}.{type}', { unique: false }),
  mandatory: z.boolean().default(true).describe('true: what no queue takes is tried again'),
});

type Settings = DestinationSettings & z.infer<typeof settings>;

interface Link {
  readonly connection: ChannelModel;
  readonly channel: ConfirmChannel;
  /** Messages that came back because no queue takes them. */
  readonly returned: Set<string>;
  /** The broker, or what lies between, ended it. */
  closed: boolean;
}

/**
 * Publishes each revision to an exchange (RabbitMQ and other brokers of AMQP 0-9-1), persistent, and waits until the
 * broker confirms. `message_id` is the revision's id; what no queue takes is a failure, not a loss.
 */
const amqp = defineDestination({
  type: 'amqp',
  summary: 'publishes each revision to an exchange of RabbitMQ, and waits for its word',
  settings,
  open(given) {
    const link = new KeptConnection<Link>({
      open: () => openLink(given),
      isClosed: ({ closed }) => closed,
      close: ({ connection }) => connection.close(),
    });
    return {
      connect: async () => void (await link.get()),
      async deliver(delivery) {
        let asked = false;
        try {
          const ready = await within(link.get(), delivery.signal);
          asked = true;
          await within(publish(ready, given, delivery), delivery.signal);
          return delivered('confirmed');
        } catch (error) {
          const returned = /no queue/.test(String(error));
          if (!returned) await link.drop();
          return failed(error, asked && !returned, CURES);
        }
      },
      close: () => link.end(),
    };
  },
});
export default amqp;

async function openLink(given: Settings): Promise<Link> {
  const { connect } = await import('amqplib');
  const connection = await connect(
    {
      protocol: given.tls ? 'amqps' : 'amqp',
      hostname: await checkedHost(given.host, given.allowPrivateAddresses),
      port: given.port,
      vhost: given.virtualHost,
      username: given.user,
      password: given.password.reveal(),
      heartbeat: 10,
    },
    { timeout: CONNECT_MS, servername: given.host },
  );
  const channel = await connection.createConfirmChannel();
  const link: Link = { connection, channel, returned: new Set(), closed: false };
  const markClosed = (): void => {
    link.closed = true;
  };
  connection.on('error', markClosed).on('close', markClosed);
  channel.on('error', markClosed).on('close', markClosed);
  channel.on('return', ({ properties }) => link.returned.add(String(properties.messageId)));
  if (given.exchange !== '') await channel.checkExchange(given.exchange);
  return link;
}

/** Resolves when the broker has confirmed. @throws where it does not, or no queue takes the message */
async function publish(
  { channel, returned }: Link,
  { exchange, routingKey, mandatory }: Settings,
  delivery: Delivery,
): Promise<void> {
  const { id, document } = delivery;
  const options = {
    messageId: id,
    persistent: true,
    mandatory,
    contentType: document.contentType,
    type: delivery.event.type,
    timestamp: Math.floor(delivery.now / 1_000),
    headers: factsOf(delivery),
  };
  returned.delete(id);
  await new Promise<void>((resolve, reject) => {
    channel.publish(
      exchange,
      fillName(routingKey, delivery),
      Buffer.from(fileOf(delivery)),
      options,
      (error: unknown) => (error === null || error === undefined ? resolve() : reject(error)),
    );
  });
  if (returned.delete(id)) throw new Error('no queue takes this routing key');
}
