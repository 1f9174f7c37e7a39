import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { shutDocument } from '../../src/article/shut-document.ts';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import wordpress from '../../src/destinations/wordpress.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { LOGIN, startWordPress } from '../receivers/simulated-wordpress.ts';
import { EMBARGOED, FULL, TEXT_OF_IT, WITHDRAWN } from '../renderers/articles.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';

let site: Awaited<ReturnType<typeof startWordPress>>;
beforeAll(async () => {
  site = await startWordPress();
});
afterAll(() => {
  site.close();
});

const open = (over: Record<string, unknown> = {}): Outlet =>
  wordpress.open(
    destinationSchema(wordpress).parse({
      id: 'wp',
      type: 'wordpress',
      url: site.url,
      allowPrivateAddresses: true,
      categories: { 'medtop:20000139': 12, example: 4, default: 1 },
      ...LOGIN,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

describeConformance('wordpress', () => ({
  open: () => open(),
  openNowhere: () => open({ url: 'http://127.0.0.1:1' }),
  // A post is what an article is now; the conformance of its order is in the last revision that it has.
  received: () => Promise.resolve(site.posts.map(({ meta }) => ({ id: meta.copytaster_revision_id!, body: null }))),
  repeat: 'once',
  keepsOne: true,
}));

/** As WordPress takes plain text. */
const asHtml = (text: string | null): string =>
  (text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('the post of an article', () => {
  beforeEach(() => {
    site.posts.length = 0;
    site.site.loseAnswers = false;
  });
  const send = (article: Article, over: Record<string, unknown> = {}, outlet = open()) =>
    outlet.deliver(aDelivery({ id: article.revisionId, article, ...over }));

  test('is made with title, text, excerpt and the categories of its subjects', async () => {
    expect(await send(FULL)).toMatchObject({ outcome: 'delivered', detail: 'post 1 made' });
    expect(site.posts[0]).toMatchObject({
      title: asHtml(FULL.headline),
      status: 'publish',
      excerpt: asHtml(FULL.summary),
      categories: [12, 4],
      content: expect.stringContaining('<p>MARKDATELINE, Nov 3 (Example) - The <strong>harbour</strong>'),
      meta: { copytaster_article: FULL.id },
    });
  });

  test('says as words what would be markup in a title or an excerpt', async () => {
    const odd = 'Mill & <img src=x onerror=alert(1)> weir';
    await send({ ...FULL, headline: odd, summary: odd });
    const words = 'Mill &amp; &lt;img src=x onerror=alert(1)&gt; weir';
    expect(site.posts[0]).toMatchObject({ title: words, excerpt: words });
  });

  test('is changed by a later revision, and is still one', async () => {
    await send(FULL);
    expect(await send({ ...FULL, headline: 'Second', revisionId: 'r2', revision: 2 })).toMatchObject({
      detail: 'post 1 changed',
    });
    expect(site.posts.map(({ title }) => title)).toEqual(['Second']);
  });

  test('is found again where the answer to its creation was lost', async () => {
    site.site.loseAnswers = true;
    expect(await send(FULL)).toMatchObject({ outcome: 'failed', ambiguous: true });
    site.site.loseAnswers = false;
    expect(await send(FULL)).toMatchObject({ outcome: 'delivered', detail: 'post 1 changed' });
    expect(site.posts).toHaveLength(1);
  });

  test('goes off the site with its text at a stop, and comes back when the story does', async () => {
    await send(FULL);
    await send(shutDocument(WITHDRAWN), { stop: true, type: 'article.withdrawal' });
    expect(site.posts).toHaveLength(1);
    expect(site.posts[0]).toMatchObject({
      status: 'draft',
      content: '',
      excerpt: '',
      title: 'Withdrawn by Markagency',
    });
    expect(JSON.stringify(site.posts)).not.toMatch(TEXT_OF_IT);
    await send({ ...FULL, change: 'reinstated', revisionId: 'r3', revision: 3 });
    expect(site.posts[0]).toMatchObject({ status: 'publish', title: asHtml(FULL.headline) });
  });

  test('a stop of a story that the site never had makes none', async () => {
    expect(await send(shutDocument(WITHDRAWN), { stop: true })).toMatchObject({ outcome: 'delivered' });
    expect(site.posts).toEqual([]);
  });

  test('is scheduled while an embargo runs, and published when it has ended', async () => {
    await send(EMBARGOED, { now: Date.parse('2026-12-24T10:00:00Z') });
    expect(site.posts[0]).toMatchObject({ status: 'future', date_gmt: '2026-12-24T17:00:00' });
    await send(EMBARGOED, { now: Date.parse('2026-12-24T18:00:00Z') });
    expect(site.posts[0]).toMatchObject({ status: 'publish' });
  });

  test('stays in the trash where the desk put it', async () => {
    await send(FULL);
    Object.assign(site.posts[0]!, { status: 'trash', slug: `${site.posts[0]!.slug}__trashed` });
    expect(await send({ ...FULL, revision: 2 })).toMatchObject({
      outcome: 'delivered',
      detail: expect.stringMatching(/trash/),
    });
    expect(site.posts).toHaveLength(1);
  });

  test('a wrong password is a failure with its cure, before and at an attempt', async () => {
    const outlet = open({ applicationPassword: 'wrong' });
    await expect(outlet.connect()).rejects.toThrow(/answered 401/);
    expect(await send(FULL, {}, outlet)).toMatchObject({
      outcome: 'failed',
      ambiguous: false,
      reason: expect.stringMatching(/correct user: or applicationPassword:/),
    });
  });
});
