/** Runs in a thread of its own for one large mail. */
import { parentPort, workerData } from 'node:worker_threads';
import 'mailparser';
import { describeError } from '../../article/failure.ts';
import { documentsOf } from './mail-documents.ts';
import type { MailMessage } from './read-mail.ts';

const say = (message: MailMessage): void => parentPort?.postMessage(message);

say({ kind: 'ready' });
await documentsOf(workerData as Uint8Array).then(
  (documents) => say({ kind: 'read', documents }),
  (error: unknown) => say({ kind: 'failed', reason: describeError(error) }),
);
