import type { Article } from '../article/article.ts';
import { ByteReader, ByteWriter } from './byte-string.ts';
import { type Features, featuresOf } from './features.ts';

/** Changes whenever the bytes mean something else; fingerprints of another version are left out of the window. */
export const FINGERPRINT_VERSION = 6;
/** The version before it had no sketch, and is read as it is. */
const WITHOUT_SKETCH = 5;

const FACTS = ['words', 'characters', 'shingleCount', 'bodyHash', 'headlineHash', 'slugHash'] as const;
const PLAIN = ['slots', 'numbers', 'names', 'headline'] as const;
const HEADER_BYTES = 4 + 4 * FACTS.length + 2 * PLAIN.length;
const STEP_BYTES = 3;
/** In place of a step that does not fit: it follows in four bytes. */
const LONG_STEP = 0xffffff;
/** In place of a slot's number that is not among the numbers: it follows in four bytes. */
const ELSEWHERE = 0xff;

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
  const bytes = new ByteReader(fingerprint);
  const version = bytes.take(1);
  if (fingerprint.length < HEADER_BYTES || (version !== FINGERPRINT_VERSION && version !== WITHOUT_SKETCH)) return null;
  const level = bytes.take(1);
  const shingles = new Uint32Array(bytes.take(2));
  const facts = bytes.takeAll(FACTS.length, 4);
  const counts = bytes.takeAll(PLAIN.length, 2);
  let before = 0;
  for (let index = 0; index < shingles.length; index += 1) {
    const step = bytes.take(STEP_BYTES);
    before += step === LONG_STEP ? bytes.take(4) : step;
    shingles[index] = before << level;
  }
  const [slots, numbers, names, headline] = partsOf(bytes, counts) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const slotNumbers = new Uint32Array(slots.length);
  for (let index = 0; index < slotNumbers.length; index += 1) {
    const place = bytes.take(1);
    slotNumbers[index] = place === ELSEWHERE ? bytes.take(4) : (numbers[place] ?? 0);
  }
  const sketch = bytes.takeAll(version === WITHOUT_SKETCH ? 0 : bytes.take(1), 4);
  if (!bytes.whole) return null;
  const [words, characters, shingleCount, bodyHash, headlineHash, slugHash] = facts as unknown as SixNumbers;
  return {
    words,
    characters,
    level,
    shingles,
    shingleCount,
    slots,
    slotNumbers,
    numbers,
    names,
    headline,
    sketch,
    bodyHash,
    headlineHash,
    slugHash,
  };
}

type SixNumbers = readonly [number, number, number, number, number, number];

/** Arrays that stand one after another, in one piece of memory. */
function partsOf(bytes: ByteReader, counts: Uint32Array): Uint32Array[] {
  const all = bytes.takeAll(
    counts.reduce((sum, count) => sum + count, 0),
    4,
  );
  let from = 0;
  return Array.from(counts, (count) => {
    from += count;
    return all.subarray(from - count, from);
  });
}

/** The fingerprint of an article, as it is stored beside its revision. */
export function fingerprintOf(article: Article): Uint8Array {
  return packFeatures(featuresOfArticle(article));
}
