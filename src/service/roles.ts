import type { Settings } from '../settings/schema.ts';
import type { Task } from './housekeeping.ts';

/** What a process of the service may do. */
export type Role = 'fetch' | 'stories' | 'publish' | 'http';

/** Every role; a process has all of them unless it is started with fewer. */
export const ROLES: readonly Role[] = ['fetch', 'stories', 'publish', 'http'];

/** A role that works in this process. */
export interface RunningRole {
  /** What it does again and again. */
  readonly tasks: readonly Task[];
  /** Where it listens, if it does. */
  readonly address?: string;
  /** Works by other settings from now on. @throws when they cannot be taken over; all is then as before */
  reload?(next: Settings): Promise<void>;
  /** Takes no more work; resolves when what is under way has ended. */
  stop?(): Promise<void>;
  /** Closes what it opened. */
  close?(): Promise<void>;
}
