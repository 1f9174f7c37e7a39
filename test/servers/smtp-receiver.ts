import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that came, as it was sent. */
export interface ReceivedMail {
  readonly text: string;
  readonly to: readonly string[];
}

/** An SMTP server of a test's own on loopback. */
export interface SmtpReceiver {
  readonly port: number;
  /** What came and was taken. */
  readonly mails: ReceivedMail[];
  /** The code with which mails are refused from now on, or null to take them. */
  refusal: number | null;
  close(): Promise<void>;
}

/** Starts a real SMTP server for a test. */
export async function startSmtpReceiver(): Promise<SmtpReceiver> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      stream.on('end', () => {
        if (receiver.refusal !== null) return done(Object.assign(new Error('no'), { responseCode: receiver.refusal }));
        mails.push({ text, to: session.envelope.rcptTo.map(({ address }) => address) });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const receiver: SmtpReceiver = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refusal: null,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return receiver;
}
