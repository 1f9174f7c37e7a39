import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares text with a golden file; `npm run golden` writes the file anew, to be read before it is kept. */
export function expectGolden(path: string, text: string): void {
  if (process.env.COPYTASTER_GOLDEN === 'write') writeFileSync(path, text);
  expect(existsSync(path), `${path} is missing: run npm run golden and read what it wrote`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
