import type { JetStreamClient } from '@nats-io/jetstream';
import type { MsgHdrs, NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { describeError } from '../article/failure.ts';
import { checkedHost } from '../network/checked-host.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { SecretText } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, fileOf, prefixed } from './contract/facts.ts';
import { KeptConnection } from './contract/kept-connection.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed, refused, within } from './contract/results.ts';

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
const CURES = [
  [/no ?responders|no stream|503/i, 'no stream of JetStream takes this subject; make one: nats stream add'],
  [/authorization|authentication/i, 'correct user:, password: or token:'],
  [/permissions violation/i, 'let this user publish to the subject'],
  [/timeout/i, 'the stream did not confirm in time'],
] as const;

const settings = z.strictObject({
  host: z.string().min(1).describe('the server').meta({ example: 'nats.example.org' }),
  port: z.int().min(1).max(65_535).default(4222).describe('its port'),
  subject: placeName('the subject', 'wire.{agency}.{type}', { unique: false }),
  user: z.string().optional().describe('who logs in').meta({ example: 'copytaster' }),
  password: SecretText.optional().describe('its password').meta({ example: '${NATS_PASSWORD}' }),
  token: SecretText.optional().describe('a token, instead').meta({ example: '${NATS_TOKEN}' }),
  tls: z.boolean().default(false).describe('true: the connection must be encrypted'),
});

type Settings = DestinationSettings & z.infer<typeof settings>;

interface Link {
  readonly connection: NatsConnection;
  readonly stream: JetStreamClient;
}

/**
 * Publishes each revision to a stream of NATS JetStream and waits until the stream has it. `Nats-Msg-Id` is the
 * revision's id: within the stream's duplicate window a repeat is stored once.
 */
const nats = defineDestination({
  type: 'nats',
  summary: 'publishes each revision to a stream of NATS JetStream',
  settings,
  open(given, { userAgent }) {
    const link = new KeptConnection<Link>({
      open: () => openLink(given, userAgent),
      isClosed: ({ connection }) => connection.isClosed(),
      close: ({ connection }) => connection.close(),
    });
    return {
      connect: async () => void (await link.get()),
      async deliver(delivery) {
        let asked = false;
        try {
          const { stream } = await within(link.get(), delivery.signal);
          const headers = await headersOf(delivery);
          asked = true;
          const published = stream.publish(fillName(given.subject, delivery), fileOf(delivery), {
            msgID: delivery.id,
            headers,
            timeout: ANSWER_MS,
          });
          const answer = await within(published, delivery.signal);
          return delivered(`${answer.stream} ${answer.seq}${answer.duplicate ? ', had it already' : ''}`);
        } catch (error) {
          if (/max_payload|max(?:imum)? (?:payload|message)/i.test(String(error)))
            return refused('larger than the server takes (max_payload)');
          const answered = /no ?responders|no stream|503|permissions/i.test(describeError(error));
          if (!answered) await link.drop();
          return failed(error, asked && !answered, CURES);
        }
      },
      close: () => link.end(),
    };
  },
});
export default nats;

async function openLink(given: Settings, userAgent: string): Promise<Link> {
  const { user, password, token } = given;
  const [{ jetstream }, { connect }] = await Promise.all([
    import('@nats-io/jetstream'),
    import('@nats-io/transport-node'),
  ]);
  const connection = await connect({
    servers: `${await checkedHost(given.host, given.allowPrivateAddresses)}:${given.port}`,
    name: userAgent,
    timeout: CONNECT_MS,
    // A message that waits for a connection could pass a newer one.
    reconnect: false,
    ...(user === undefined ? {} : { user, pass: password?.reveal() ?? '' }),
    ...(token === undefined ? {} : { token: token.reveal() }),
    ...(given.tls ? { tls: {} } : {}),
  });
  return { connection, stream: jetstream(connection) };
}

async function headersOf(delivery: Delivery): Promise<MsgHdrs> {
  const { headers } = await import('@nats-io/transport-node');
  const facts = headers();
  for (const [name, value] of Object.entries(prefixed('Copytaster-', factsOf(delivery)))) facts.set(name, value);
  facts.set('Content-Type', delivery.document.contentType);
  return facts;
}
