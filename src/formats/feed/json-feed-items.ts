import { Rejected } from '../../article/failure.ts';
import { EMPTY_ITEM, type Markup, type WireItem, type WireMedia } from '../../article/wire-item.ts';
import { plainTitle } from '../../markup/markup.ts';
import { type FeedFacts, type ItemWatch, type Reading, UNWATCHED } from '../contract/format.ts';
import { leftOut } from '../contract/left-out.ts';
import { newestPlaces } from '../contract/listed-order.ts';
import { firstText, type JsonObject, objectOf, objectsOf, textOfJson, textsOfJson } from '../json/json-values.ts';
import { mediaOf } from '../wire/media.ts';
import { absoluteMarkup, resolveAddress } from './addresses.ts';
import { hasWords } from './feed-item.ts';
import { identifyItems } from './identity.ts';
import { orOfChannel } from './of-channel.ts';
import { plainOrNull } from './plain.ts';

/** Every item of a JSON Feed; `documentBase` is the document's own address, or null. */
export function readJsonFeed(feed: JsonObject, documentBase: string | null, watch: ItemWatch = UNWATCHED): Reading {
  const link = resolveAddress(textOfJson(feed.home_page_url), documentBase);
  const facts: FeedFacts = {
    title: plainOrNull(textOfJson(feed.title)),
    link,
    language: textOfJson(feed.language),
    pollHintMs: null,
    partial: false,
    older: resolveAddress(textOfJson(feed.next_url), documentBase),
  };
  const base = documentBase ?? textOfJson(feed.feed_url) ?? link;
  const entries = Array.isArray(feed.items) ? feed.items : [];
  const authors = authorsOf(feed);
  const problems: string[] = [];
  const items: WireItem[] = [];
  for (const at of newestPlaces(entries.length, watch.mostItems, () => entries.map(timeOf))) {
    const entry: unknown = entries[at];
    const story = objectOf(entry);
    if (!watch.begins(at, () => JSON.stringify(entry))) continue;
    if (story === null) problems.push(`item ${at + 1}: is no object`);
    else if (Object.keys(story).length === 0) problems.push(`item ${at + 1}: is empty`);
    else items.push(readStory(story, { base, facts, authors }));
  }
  if (items.length === 0 && entries.length > 0 && problems.length > 0)
    throw new Rejected(`json-feed: not one of its ${entries.length} items can be read: ${problems[0]}`);
  problems.push(...leftOut(entries.length, Math.min(entries.length, watch.mostItems)));
  const identified = identifyItems(items, facts.link);
  return { items: identified.items, feed: facts, problems: [...problems, ...identified.problems] };
}

interface StoryContext {
  readonly base: string | null;
  readonly facts: FeedFacts;
  readonly authors: readonly string[];
}

function readStory(story: JsonObject, { base, facts, authors }: StoryContext): WireItem {
  const link = resolveAddress(firstText(story, ['url', 'external_url']), base);
  const itemId = textOfJson(story.id) ?? link;
  const summary = textOfJson(story.summary);
  const { html, text } = fullText(story, summary);
  const body: Markup | null =
    html === null ? textMarkup(text ?? summary) : { kind: 'html', value: absoluteMarkup(html, base) };
  const isSummary = html === null && text === null;
  const { trace, ...said } = orOfChannel(
    { bylines: authorsOf(story), language: textOfJson(story.language) },
    { bylines: authors, language: facts.language },
  );
  return {
    ...EMPTY_ITEM,
    itemId,
    uri: itemId,
    altIds: link !== null && link !== itemId ? [{ role: 'canonical', value: link }] : [],
    links: link === null ? [] : [{ rel: 'canonical', uri: link }],
    type: 'text',
    headline: plainOrNull(textOfJson(story.title)),
    body,
    bodyIsSummary: isSummary,
    summary: isSummary ? null : textMarkup(summary),
    keywords: [...new Set(textsOfJson(story.tags).map(plainTitle))].filter((word) => word !== ''),
    media: mediaOfStory(story, base),
    publisher: facts.title === null ? null : { name: facts.title, uri: facts.link },
    dates: datesOf(story),
    ...said,
    trace: [{ field: 'body', from: html !== null ? 'content_html' : isSummary ? 'summary' : 'content_text' }, ...trace],
  };
}

/** The full text in the form that has words; none where it shows a picture alone and the summary has the words. */
function fullText(story: JsonObject, summary: string | null): { html: string | null; text: string | null } {
  const html = textOfJson(story.content_html);
  const text = textOfJson(story.content_text);
  if (html === null || hasWords(html)) return { html, text };
  return (text ?? summary ?? '').trim() === '' ? { html, text } : { html: null, text };
}

const textMarkup = (text: string | null): Markup | null => (text === null ? null : { kind: 'text', value: text });

/** Version 1.1 has a list `authors`, version 1.0 one `author`; who writes both says the same in both. */
function authorsOf(from: JsonObject): string[] {
  const listed = namesIn(from.authors);
  return listed.length > 0 ? listed : namesIn(from.author);
}

function namesIn(field: unknown): string[] {
  const names = objectsOf(field).map(({ name }) => textOfJson(name));
  return [...new Set(names.filter((name) => name !== null).map(plainTitle))].filter((name) => name !== '');
}

const DATES = [
  ['published', 'date_published'],
  ['updated', 'date_modified'],
] as const;

function datesOf(story: JsonObject): WireItem['dates'] {
  return DATES.flatMap(([role, field]) => {
    const value = textOfJson(story[field]);
    return value === null ? [] : [{ role, value, field }];
  });
}

const timeOf = (entry: unknown): number =>
  Date.parse(firstText(objectOf(entry) ?? {}, ['date_published', 'date_modified']) ?? '');

function mediaOfStory(story: JsonObject, base: string | null): WireMedia[] {
  const pictures = [story.image, story.banner_image].map((address) => ({ url: address, mime_type: null, title: null }));
  const seen = new Set<string>();
  return [...pictures, ...objectsOf(story.attachments)].flatMap(({ url, mime_type, title }) => {
    const href = resolveAddress(textOfJson(url), base);
    if (href === null || seen.has(href)) return [];
    seen.add(href);
    const contentType = textOfJson(mime_type);
    const kind = contentType?.split('/')[0];
    return mediaOf(
      { type: kind === 'video' || kind === 'audio' ? kind : 'picture', caption: plainOrNull(textOfJson(title)) },
      [{ name: null, href, contentType, width: null, height: null }],
    );
  });
}
