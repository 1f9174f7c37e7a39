import type { HouseStyle } from '../agencies/contract/house-style.ts';

/** Takes the sign-off off the end of the copy: by the agency's house style, else initials as many desks set them. */
export function takeSignOff(paragraphs: string[], style: HouseStyle | null): string | null {
  return (style === null ? null : takeSignOffs(paragraphs, style)) ?? takeInitials(paragraphs);
}

/** The initials of those who wrote and edited the copy, which desks of many agencies set under it: "sd/fg", "AAP TI/jg". */
const INITIALS = /^(?:(?:\p{Lu}{2,5} \p{L}{2,3}|\p{Ll}{2,3})(?:\/\p{Ll}{2,3}){1,4}|(?:\p{Ll}{2,4}\/ ?){1,4})$/u;

function takeInitials(paragraphs: string[]): string | null {
  const last = paragraphs.findLastIndex((paragraph) => paragraph.trim() !== '');
  const closing = paragraphs[last]?.trim() ?? '';
  if (last < 1 || !INITIALS.test(closing)) return null;
  paragraphs.splice(last);
  return closing;
}

const MOST_SIGN_OFFS = 3;

function takeSignOffs(paragraphs: string[], style: HouseStyle): string | null {
  const taken: string[] = [];
  for (let tries = 0; tries < MOST_SIGN_OFFS; tries += 1) {
    const found = takeLastSignOff(paragraphs, style);
    if (found === null) break;
    taken.unshift(found);
  }
  return taken.length === 0 ? null : taken.join('\n');
}

function takeLastSignOff(paragraphs: string[], style: HouseStyle): string | null {
  while (paragraphs.at(-1)?.trim() === '') paragraphs.pop();
  // A bracket that was broken into paragraphs is read whole.
  for (const count of [1, 2, 3]) {
    if (count > paragraphs.length || (count > 1 && !paragraphs.at(-1)!.endsWith(')'))) break;
    const found = signOffAfter(paragraphs.slice(-count), style);
    if (found === null) continue;
    paragraphs.splice(-count, count, ...(found.rest === '' ? [] : [found.rest]));
    return found.signOff;
  }
  return null;
}

const LONGEST_SIGN_OFF = 1_200;

/** The sign-off that ends these paragraphs, through all of which it goes, and what stands before it. */
function signOffAfter(paragraphs: readonly string[], style: HouseStyle): { signOff: string; rest: string } | null {
  const tail = paragraphs.join('\n');
  const text = tail.slice(-LONGEST_SIGN_OFF);
  const match = style.signOffs.map((pattern) => pattern.exec(text)).find((each) => each !== null) ?? null;
  if (match === null || (paragraphs.length > 1 && !match[0].includes('\n'))) return null;
  return {
    signOff: match[0].replace(/\s+/g, ' ').trim(),
    rest: tail.slice(0, tail.length - text.length + match.index).trimEnd(),
  };
}
