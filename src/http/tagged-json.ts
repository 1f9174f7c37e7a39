import { createHash } from 'node:crypto';

/** JSON as it is sent, and its entity tag (RFC 9110, 8.8.3). */
export interface TaggedJson {
  readonly bytes: Buffer;
  readonly tag: string;
}

/** Makes JSON ready to be sent, as often as it is asked for. */
export function taggedJson(text: string): TaggedJson {
  const bytes = Buffer.from(text);
  return { bytes, tag: tagOf(bytes) };
}

/** A strong entity tag: the same for the same bytes alone. */
export function tagOf(content: string | Buffer): string {
  return `"${createHash('sha1').update(content).digest('base64url')}"`;
}
