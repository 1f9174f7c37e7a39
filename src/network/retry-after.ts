/**
 * How long a server asks to be left alone, in milliseconds from `now`, or null where its header cannot be read. Seconds
 * may have a fraction; of several values the first that can be read counts.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.slice(0, 200).trim() ?? '';
  if (text === '') return null;
  const dated = Date.parse(text);
  for (const each of text.split(',')) if (/^\d+(?:\.\d+)?$/.test(each.trim())) return Number(each) * 1_000;
  return Number.isNaN(dated) ? null : Math.max(0, dated - now);
}
