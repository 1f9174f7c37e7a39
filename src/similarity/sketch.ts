import { hashText } from './tokens.ts';

/**
 * What a story is about: its words by their beginnings. Of each term, ascending: 27 bits of its hash, a bit that tells a
 * name or a figure, and in four bits how much the story makes of it.
 */
export type Sketch = Uint32Array;

const TERMS_KEPT = 60;
const BODY_WORDS = 150;
const LONGEST_TEXT = 3_000;
/** A headline's word counts as so many of the body. */
const HEADLINE_WEIGHT = 3;
const NAME_WEIGHT = 1.25;
/** Words are alike by their beginnings: endings differ from sentence to sentence. */
const BEGINNING = 6;
const QUARTERS = 4;
const MOST_WEIGHT = 15;
const WEIGHT_BITS = 0b01111;
const NAMED_BIT = 0b10000;
const FACT_BITS = 0b11111;
const WORD = /[\p{L}\p{N}]+(?:[.,]\d+)*/gu;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
/** All scripts without spaces stand there. */
const FROM_THAI_ON = /[\u0e00-\uffff]/;
const BEYOND_ASCII = /[^\u0000-\u007f]/;
/** In UTF-16 units. */
const LONGEST_SMALL = 6;
const LONGEST_ASCII_SMALL = 3;
const SMALL_WORD = /^\p{Ll}{1,3}$/u;
const ACCENT = /\p{M}/gu;
/** Common words of reports, days and months, which tell nothing of what they are about. */
const COMMON = new Set(
  `about after again against also among another around because been before being below between both could does doing
  down during each else even every following from further have having here hers himself into itself just last many more
  most much must near next none only other ours over same says said should since some such than that their them then
  there these they this those though three through told under until upon very were what when where which while whom
  will with within without would year years your report reports reported according officials people time week month
  avec dans leur leurs mais nous plus pour sans selon sont sous vers cette comme entre elle elles etait ete aussi
  aber auch beim dass dem denen eine einem einen einer eines habe haben hatte ihre ihren kann mehr nach nicht noch
  oder ohne schon sein seine seit sich sind sollen ueber unter viele wegen weil wenn werden wird wurde wurden zwischen
  como cuando desde donde esta este esto hasta para pero porque segun sobre tambien tiene todo todos
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
  october november december lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag
  freitag samstag sonntag lunes martes miercoles jueves viernes sabado domingo reuters`
    .split(/\s+/)
    .map((word) => word.slice(0, BEGINNING)),
);

/** Makes the sketch of a story from its headline and the beginning of its body. */
export function sketchOf(headline: string, body: string): Sketch {
  const counts = new Map<string, { amount: number; named: boolean }>();
  const add = (word: string, amount: number, named: boolean): void => {
    const term = termOf(word);
    if (term === null) return;
    const known = counts.get(term);
    if (known === undefined) counts.set(term, { amount, named });
    else {
      known.amount += amount;
      known.named ||= named;
    }
  };
  for (const word of wordsOf(headline, LONGEST_TEXT)) add(word, HEADLINE_WEIGHT * capitalWeight(word), isFigure(word));
  let before = '.';
  for (const word of wordsOf(body, BODY_WORDS)) {
    add(word, capitalWeight(word), isFigure(word) || (isCapital(word) && before !== '.'));
    before = word;
  }
  return packed(counts);
}

function packed(counts: ReadonlyMap<string, { amount: number; named: boolean }>): Sketch {
  const all = Array.from(counts, ([term, { amount, named }]) => {
    const weight = Math.min(MOST_WEIGHT, Math.round(QUARTERS * (1 + Math.log(amount))));
    return ((hashText(term) & ~FACT_BITS) | (named ? NAMED_BIT : 0) | weight) >>> 0;
  });
  const kept = all.sort((one, other) => weightOf(other) - weightOf(one) || one - other).slice(0, TERMS_KEPT);
  return Uint32Array.from(kept).sort();
}

/** The first words in order, so many at most; of a script without spaces, pairs of signs. */
function wordsOf(text: string, most: number): string[] {
  const beginning = text.slice(0, LONGEST_TEXT);
  const plain = BEYOND_ASCII.test(beginning) ? beginning.normalize('NFKD').replace(ACCENT, '') : beginning;
  const maySpaceless = FROM_THAI_ON.test(plain);
  const words: string[] = [];
  WORD.lastIndex = 0;
  for (let word = WORD.exec(plain)?.[0]; word !== undefined && words.length < most; word = WORD.exec(plain)?.[0]) {
    if (maySpaceless && WITHOUT_SPACES.test(word)) words.push(...pairsOf(word).slice(0, most - words.length));
    else words.push(word);
  }
  return words;
}

function pairsOf(word: string): string[] {
  const signs = [...word];
  return signs.slice(0, Math.max(1, signs.length - 1)).map((sign, at) => sign + (signs[at + 1] ?? ''));
}

function termOf(word: string): string | null {
  if (isFigure(word)) return word.length < 2 ? null : word;
  if (isSmall(word)) return null;
  const beginning = beginningOf(word);
  return beginning.length < 2 || COMMON.has(beginning) ? null : beginning;
}

/** Beyond ASCII a letter may have another length when it is written small. */
function beginningOf(word: string): string {
  const most = Math.min(word.length, BEGINNING);
  for (let at = 0; at < most; at += 1) if (word.charCodeAt(at) >= 0x80) return word.toLowerCase().slice(0, BEGINNING);
  return word.slice(0, BEGINNING).toLowerCase();
}

/** Up to three letters, all of them written small. */
function isSmall(word: string): boolean {
  if (word.length > LONGEST_SMALL) return false;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code >= 0x80) return SMALL_WORD.test(word);
    if (at === LONGEST_ASCII_SMALL || code < 0x61 || code > 0x7a) return false;
  }
  return true;
}

const FIGURE = /^\p{N}/u;
const CAPITAL = /^\p{Lu}/u;

function isFigure(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 0x80 ? code >= 0x30 && code <= 0x39 : FIGURE.test(word);
}

function isCapital(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 0x80 ? code >= 0x41 && code <= 0x5a : CAPITAL.test(word);
}
const capitalWeight = (word: string): number => (isCapital(word) ? NAME_WEIGHT : 1);

/** A term as it is found by: without what the story makes of it. */
export const bareTerm = (term: number): number => (term & ~FACT_BITS) >>> 0;
/** True of a name or a figure. */
export const isNamed = (term: number): boolean => (term & NAMED_BIT) !== 0;
/** How much the story makes of a term. */
export const weightOf = (term: number): number => term & WEIGHT_BITS;
