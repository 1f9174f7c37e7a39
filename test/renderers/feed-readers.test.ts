import { parseFeed } from 'htmlparser2';
import RssParser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { loadPlugins } from '../../src/registry.ts';
import { renderDocument, renderDocuments } from '../../src/renderers/contract/render-document.ts';
import { FULL, WITHDRAWN } from './articles.ts';

const renderers = await loadPlugins('renderers');
const FACTS = { title: 'The wire', address: 'https://wire.example.org/feed', updated: '2026-11-03T04:05:06.000Z' };
const OTHER: Article = { ...WITHDRAWN, id: 'art_other', uri: 'tag:example.org,2026:other' };

describe.each(['rss', 'atom'])('feed readers that are not ours read %s', (name) => {
  const renderer = renderers.get(name)!;
  const list = renderDocuments(renderer, [FULL, OTHER], FACTS, { bare: false })!;

  test('rss-parser', async () => {
    const feed = await new RssParser().parseString(list);
    expect(feed.title).toBe('The wire');
    expect(feed.items).toHaveLength(2);
    const [story, stop] = feed.items;
    expect(story).toMatchObject({
      title: 'Markheadline: harbour & ferry reopen <soon>',
      link: 'https://www.example.org/marklink',
      isoDate: '2026-11-03T01:02:03.000Z',
    });
    expect(String(story?.['content:encoded'] ?? story?.content)).toContain('<strong>harbour</strong> reopened &amp;');
    expect(stop?.title).toBe('Withdrawn by Markagency');
    expect(stop?.contentSnippet ?? '').toBe('');
  });

  test('htmlparser2', () => {
    const feed = parseFeed(renderDocument(renderer, FULL, { bare: false }));
    expect(feed).toMatchObject({ type: name === 'rss' ? 'rss' : 'atom', title: 'Markagency' });
    const [item] = feed?.items ?? [];
    expect(item).toMatchObject({ id: 'urn:copytaster:art_markid', link: 'https://www.example.org/marklink' });
    expect(item?.media).toEqual([
      expect.objectContaining({ url: 'https://media.example.org/markmedia.jpg', medium: 'image', type: 'image/jpeg' }),
    ]);
  });
});
