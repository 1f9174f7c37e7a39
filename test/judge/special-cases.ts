import type { DeskCase } from './desk-cases.ts';

/** What only one desk or one kind of copy does. */
export const SPECIAL_CASES: readonly DeskCase[] = [];
