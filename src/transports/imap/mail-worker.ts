/** Runs in a thread of its own for one large mail. */
import { parentPort, workerData } from 'node:worker_threads';
import { describeError } from '../../article/failure.ts';
import { documentsOf } from './mail-documents.ts';
import type { ReadMail } from './read-mail.ts';

const read: ReadMail = await documentsOf(workerData as Uint8Array).then(
  (documents) => ({ documents }),
  (error: unknown) => ({ problem: describeError(error) }),
);
parentPort?.postMessage(read);
