import type { Article } from '../article/article.ts';
import { ByteWriter } from './byte-string.ts';
import { type Features, featuresOf } from './features.ts';

/** Changes whenever the bytes mean something else; fingerprints of another version are left out of the window. */
export const FINGERPRINT_VERSION = 6;
/** The version before it had no sketch, and is read as it is. */
const WITHOUT_SKETCH = 5;

const FACTS = ['words', 'characters', 'shingleCount', 'bodyHash', 'headlineHash', 'slugHash'] as const;
const PLAIN = ['slots', 'numbers', 'names', 'headline'] as const;
/** Where the lengths of the plain parts stand. */
const PLAIN_AT = 4 + 4 * FACTS.length;
const HEADER_BYTES = PLAIN_AT + 2 * PLAIN.length;
const STEP_BYTES = 3;
/** In place of a step that does not fit: it follows in four bytes. */
const LONG_STEP = 0xffffff;
/** In place of a slot's number that is not among the numbers: it follows in four bytes. */
const ELSEWHERE = 0xff;

/** Of features as words: after the facts and how many each part has. */
const FEATURES_FROM = 10;
const MOST_TERMS = 255;

/** The features of an article. A picture's or a video's caption counts as its text. */
export function featuresOfArticle(article: Article): Features {
  const body = article.bodyText || article.summary || article.media[0]?.caption || '';
  return featuresOf(article.headline ?? '', body, article.storyKey);
}

/**
 * Features as bytes: about 1.3 KB for a common story, at most 3 KB. The shingles as steps from one to the next, the
 * slots' numbers as places among the numbers.
 */
export function packFeatures(features: Features): Uint8Array {
  const { level, shingles, slotNumbers, numbers, sketch } = features;
  const plain = PLAIN.reduce((sum, name) => sum + features[name].length, 0);
  const most =
    HEADER_BYTES +
    (STEP_BYTES + 4) * shingles.length +
    (1 + 4) * slotNumbers.length +
    4 * plain +
    1 +
    4 * sketch.length;
  const bytes = new ByteWriter(most);
  bytes.put(1, FINGERPRINT_VERSION);
  bytes.put(1, level);
  bytes.put(2, shingles.length);
  for (const fact of FACTS) bytes.put(4, features[fact]);
  for (const name of PLAIN) bytes.put(2, features[name].length);
  let before = 0;
  for (const shingle of shingles) {
    const step = (shingle >>> level) - before;
    bytes.put(STEP_BYTES, Math.min(step, LONG_STEP));
    if (step >= LONG_STEP) bytes.put(4, step);
    before += step;
  }
  for (const name of PLAIN) for (const value of features[name]) bytes.put(4, value);
  for (const number of slotNumbers) {
    const place = numbers.indexOf(number);
    bytes.put(1, place < 0 ? ELSEWHERE : place);
    if (place < 0) bytes.put(4, number);
  }
  bytes.put(1, sketch.length);
  for (const term of sketch) bytes.put(4, term);
  return bytes.written();
}

/** The features in a fingerprint, or null where it is of another version or not whole. */
export function unpackFeatures(fingerprint: Uint8Array): Features | null {
  const words = new Uint32Array(featureWordsIn(fingerprint));
  return unpackInto(words, 0, fingerprint) === 0 ? null : featuresIn(words, 0);
}

/** How many words `unpackInto` may need for a fingerprint; 0 where it is of another version. */
export function featureWordsIn(bytes: Uint8Array): number {
  const version = bytes[0];
  if (bytes.length < HEADER_BYTES || (version !== FINGERPRINT_VERSION && version !== WITHOUT_SKETCH)) return 0;
  const [slots, numbers, names, headline] = plainLengths(bytes);
  return FEATURES_FROM + shortAt(bytes, 2) + 2 * slots + numbers + names + headline + MOST_TERMS;
}

/**
 * Writes the features in a fingerprint as words: the six facts, how many each part has, and the parts.
 * @returns how many words were written; 0 where it is of another version or not whole
 */
export function unpackInto(words: Uint32Array, begin: number, bytes: Uint8Array): number {
  if (featureWordsIn(bytes) === 0) return 0;
  const level = bytes[1] as number;
  const shingles = shortAt(bytes, 2);
  for (let fact = 0; fact < FACTS.length; fact += 1) words[begin + fact] = wordAt(bytes, 4 + 4 * fact);
  const [slots, numbers, names, headline] = plainLengths(bytes);
  let from = HEADER_BYTES;
  let to = begin + FEATURES_FROM;
  from = unpackSteps(words.subarray(to, to + shingles), level, bytes, from);
  to += shingles;
  const numbersAt = to + slots;
  for (const plain = to + slots + numbers + names + headline; to < plain; from += 4) words[to++] = wordAt(bytes, from);
  for (let index = 0; index < slots; index += 1) {
    const place = bytes[from++] as number;
    if (place === ELSEWHERE) {
      words[to++] = wordAt(bytes, from);
      from += 4;
    } else words[to++] = place < numbers ? (words[numbersAt + place] as number) : 0;
  }
  const terms = bytes[0] === WITHOUT_SKETCH ? 0 : (bytes[from++] ?? 0);
  for (let term = 0; term < terms; term += 1, from += 4) words[to++] = wordAt(bytes, from);
  words[begin + 6] = (level << 16) | shingles;
  words[begin + 7] = (slots << 16) | numbers;
  words[begin + 8] = (names << 16) | headline;
  words[begin + 9] = terms;
  return from === bytes.length ? to - begin : 0;
}

/** Writes what follows from steps, of which the first begins there. Returns where they end. */
function unpackSteps(sums: Uint32Array, level: number, bytes: Uint8Array, begin: number): number {
  let from = begin;
  let sum = 0;
  for (let index = 0; index < sums.length; index += 1) {
    let step = shortAt(bytes, from) | ((bytes[from + 2] as number) << 16);
    from += STEP_BYTES;
    if (step === LONG_STEP) {
      step = wordAt(bytes, from);
      from += 4;
    }
    sum += step;
    sums[index] = sum << level;
  }
  return from;
}

/** How many slots, numbers, names and words of the headline there are. */
const plainLengths = (bytes: Uint8Array): readonly [number, number, number, number] => [
  shortAt(bytes, PLAIN_AT),
  shortAt(bytes, PLAIN_AT + 2),
  shortAt(bytes, PLAIN_AT + 4),
  shortAt(bytes, PLAIN_AT + 6),
];

const shortAt = (bytes: Uint8Array, at: number): number => (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
const wordAt = (bytes: Uint8Array, at: number): number => (shortAt(bytes, at) | (shortAt(bytes, at + 2) << 16)) >>> 0;

/** The features that `unpackInto` wrote there, in the same memory. */
export function featuresIn(words: Uint32Array, begin: number): Features {
  const fact = (at: number): number => words[begin + at] as number;
  let from = begin + FEATURES_FROM;
  const part = (length: number): Uint32Array => {
    from += length;
    return words.subarray(from - length, from);
  };
  const slots = fact(7) >>> 16;
  return {
    words: fact(0),
    characters: fact(1),
    level: fact(6) >>> 16,
    shingles: part(fact(6) & 0xffff),
    shingleCount: fact(2),
    slots: part(slots),
    numbers: part(fact(7) & 0xffff),
    names: part(fact(8) >>> 16),
    headline: part(fact(8) & 0xffff),
    slotNumbers: part(slots),
    sketch: part(fact(9)),
    bodyHash: fact(3),
    headlineHash: fact(4),
    slugHash: fact(5),
  };
}

/** The fingerprint of an article, as it is stored beside its revision. */
export function fingerprintOf(article: Article): Uint8Array {
  return packFeatures(featuresOfArticle(article));
}
