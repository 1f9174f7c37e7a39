import { Worker } from 'node:worker_threads';
import { describeError } from '../../article/failure.ts';
import { documentsOf, type MailDocument } from './mail-documents.ts';

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './mail-worker.ts' : './mail-worker.js', import.meta.url);
/** A mail of up to this is read within some ten milliseconds, sooner than a thread begins. */
const SMALL_BYTES = 100_000;
const LONGEST_MS = 60_000;
const MEMORY = { maxOldGenerationSizeMb: 512 };

/** What a thread sends: that it can read, then what became of its mail. */
export type MailMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly documents: readonly MailDocument[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** How a large mail is read; tests give other values. */
interface MailReading {
  readonly longestMs: number;
  /** The module that runs in the thread. */
  readonly entry: URL;
}

/**
 * The documents of a mail. Anybody may send a large one, which can take seconds, so it is read in a thread of its own.
 * A mail is no worse for a thread that cannot start: it is read here.
 * @throws what is wrong with the mail, or that reading it takes too long or too much memory
 */
export function readMail(
  source: Uint8Array,
  { longestMs = LONGEST_MS, entry = ENTRY }: Partial<MailReading> = {},
): Promise<readonly MailDocument[]> {
  const thread = source.length > SMALL_BYTES ? startThread(entry, source) : null;
  return thread === null ? documentsOf(source) : readIn(thread, source, longestMs);
}

/** Null where the system gives no thread. */
function startThread(entry: URL, source: Uint8Array): Worker | null {
  try {
    return new Worker(entry, { execArgv: [], env: {}, workerData: source, resourceLimits: MEMORY });
  } catch {
    return null;
  }
}

function readIn(thread: Worker, source: Uint8Array, longestMs: number): Promise<readonly MailDocument[]> {
  const tooLate = AbortSignal.timeout(longestMs);
  let isReady = false;
  return new Promise<readonly MailDocument[]>((resolve, reject) => {
    const end = (reason: string): void =>
      isReady ? reject(new Error(`reading it ended its thread: ${reason}`)) : resolve(documentsOf(source));
    tooLate.addEventListener('abort', () => reject(new Error(`reading it takes more than ${longestMs / 1_000} s`)));
    thread.on('message', (message: MailMessage) => {
      if (message.kind === 'ready') isReady = true;
      else if (message.kind === 'read') resolve(message.documents);
      else reject(new Error(message.reason));
    });
    thread.on('error', (error) => end(describeError(error)));
    thread.on('exit', (code) => end(`it ended with code ${code}`));
  }).finally(() => thread.terminate());
}
