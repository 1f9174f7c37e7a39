import type { Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { z } from 'zod';
import { checkedHost } from '../../network/checked-host.ts';
import { SecretText } from '../../settings/setting-values.ts';

const ANSWER_MS = 10_000;

/** The keys of whoever sends mails. */
export const MailServerSettings = z.strictObject({
  host: z.string().min(1).describe('the mail server').meta({ example: 'mail.example.org' }),
  port: z.int().min(1).max(65_535).default(587).describe('its port'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('starttls, tls from the first byte (port 465), or none'),
  user: z.string().optional().describe('who logs in').meta({ example: 'copytaster' }),
  password: SecretText.optional().describe('its password').meta({ example: '${MAIL_PASSWORD}' }),
  sender: z.email().describe('whom it is from').meta({ example: 'wire@example.org' }),
  to: z
    .array(z.email())
    .min(1)
    .describe('who gets it')
    .meta({ example: ['desk@example.org'] }),
});

/** A mail server that was looked up. */
export type MailServer = Transporter<SMTPTransport.SentMessageInfo>;

/**
 * A way to this mail server; it connects when a mail is sent.
 * @throws NetworkFailure where its address may not be used
 */
export async function openMailServer(
  settings: z.infer<typeof MailServerSettings> & { readonly allowPrivateAddresses: boolean },
): Promise<MailServer> {
  const { host, port, security, user, password, allowPrivateAddresses } = settings;
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: await checkedHost(host, allowPrivateAddresses),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host },
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: password?.reveal() ?? '' } }),
  });
}
