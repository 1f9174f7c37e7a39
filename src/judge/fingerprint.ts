import type { Article } from '../article/article.ts';
import { type Features, featuresOf } from './features.ts';

/** Changes whenever the features mean something else; fingerprints of another version are left out of the window. */
export const FINGERPRINT_VERSION = 4;

const ARRAYS = ['shingles', 'slots', 'slotNumbers', 'numbers', 'names', 'headline'] as const;
const HEADER_BYTES = 28;

/** The features of an article. A picture's or a video's caption counts as its text. */
export function featuresOfArticle(article: Article): Features {
  const body = article.bodyText || article.summary || article.media[0]?.caption || '';
  return featuresOf(article.headline ?? '', body, article.storyKey);
}

/** Features as bytes: about 1.5 KB for a common story, at most 2 KB. */
export function packFeatures(features: Features): Uint8Array {
  const total = ARRAYS.reduce((sum, name) => sum + features[name].length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + ARRAYS.length * 2 + total * 4);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, FINGERPRINT_VERSION);
  view.setUint8(1, features.level);
  view.setUint32(4, features.words, true);
  view.setUint32(8, features.characters, true);
  view.setUint32(12, features.shingleCount, true);
  view.setUint32(16, features.bodyHash, true);
  view.setUint32(20, features.headlineHash, true);
  view.setUint32(24, features.slugHash, true);
  let at = HEADER_BYTES;
  for (const name of ARRAYS) {
    view.setUint16(at, features[name].length, true);
    at += 2;
    for (const value of features[name]) {
      view.setUint32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** The features in a fingerprint, or null where it is of another version or not whole. */
export function unpackFeatures(bytes: Uint8Array): Features | null {
  if (bytes.length < HEADER_BYTES || bytes[0] !== FINGERPRINT_VERSION) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const arrays: Partial<Record<(typeof ARRAYS)[number], Uint32Array>> = {};
  const all = new Uint32Array((bytes.length - HEADER_BYTES) >> 2);
  let at = HEADER_BYTES;
  let filled = 0;
  for (const name of ARRAYS) {
    if (at + 2 > bytes.length) return null;
    const length = view.getUint16(at, true);
    at += 2;
    if (at + length * 4 > bytes.length) return null;
    for (let index = 0; index < length; index += 1) all[filled + index] = view.getUint32(at + index * 4, true);
    arrays[name] = all.subarray(filled, filled + length);
    filled += length;
    at += length * 4;
  }
  return {
    ...(arrays as Required<typeof arrays>),
    level: view.getUint8(1),
    words: view.getUint32(4, true),
    characters: view.getUint32(8, true),
    shingleCount: view.getUint32(12, true),
    bodyHash: view.getUint32(16, true),
    headlineHash: view.getUint32(20, true),
    slugHash: view.getUint32(24, true),
  };
}

/** The fingerprint of an article, as it is stored beside its revision. */
export function fingerprintOf(article: Article): Uint8Array {
  return packFeatures(featuresOfArticle(article));
}
