const MAX_LINES = 5_000;
const MAX_RULES = 2_000;
const LONGEST_DELAY_MS = 30_000;

/** What a site's robots.txt says to us (RFC 9309). */
export interface RobotsRules {
  readonly rules: readonly { readonly allow: boolean; readonly path: string }[];
  /** Milliseconds that the site asks to be left alone between two requests, or null. */
  readonly delayMs: number | null;
}

/** Nothing is forbidden: what a site without robots.txt says. */
export const ALL_ALLOWED: RobotsRules = { rules: [], delayMs: null };
/** Everything is forbidden: what a site says whose robots.txt cannot be had. */
export const NONE_ALLOWED: RobotsRules = { rules: [{ allow: false, path: '/' }], delayMs: null };

/** The rules for one product token: those of the groups that name it, else those for all ("*"). */
export function parseRobots(text: string, product: string): RobotsRules {
  const own: Group = { rules: [], delayMs: null };
  const everybody: Group = { rules: [], delayMs: null };
  let isNamed = false;
  let open: Group[] = [];
  let inRules = false;
  for (const { field, value } of fieldsIn(text)) {
    if (field !== 'user-agent') {
      inRules = true;
      for (const group of open) keepRule(group, field, value);
      continue;
    }
    if (inRules) open = [];
    inRules = false;
    if (value === '*') open.push(everybody);
    if (value.toLowerCase() === product.toLowerCase()) {
      open.push(own);
      isNamed = true;
    }
  }
  return isNamed ? own : everybody;
}

/** The lines that give a field a value. */
function* fieldsIn(text: string): Generator<{ readonly field: string; readonly value: string }> {
  for (const line of text.split(/\r\n?|\n/, MAX_LINES)) {
    const [, field, value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? [];
    if (field !== undefined) yield { field: field.toLowerCase(), value: value.trim() };
  }
}

interface Group {
  readonly rules: { allow: boolean; path: string }[];
  delayMs: number | null;
}

function keepRule(group: Group, field: string, value: string): void {
  if (field === 'crawl-delay' && Number(value) >= 0) group.delayMs = Math.min(LONGEST_DELAY_MS, Number(value) * 1_000);
  if ((field !== 'allow' && field !== 'disallow') || value === '' || group.rules.length >= MAX_RULES) return;
  group.rules.push({ allow: field === 'allow', path: value });
}

/** True when the rules let a path (with its query) be fetched: the longest rule that fits decides, allow before disallow. */
export function mayFetch({ rules }: RobotsRules, path: string): boolean {
  let best = { allow: true, length: -1 };
  for (const { allow, path: pattern } of rules) {
    const longer = pattern.length > best.length || (pattern.length === best.length && allow);
    if (longer && fits(pattern, path)) best = { allow, length: pattern.length };
  }
  return best.allow;
}

/** `*` stands for anything, `$` at the end for the end of the path. */
function fits(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('$');
  const parts = (whole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(parts[0] as string)) return false;
  let at = (parts[0] as string).length;
  for (const [index, part] of parts.slice(1).entries()) {
    const last = index === parts.length - 2;
    const found = whole && last ? path.lastIndexOf(part) : path.indexOf(part, at);
    if (found < at) return false;
    at = found + part.length;
  }
  return !whole || at === path.length;
}
