import { readFileSync } from 'node:fs';
import { sha256 } from '../article/content.ts';
import type { Settings } from './schema.ts';

const CHECK_EVERY_MS = 1_000;

/** What is called when a settings file changes. */
export interface SettingsListener {
  /** Reads and checks the file. @throws SettingsError */
  readonly read: () => Settings;
  /** Takes valid settings over. @throws when they cannot be; all is then as before */
  readonly apply: (settings: Settings) => Promise<void>;
  /** The file is invalid, or could not be taken over. */
  readonly refused: (error: unknown) => void;
}

/**
 * Reads the settings again when their file has another content, whichever way it came there, and when the process
 * gets SIGHUP (an environment file may have changed). A file that is being written counts when two checks find the same.
 * One change is handled at a time.
 * @returns a function that ends it
 */
export function watchSettings(path: string, listener: SettingsListener): () => Promise<void> {
  let known = contentOf(path);
  let seen = known;
  let turn: Promise<void> = Promise.resolve();
  const reload = (): void => {
    turn = turn.then(async () => {
      try {
        await listener.apply(listener.read());
      } catch (error) {
        listener.refused(error);
      }
    });
  };
  const check = (): void => {
    const now = contentOf(path);
    if (now === seen && now !== known) {
      known = now;
      reload();
    }
    seen = now;
  };
  const timer = setInterval(check, CHECK_EVERY_MS);
  timer.unref();
  process.on('SIGHUP', reload);
  return async () => {
    clearInterval(timer);
    process.off('SIGHUP', reload);
    await turn;
  };
}

function contentOf(path: string): string {
  try {
    return sha256(readFileSync(path, 'utf8'));
  } catch (error) {
    return `unreadable: ${(error as NodeJS.ErrnoException).code}`;
  }
}
