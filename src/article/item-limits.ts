import { cutText } from './cut-text.ts';
import type { WireItem } from './wire-item.ts';

/** The longest texts of an item, in UTF-16 units; what is longer is cut. */
const LONGEST: Readonly<Record<string, number>> = {
  headline: 5_000,
  subheadline: 5_000,
  slugline: 2_000,
  dateline: 2_000,
  located: 2_000,
  creditLine: 5_000,
  correctionNote: 20_000,
  copyrightHolder: 5_000,
  copyrightNotice: 20_000,
  contentWarning: 5_000,
};
const LONGEST_ID = 4_000;
const LONGEST_VALUE = 20_000;
const LONGEST_BODY = 2_000_000;
/** How many values a field keeps. */
export const MOST_VALUES = 1_000;
/** Longer runs of blanks are cut to this. */
const MOST_BLANKS = 64;
const BLANK_RUN = /[^\S\r\n]{65,}/g;
const MOST_LINE_ENDS = 32;
const EMPTY_LINES = /(?:\r?\n[^\S\r\n]{0,64}){33,}/g;
const IDS = new Set(['itemId', 'uri', 'version', 'language', 'urgency', 'priority', 'type']);

/**
 * An item in which every text has a longest length and every list a most of values; what was cut is named in its trace.
 * Long runs of blanks are shortened, so that no pattern ever meets one.
 */
export function limitItem(item: WireItem): WireItem {
  const cut: { field: string; from: string; dropped: string }[] = [];
  const limited: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(item)) {
    const longest = LONGEST[field] ?? (IDS.has(field) ? LONGEST_ID : LONGEST_VALUE);
    limited[field] = limitValue(value, field, field === 'body' || field === 'summary' ? LONGEST_BODY : longest, cut);
  }
  return cut.length === 0
    ? (limited as unknown as WireItem)
    : ({ ...limited, trace: [...(limited.trace as WireItem['trace']), ...cut] } as unknown as WireItem);
}

function limitValue(
  value: unknown,
  field: string,
  longest: number,
  cut: { field: string; from: string; dropped: string }[],
): unknown {
  if (typeof value === 'string') {
    const short = squeeze(value);
    if (short.length <= longest) return short;
    cut.push({ field, from: field, dropped: `${short.length - longest} of its ${short.length} characters` });
    return cutText(short, longest);
  }
  if (Array.isArray(value)) {
    if (value.length > MOST_VALUES)
      cut.push({ field, from: field, dropped: `${value.length - MOST_VALUES} of its ${value.length} values` });
    return value.slice(0, MOST_VALUES).map((each) => limitValue(each, field, longest, cut));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, limitValue(inner, field, longest, cut)]),
  );
}

function squeeze(text: string): string {
  if (text.length <= MOST_LINE_ENDS) return text;
  const short = mayHaveRun(text) ? text.replace(BLANK_RUN, (run) => run.slice(0, MOST_BLANKS)) : text;
  return short.includes('\n') ? short.replace(EMPTY_LINES, '\n'.repeat(MOST_LINE_ENDS)) : short;
}

const BLANK = /[^\S\r\n]/;

/** False where no run of blanks can be too long: such a run covers a place that is looked at, and one beside it. */
function mayHaveRun(text: string): boolean {
  for (let at = MOST_BLANKS; at < text.length; at += MOST_BLANKS + 1)
    if (isBlank(text, at) && (isBlank(text, at - 1) || isBlank(text, at + 1))) return true;
  return false;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c : BLANK.test(text[at] ?? '');
}
