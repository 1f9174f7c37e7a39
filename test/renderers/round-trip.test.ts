import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import type { WireItem } from '../../src/article/wire-item.ts';
import { htmlToText } from '../../src/markup/markup.ts';
import { parseInstant } from '../../src/normalise/dates.ts';
import { loadPlugins } from '../../src/registry.ts';
import { termsOf } from '../../src/renderers/contract/copy.ts';
import { renderDocument } from '../../src/renderers/contract/render-document.ts';
import { bytesOf, readWire, wireNames } from '../formats/wires/read-fixture.ts';

/** How a field of the article is said, and what one of our formats reads of it. */
interface Field {
  readonly of: (article: Article) => unknown;
  readonly read: (item: WireItem) => unknown;
}

const instantOf = (value: string | null | undefined): string | null =>
  value == null
    ? null
    : (parseInstant(value, { zone: null, now: Date.UTC(2026, 10, 3, 10) }).instant?.slice(0, 19) ?? null);
const dated = (item: WireItem, ...roles: readonly string[]): string | null =>
  instantOf(item.dates.find(({ role }) => roles.includes(role))?.value);
const signalled = (item: WireItem, kind: string): string | null =>
  item.signals.find((signal) => signal.kind === kind)?.value ?? null;
const squeezed = (text: string | null): string | null => text?.replace(/\s+/g, ' ').trim() ?? null;
const textOf = (markup: WireItem['body']): string | null =>
  markup === null ? null : squeezed(markup.kind === 'html' ? htmlToText(markup.value) : markup.value);

const FIELDS = {
  uri: { of: ({ uri }) => uri, read: ({ uri }) => uri },
  version: { of: ({ version }) => version, read: ({ version }) => version },
  headline: { of: ({ headline }) => squeezed(headline), read: ({ headline }) => squeezed(headline) },
  subheadline: { of: ({ subheadline }) => squeezed(subheadline), read: ({ subheadline }) => subheadline },
  slugline: { of: ({ slugline }) => slugline, read: ({ slugline }) => slugline },
  byline: { of: ({ byline }) => squeezed(byline), read: ({ bylines }) => bylines.join(', ') },
  body: { of: ({ bodyText }) => squeezed(bodyText), read: ({ body }) => textOf(body) },
  // A feed's reader takes a summary that stands alone for the body.
  summary: { of: ({ summary }) => squeezed(summary), read: ({ summary, body }) => textOf(summary ?? body) },
  dateline: { of: ({ dateline }) => dateline?.text ?? null, read: ({ dateline }) => dateline },
  creditLine: { of: ({ creditLine }) => creditLine, read: ({ creditLine }) => creditLine },
  located: { of: ({ located }) => located, read: ({ located }) => located },
  urgency: {
    of: ({ urgency }) => (urgency !== null && urgency >= 1 && urgency <= 8 ? String(urgency) : null),
    read: ({ urgency }) => urgency,
  },
  language: { of: ({ language }) => (language === 'und' ? null : language), read: ({ language }) => language },
  pubStatus: {
    of: ({ pubStatus }) => pubStatus,
    // NITF calls an embargo without an instant a status.
    read: (item) => signalled(item, 'status')?.replace('embargoed', 'usable') ?? null,
  },
  keywords: { of: ({ keywords }) => keywords, read: ({ keywords }) => keywords },
  people: { of: ({ people }) => people.map(({ name }) => name), read: ({ people }) => people },
  genres: { of: ({ genres }) => genres, read: ({ genres }) => genres },
  subjects: {
    of: ({ subjects }) => subjects.map(({ code, sourceCode }) => code ?? sourceCode).filter((code) => code !== null),
    read: ({ subjects }) => subjects.map(({ code }) => code),
  },
  mediaTopics: {
    of: ({ subjects }) => subjects.map(({ sourceCode }) => sourceCode).filter((code) => code?.startsWith('subj:')),
    read: ({ subjects }) => subjects.map(({ code }) => code),
  },
  media: {
    of: ({ media }) => media.map(({ href }) => href).filter((href) => href !== null && /^https?:/.test(href)),
    read: ({ media }) => media.map(({ href }) => href),
  },
  links: {
    of: ({ links }) => links.filter(({ rel }) => rel !== 'canonical').map(({ rel, uri }) => `${rel} ${uri}`),
    read: ({ links }) => links.map(({ rel, uri }) => `${rel} ${uri}`),
  },
  page: {
    of: ({ links }) => links.find(({ rel, uri }) => rel === 'canonical' && /^http/.test(uri))?.uri ?? null,
    read: ({ links }) => links.find(({ rel }) => rel === 'canonical')?.uri ?? null,
  },
  copyrightNotice: { of: ({ rights }) => rights.copyrightNotice, read: ({ copyrightNotice }) => copyrightNotice },
  copyrightHolder: { of: ({ rights }) => rights.copyrightHolder, read: ({ copyrightHolder }) => copyrightHolder },
  terms: { of: (article) => termsOf(article), read: ({ usageTerms }) => usageTerms.join('\n') },
  embargoedUntil: {
    of: ({ embargoedUntil }) => instantOf(embargoedUntil),
    read: (item) => instantOf(signalled(item, 'embargo-date')),
  },
  expires: { of: ({ expires }) => instantOf(expires), read: (item) => dated(item, 'expires') },
  versionCreated: {
    of: ({ versionCreated }) => instantOf(versionCreated),
    read: (item) => dated(item, 'versionCreated', 'updated'),
  },
  firstCreated: {
    of: ({ firstCreated }) => instantOf(firstCreated),
    read: (item) => dated(item, 'firstCreated', 'published'),
  },
} satisfies Record<string, Field>;

type Name = keyof typeof FIELDS;
const FEED: readonly Name[] = [
  'headline',
  'byline',
  'body',
  'summary',
  'language',
  'keywords',
  'media',
  'page',
  'firstCreated',
  'versionCreated',
];
const WIRE: readonly Name[] = [
  'uri',
  'headline',
  'subheadline',
  'slugline',
  'byline',
  'body',
  'summary',
  'located',
  'urgency',
  'language',
  'pubStatus',
  'genres',
  'copyrightHolder',
  'terms',
  'embargoedUntil',
  'expires',
  'versionCreated',
  'firstCreated',
];

/** Documents that one of our own formats reads, and the fields that both have. */
const READERS: Readonly<Record<string, readonly Name[]>> = {
  ninjs: [...WIRE, 'version', 'people', 'subjects', 'media', 'copyrightNotice'],
  'newsml-g2': [...WIRE, 'dateline', 'creditLine', 'keywords', 'people', 'subjects', 'links', 'copyrightNotice'],
  nitf: [...WIRE, 'version', 'dateline', 'keywords', 'mediaTopics', 'media'],
  atom: FEED,
  rss: FEED,
  'json-feed': FEED,
};

const formats = await loadPlugins('formats');
const renderers = await loadPlugins('renderers');
const stories: { name: string; article: Article }[] = [];
for (const name of wireNames().filter((each) => !each.startsWith('broken/')))
  for (const [at, article] of (await readWire(bytesOf(name), name)).articles.entries())
    stories.push({ name: `${name}#${at}`, article });

const isSaid = (value: unknown): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** True when what was said is read again; of a list, each entry of it. */
function comesAgain(was: unknown, is: unknown): boolean {
  if (Array.isArray(was)) return Array.isArray(is) && was.every((entry) => is.includes(entry));
  return was === is;
}

async function readAgain(name: string, article: Article, bare: boolean): Promise<WireItem> {
  const text = renderDocument(renderers.get(name)!, article, { bare });
  const document = { text, contentType: null, url: null, contentLocation: null, filename: null };
  return (await formats.get(name)!.read(document)).items[0]!;
}

describe.each(Object.entries(READERS))('%s', (name, fields) => {
  const usable = stories.filter(({ article }) => article.pubStatus === 'usable');

  test('read again by our own format keeps every field that both have', async () => {
    const lost: unknown[] = [];
    for (const { name: from, article } of usable) {
      const whole = await readAgain(name, article, false);
      const bare = await readAgain(name, article, true);
      for (const field of fields) {
        const { of, read }: Field = FIELDS[field];
        const [was, is] = [of(article), read(field === 'body' ? bare : whole)];
        if (isSaid(was) && !comesAgain(was, is)) lost.push({ from, field, was, is });
      }
    }
    expect(lost).toEqual([]);
    expect(usable.length).toBeGreaterThan(100);
  });

  test('a story that was taken back is read as such, without text', async () => {
    const stops = stories.filter(({ article }) => article.pubStatus !== 'usable');
    for (const { article } of stops) {
      const item = await readAgain(name, article, false);
      expect(item.headline).toMatch(/^With(?:drawn|held)/);
      expect([textOf(item.body) ?? '', textOf(item.summary) ?? '', item.media.length]).toEqual(['', '', 0]);
      if (fields.includes('pubStatus')) expect(signalled(item, 'status')).toBe(article.pubStatus);
    }
    expect(stops.length).toBeGreaterThan(10);
  });
});
