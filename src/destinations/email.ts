import { z } from 'zod';
import type { AttemptResult } from '../article/attempt.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, prefixed } from './contract/facts.ts';
import { delivered, failed, refused, within } from './contract/results.ts';
import { Gathering } from './email/gathering.ts';
import type { Letter } from './email/letter.ts';
import { type MailServer, MailServerSettings, openMailServer } from './email/mail-server.ts';

const CURES = [
  [/EAUTH|535/, 'correct user: or password:'],
  [/EENVELOPE|55\d/, 'correct sender: or to:'],
  [/certificate/i, 'the certificate of the server is not trusted'],
] as const;

/**
 * Sends each revision to a desk as a mail: alerts, stops and, with `gather`, a digest of what came in a few seconds.
 * All mails of an article are one conversation; `Message-ID` is made of the revision's id.
 */
const email = defineDestination({
  type: 'email',
  summary: 'sends each revision, or a digest of a few seconds, to a desk as a mail',
  settings: MailServerSettings.extend({
    gather: z
      .int()
      .min(0)
      .max(15)
      .default(0)
      .describe('seconds in which what comes goes into one mail; alerts and stops wait for nothing'),
  }),
  open(settings, { userAgent }) {
    let transport: MailServer | null = null;
    const connected = async (): Promise<MailServer> => {
      if (transport !== null) return transport;
      transport = await openMailServer(settings);
      return transport;
    };
    const send = async (letter: Letter): Promise<AttemptResult> => {
      try {
        const mailer = await connected();
        const { sender: from, to } = settings;
        const { messageId } = await mailer.sendMail({ ...letter, from, to, xMailer: userAgent });
        return delivered(messageId);
      } catch (error) {
        return resultOf(error);
      }
    };
    const gathering = new Gathering<Delivery>(settings.gather * 1_000, async (deliveries) => {
      const { digestOf } = await import('./email/letter.ts');
      return send(digestOf(deliveries));
    });
    return {
      connect: async () => void (await (await connected()).verify()),
      async deliver(delivery) {
        try {
          const alone = settings.gather === 0 || delivery.stop || isUrgent(delivery);
          const { letterOf } = await import('./email/letter.ts');
          const headers = prefixed('X-Copytaster-', factsOf(delivery));
          const sent = alone ? send({ ...letterOf(delivery), headers }) : gathering.add(delivery);
          return await within(sent, delivery.signal);
        } catch (error) {
          return failed(error, true);
        }
      },
      async close() {
        await gathering.end();
        transport?.close();
        transport = null;
      },
    };
  },
});
export default email;

const URGENT = new Set(['flash', 'alert']);
const isUrgent = ({ article }: Delivery): boolean => article === null || URGENT.has(article.priority);

/** A mail may have been taken when the connection broke behind its text; a server's refusal is certain. */
function resultOf(error: unknown): AttemptResult {
  const {
    code = '',
    command = '',
    responseCode = 0,
  } = error as Record<'code' | 'command', string | undefined> & {
    responseCode?: number;
  };
  if (responseCode === 552) return refused('larger than the mail server takes');
  const certain =
    responseCode >= 400 || command === 'CONN' || /ECONNECTION|EAUTH|EENVELOPE|EDNS|ECONNREFUSED|ETLS/.test(code);
  return failed(error, !certain, CURES);
}
