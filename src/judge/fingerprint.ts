import { createHash } from 'node:crypto';
import type { Article } from '../article/article.ts';

const VERSION = 1;

/** The features of a text that the window keeps: one byte of version, then a hash of headline and body. */
export function fingerprintOf(article: Article): Uint8Array {
  const digest = createHash('sha256')
    .update(`${article.headline ?? ''}\n${article.bodyText}`)
    .digest();
  return Buffer.concat([Buffer.from([VERSION]), digest]);
}
