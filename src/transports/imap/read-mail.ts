import { Worker } from 'node:worker_threads';
import { describeError } from '../../article/failure.ts';
import { documentsOf, type MailDocument } from './mail-documents.ts';

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './mail-worker.ts' : './mail-worker.js', import.meta.url);
/** A mail of up to this is read within some ten milliseconds, sooner than a thread begins. */
const SMALL_BYTES = 100_000;
const LONGEST_MS = 60_000;
const MEMORY = { maxOldGenerationSizeMb: 512 };

/** What a thread says of the mail that it has read. */
export type ReadMail = { readonly documents: readonly MailDocument[] } | { readonly problem: string };

/**
 * The documents of a mail. Anybody may send a large one, which can take seconds, so it is read in a thread of its own.
 * @param longestMs how long that may take
 * @throws what is wrong with the mail, or that reading it takes too long or too much memory
 */
export function readMail(source: Uint8Array, longestMs = LONGEST_MS): Promise<readonly MailDocument[]> {
  const thread = source.length > SMALL_BYTES ? startThread(source) : null;
  return thread === null ? documentsOf(source) : answerOf(thread, longestMs);
}

/** Null where the system gives no thread. */
function startThread(source: Uint8Array): Worker | null {
  try {
    return new Worker(ENTRY, { execArgv: [], env: {}, workerData: source, resourceLimits: MEMORY });
  } catch {
    return null;
  }
}

function answerOf(thread: Worker, longestMs: number): Promise<readonly MailDocument[]> {
  const tooLate = AbortSignal.timeout(longestMs);
  return new Promise<readonly MailDocument[]>((resolve, reject) => {
    tooLate.addEventListener('abort', () => reject(new Error(`reading it takes more than ${longestMs / 1_000} s`)));
    thread.on('message', (read: ReadMail) =>
      'documents' in read ? resolve(read.documents) : reject(new Error(read.problem)),
    );
    thread.on('error', (error) => reject(new Error(`reading it ended its thread: ${describeError(error)}`)));
    thread.on('exit', (code) => reject(new Error(`reading it ended its thread with code ${code}`)));
  }).finally(() => thread.terminate());
}
