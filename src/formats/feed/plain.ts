import { plainTitle } from '../../markup/markup.ts';

/** A title as plain text, or null where nothing of it is left. */
export function plainOrNull(text: string | null): string | null {
  const plain = text === null ? '' : plainTitle(text);
  return plain === '' ? null : plain;
}
