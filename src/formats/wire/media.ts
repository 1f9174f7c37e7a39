import type { WireMedia } from '../../article/wire-item.ts';

type WireRendition = WireMedia['renditions'][number];

/** Media as formats know it: everything but what follows from the renditions. */
export type MediaFacts = Partial<Omit<WireMedia, 'href' | 'renditions'>> & { readonly type: string };

const EMPTY_MEDIUM: WireMedia = {
  type: '',
  uri: null,
  href: null,
  caption: null,
  credit: null,
  headline: null,
  position: null,
  hrefExpires: null,
  needsAuth: false,
  renditions: [],
};

/** One medium of a story; its address is that of the largest rendition. */
export function mediaOf(facts: MediaFacts, renditions: readonly WireRendition[]): WireMedia {
  return {
    ...EMPTY_MEDIUM,
    ...facts,
    href: largestOf(renditions),
    renditions,
  };
}

/** A whole number from an attribute or a JSON value, or null. */
export function wholeNumber(value: unknown): number | null {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{1,6}$/.test(value)
        ? Number(value)
        : Number.NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** The item type that a MIME type stands for, or null. */
export function typeOfMime(mime: string | null): string | null {
  if (mime === null) return null;
  if (mime.startsWith('image/')) return 'picture';
  if (mime.startsWith('video/')) return 'video';
  return mime.startsWith('audio/') ? 'audio' : null;
}

function largestOf(renditions: readonly WireRendition[]): string | null {
  const area = ({ width, height }: WireRendition) => (width ?? 0) * (height ?? 0);
  return (
    renditions.reduce<WireRendition | null>(
      (best, next) => (next.href !== null && (best === null || area(next) > area(best)) ? next : best),
      null,
    )?.href ?? null
  );
}
