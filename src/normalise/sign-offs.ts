import type { HouseStyle } from '../agencies/contract/house-style.ts';

/** Takes the sign-off off the end of the copy: by the agency's house style, else initials as many desks set them. */
export function takeSignOff(paragraphs: string[], style: HouseStyle | null): string | null {
  return (style === null ? null : takeSignOffs(paragraphs, style)) ?? takeInitials(paragraphs);
}

/** The initials of those who wrote and edited the copy, which desks of many agencies set under it. */
const INITIALS: readonly RegExp[] = [
  // "sd/fg", "AAP TI/jg", "akb/ mick/", "EWH/SMS"
  /^(?:(?:\p{Lu}{2,5} \p{L}{2,3}|\p{Ll}{2,3})(?:\/\p{Ll}{2,3}){1,4}|(?:\p{Ll}{2,4}\/ ?){1,4}|\p{Lu}{2,4}(?:\/\p{Lu}{2,4}){1,4}|\p{Lu}{2,4} ?\/\/ ?\p{Lu}{2,4})$/u,
  // "ak jv"
  /^\p{Ll}{2,3}(?: \p{Ll}{2,3}){1,3}$/u,
  // "(rc/mh)", "(mho)", "[JDC, KVH]", "/MY, PP/"
  /^[([/](?:\p{L}{2,5}(?:(?:[/-]|, ?)\p{L}{2,5}){1,4}|\p{Ll}{2,4})[)\]/]$/u,
];
/** "… until May. (JDC/KVH)": behind the last full stop. */
const INITIALS_BEHIND = /(?<=[.!?"”»…])\s\((?:\p{L}{2,4}(?:\/\p{L}{2,4}){1,4}|\p{Ll}{2,4})\)$/u;
/** "Autorka: Anna Nowak", "Texto: João Sá": who wrote, under the copy. */
const WRITER_BELOW =
  /^(?:[Aa]utor(?:k[ai]|in|es|a|zy|i)?|[Tt]e[kx]sto?|[Tt]ext[eo]?|[Tt]esto|[Аа]втор|[Rr]eporter)\s?:\s\p{Lu}[\p{L}\p{M}'’.-]{0,24}(?:,? \p{Lu}[\p{L}\p{M}'’.-]{0,24}){1,5}$/u;
const LONGEST_INITIALS = 40;
const LONGEST_WRITER = 120;

function takeInitials(paragraphs: string[]): string | null {
  const last = paragraphs.findLastIndex((paragraph) => paragraph.trim() !== '');
  const closing = paragraphs[last]?.trim() ?? '';
  const isInitials = closing.length <= LONGEST_INITIALS && INITIALS.some((pattern) => pattern.test(closing));
  if (last >= 1 && (isInitials || (closing.length <= LONGEST_WRITER && WRITER_BELOW.test(closing)))) {
    paragraphs.splice(last);
    return closing;
  }
  const behind = INITIALS_BEHIND.exec(closing.slice(-LONGEST_INITIALS))?.[0];
  if (behind === undefined) return null;
  paragraphs.splice(last, paragraphs.length, closing.slice(0, -behind.length));
  return behind.trim();
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
  const match =
    [...style.signOffs, ...signedBy(style)].map((pattern) => pattern.exec(text)).find((each) => each !== null) ?? null;
  if (match === null || (paragraphs.length > 1 && !match[0].includes('\n'))) return null;
  return {
    signOff: match[0].replace(/\s+/g, ' ').trim(),
    rest: tail.slice(0, tail.length - text.length + match.index).trimEnd(),
  };
}

const signed = new WeakMap<HouseStyle, readonly RegExp[]>();

/**
 * The agency's name under the copy, in brackets or between strokes, alone or with initials or the writer: "(PAP)",
 * "(Lro/Adnkronos)", "(Hina) xmbu yln", "/KUNA/", "KNA/jle/brg", "وام / أحمد جمال".
 */
function signedBy(style: HouseStyle): readonly RegExp[] {
  const known = signed.get(style);
  if (known !== undefined) return known;
  const written = new Set([style.name, ...style.names].filter((name) => name !== '').flatMap(waysToWrite));
  const names = `(?:${[...written].map(RegExp.escape).join('|')})`;
  const patterns =
    written.size === 0
      ? []
      : [
          String.raw`(?:^|(?<=[.!?"”»…])\s?)[(/[](?:\p{L}{2,6}[/-]){0,2}${names}(?:[/-]\p{L}{1,12}){0,3}[)/\]]\.?(?:\s\p{Ll}{2,5}(?:[ /]\p{Ll}{2,5}){0,3})?$`,
          String.raw`^${names}(?:\s?/\s?[\p{L}\p{M}.'’ -]{1,40}){1,3}$`,
          String.raw`^${names}(?:[ -]\p{Ll}{2,4}){1,5}$`,
        ].map((source) => new RegExp(source, 'u'));
  signed.set(style, patterns);
  return patterns;
}

const waysToWrite = (name: string): string[] => [
  name,
  name.toUpperCase(),
  name.toLowerCase(),
  name.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()),
];
