/** Scripts that write no spaces between words: their words are told by pairs of signs. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const SHORTEST_WORD = 4;
const STEM = 5;
/** Scripts whose words are short in signs. */
const DENSE =
  /[\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}]/u;
const DENSE_STEM = 3;
/** Korean words end in particles; two syllables are most of them. */
const HANGUL_STEM = 2;
const VIETNAMESE = /[\u1ea0-\u1ef9đơư]/u;
const MOST_SIGNS = 20_000;

/** What a text speaks of: the beginnings of its longer words; pairs of signs where a script writes no spaces. */
export function stemsOf(text: string): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const [run] of text.slice(0, MOST_SIGNS).toLowerCase().matchAll(RUN)) {
    if (UNSPACED.test(run)) for (let at = 0; at + 2 <= run.length; at += 1) stems.add(run.slice(at, at + 2));
    else if (DENSE.test(run)) {
      if (run.length >= 2) stems.add(run.slice(0, /\p{Script=Hangul}/u.test(run) ? HANGUL_STEM : DENSE_STEM));
    } else if (run.length >= SHORTEST_WORD || VIETNAMESE.test(run) || /^\d{2,}$/.test(run))
      stems.add(run.slice(0, STEM));
  }
  return stems;
}

/** How many stems two texts share. */
export function sharedStems(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of one) if (other.has(stem)) shared += 1;
  return shared;
}

/** True for a text in a script that writes no spaces. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}

/**
 * The length of a text in letters of an alphabet: a sign of Chinese or Japanese says as much as about three letters, a
 * syllable of Korean as much as two.
 */
export function measure(text: string): number {
  let length = text.length;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    length += 2 * (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0);
  if (/\p{Script=Hangul}/u.test(text)) length += text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  return length;
}
