const FIRST_HALF = /[\ud800-\udbff]$/;

/**
 * The beginning of a text, never ending within a character.
 * @param most its length in UTF-16 units at the most
 */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(FIRST_HALF, '');
}
