import { Rejected } from '../article/failure.ts';
import { EMPTY_ITEM, type WireItem, type WireMedia } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import type { PageArticle } from './page/extract-page.ts';
import { htmlOfBlocks } from './page/html-of-blocks.ts';
import { mediaOf } from './wire/media.ts';

/** A page of a web site that carries one story. */
const htmlPage: Format = {
  name: 'html-page',
  carries: 'page',
  order: 'as-filed',
  detect({ text, contentType }) {
    const opening = text.slice(0, 2_048).replace(/^\s*(?:<\?xml[^>]*>)?(?:\s*<!--[^>]{0,400}-->)*\s*/, '');
    if (/^<!doctype html|^<html[\s>]/i.test(opening)) return 0.7;
    if (/^<(?:head|body|article|main|div|p|h1|section|title|meta)[\s>]/i.test(opening)) return 0.5;
    return /^(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '') && opening.startsWith('<') ? 0.3 : 0;
  },
  async read({ text, url, contentLocation }) {
    // What pages are read with is 20 MB in each thread, and most wires bring none.
    const { extractPage } = await import('./page/extract-page.ts');
    const address = contentLocation === null ? url : resolved(contentLocation, url);
    const page = extractPage(text, address);
    if (page.state !== null && page.state !== 'paywall')
      throw new Rejected(`html-page: ${STATES[page.state]}`, { about: { state: page.state } });
    return { items: [itemOf(page, address)], feed: null, problems: page.state === null ? [] : [STATES.paywall] };
  },
};
export default htmlPage;

/** What a page without a story is, in words for operators; the state's name comes first. */
const STATES: Readonly<Record<NonNullable<PageArticle['state']>, string>> = {
  challenge: 'challenge: the site asks whether a person reads',
  consent: 'consent: the site asks for consent before it shows the story',
  login: 'login: the site asks who reads',
  paywall: 'paywall: only the beginning is shown to those who do not pay',
  missing: 'missing: the site says that there is no such page',
  empty: 'empty: there is no story on the page',
};

function itemOf(page: PageArticle, url: string | null): WireItem {
  const uri = resolved(page.canonical, url) ?? url;
  return {
    ...EMPTY_ITEM,
    itemId: uri,
    uri,
    altIds: url !== null && url !== uri ? [{ role: 'fetched', value: url }] : [],
    links: uri === null ? [] : [{ rel: 'canonical', uri }],
    type: 'text',
    headline: page.headline,
    subheadline: page.subheadline,
    bylines: page.authors.length === 0 ? [] : [page.authors.join(', ')],
    authors: page.authors.map((name) => ({ name, role: null })),
    creditLine: page.creditLine,
    publisher: page.publisher,
    body: { kind: 'html', value: htmlOfBlocks(page.blocks) },
    summary: page.points.length === 0 ? null : { kind: 'text', value: page.points.join('\n\n') },
    bodyIsSummary: page.state === 'paywall',
    language: page.language,
    keywords: page.keywords,
    media: pictureOf(page, url),
    copyrightHolder: page.copyrightHolder,
    dates: [
      ...(page.date === null ? [] : [{ role: 'published' as const, value: page.date, field: 'page' }]),
      ...(page.modified === null ? [] : [{ role: 'updated' as const, value: page.modified, field: 'page' }]),
    ],
    trace: [{ field: 'body', from: 'page' }],
  };
}

const PICTURE_CREDIT =
  /[\s([]*(?:©|\(c\)|photos?|foto|image|bild|picture|crédits?(?: photo)?|source)\s*:?\s*([\p{L}\d/&., ’'-]{2,60}?)[\s)\]]*$/iu;

function pictureOf({ picture, captions }: PageArticle, url: string | null): WireMedia[] {
  const caption = captions[0] ?? null;
  const href = resolved(picture, url);
  if (href === null && caption === null) return [];
  const credited = PICTURE_CREDIT.exec((caption ?? '').slice(-120));
  const credit = credited?.[1]?.trim() ?? null;
  const renditions = href === null ? [] : [{ name: 'main', href, contentType: null, width: null, height: null }];
  return [mediaOf({ type: 'picture', caption, credit, position: 'main' }, renditions)];
}

function resolved(address: string | null, base: string | null): string | null {
  if (address === null) return null;
  try {
    const whole = base === null ? new URL(address) : new URL(address, base);
    return /^https?:$/.test(whole.protocol) ? whole.href : null;
  } catch {
    return null;
  }
}
