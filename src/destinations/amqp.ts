import type { ChannelModel, ConfirmChannel } from 'amqplib';
import { z } from 'zod';
import { checkedHost } from '../network/checked-host.ts';
import { SecretText } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, fileOf } from './contract/facts.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed, within } from './contract/results.ts';

const CONNECT_MS = 10_000;
const CURES = [
  [/ACCESS[-_]REFUSED|403/i, 'correct user: or password:, or let it publish to exchange:'],
  [/NOT[-_]FOUND|404/i, 'exchange: is not there; make it, or correct it'],
  [/no queue/i, 'bind a queue to the exchange, or switch mandatory: off'],
] as const;

interface Link {
  readonly connection: ChannelModel;
  readonly channel: ConfirmChannel;
  /** Messages that came back because no queue takes them. */
  readonly returned: Set<string>;
}

/**
 * Publishes each revision to an exchange (RabbitMQ and other brokers of AMQP 0-9-1), persistent, and waits until the
 * broker confirms. `message_id` is the revision's id; what no queue takes is a failure, not a loss.
 */
const amqp = defineDestination({
  type: 'amqp',
  summary: 'publishes each revision to an exchange of RabbitMQ, and waits for its word',
  settings: z.strictObject({
    host: z.string().min(1).describe('the broker').meta({ example: 'rabbit.example.org' }),
    port: z.int().min(1).max(65_535).default(5672).describe('its port'),
    virtualHost: z.string().min(1).default('/').describe('the virtual host'),
    user: z.string().min(1).default('guest').describe('who logs in'),
    password: SecretText.prefault('guest').describe('its password').meta({ example: '${AMQP_PASSWORD}' }),
    tls: z.boolean().default(false).describe('true: the connection is encrypted'),
    exchange: z.string().describe('the exchange; empty: the default one').meta({ example: 'wire' }),
    routingKey: placeName('the routing key', '{agency}.{language}.{type}', { unique: false }),
    mandatory: z.boolean().default(true).describe('true: what no queue takes is tried again'),
  }),
  open(settings) {
    let link: Link | null = null;
    const connected = async (): Promise<Link> => {
      if (link !== null) return link;
      const { connect } = await import('amqplib');
      const connection = await connect(
        {
          protocol: settings.tls ? 'amqps' : 'amqp',
          hostname: await checkedHost(settings.host, settings.allowPrivateAddresses),
          port: settings.port,
          vhost: settings.virtualHost,
          username: settings.user,
          password: settings.password.reveal(),
          heartbeat: 10,
        },
        { timeout: CONNECT_MS, servername: settings.host },
      );
      const channel = await connection.createConfirmChannel();
      const made: Link = { connection, channel, returned: new Set() };
      const forget = (): void => {
        if (link === made) link = null;
      };
      connection.on('error', forget).on('close', forget);
      channel.on('error', forget).on('close', forget);
      channel.on('return', ({ properties }) => made.returned.add(String(properties.messageId)));
      if (settings.exchange !== '') await channel.checkExchange(settings.exchange);
      link = made;
      return made;
    };
    const disconnect = async (): Promise<void> => {
      const old = link;
      link = null;
      await old?.connection.close().catch(() => undefined);
    };
    const publish = async ({ channel, returned }: Link, delivery: Delivery): Promise<void> => {
      const { id, document } = delivery;
      returned.delete(id);
      await new Promise<void>((resolve, reject) => {
        channel.publish(
          settings.exchange,
          fillName(settings.routingKey, delivery),
          Buffer.from(fileOf(delivery)),
          {
            messageId: id,
            persistent: true,
            mandatory: settings.mandatory,
            contentType: document.contentType,
            type: delivery.event.type,
            timestamp: Math.floor(delivery.now / 1_000),
            headers: factsOf(delivery),
          },
          (error: unknown) => (error === null || error === undefined ? resolve() : reject(error)),
        );
      });
      if (returned.delete(id)) throw new Error('no queue takes this routing key');
    };
    return {
      connect: async () => void (await connected()),
      async deliver(delivery) {
        let asked = false;
        try {
          const ready = await within(connected(), delivery.signal);
          asked = true;
          await within(publish(ready, delivery), delivery.signal);
          return delivered('confirmed');
        } catch (error) {
          const returned = /no queue/.test(String(error));
          if (!returned) await disconnect();
          return failed(error, asked && !returned, CURES);
        }
      },
      close: disconnect,
    };
  },
});
export default amqp;
