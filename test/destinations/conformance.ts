import { afterEach, describe, expect, test } from 'vitest';
import type { Delivery, Outlet } from '../../src/destinations/contract/destination.ts';
import canonical from '../../src/renderers/canonical.ts';
import { renderDocument } from '../../src/renderers/contract/render-document.ts';
import nitf from '../../src/renderers/nitf.ts';
import { FULL, TEXT_OF_IT, WITHDRAWN } from '../renderers/articles.ts';
import { aDelivery } from './a-delivery.ts';

/** What a receiver has, in the order in which it came. */
export interface Received {
  /** The id that it would know a repeat by. */
  readonly id: string;
  /** What was sent, to the byte; null where the way out makes something of its own of the article. */
  readonly body: string | null;
}

/** How the suite reaches one kind of way out and what stands at the end of it. */
export interface Receiver {
  /** A way out to the receiver that runs. */
  open(): Outlet;
  /** The same where nobody listens. */
  openNowhere(): Outlet;
  received(): Promise<readonly Received[]>;
  /** What a repeat of an id is to the receiver: it has it once, or again with the same id. */
  readonly repeat: 'once' | 'again';
  /** True where the receiver keeps one thing for each article, as it is now, and no revision beside it. */
  readonly keepsOne?: boolean;
}

const NITF = { contentType: nitf.contentType, extension: nitf.extension, enveloped: false };
const ODD_ID = 'a/../b c:d%2e\n*é';

/** The rules that every way out keeps. Each destination's test runs this against a real or a simulated receiver. */
export function describeConformance(name: string, receiver: () => Receiver): void {
  const outlets: Outlet[] = [];
  const open = (): Outlet => {
    const outlet = receiver().open();
    outlets.push(outlet);
    return outlet;
  };
  afterEach(async () => {
    for (const outlet of outlets.splice(0)) await outlet.close();
  });
  const known = async (id: string): Promise<readonly Received[]> =>
    (await receiver().received()).filter((each) => each.id === id);
  let count = 0;
  const next = (over: Partial<Parameters<typeof aDelivery>[0]> = {}): Delivery => {
    count += 1;
    const id = over.id ?? `${name}-revision-${count}`;
    const article = over.article ?? { ...FULL, id: `${name}-article-${count}`, revisionId: id, revision: 1 };
    return aDelivery({ ...over, id, article, articleId: article.id });
  };

  describe(`the way out ${name}`, () => {
    test('brings a revision whole', async () => {
      const outlet = open();
      await outlet.connect();
      const delivery = next();
      expect(await outlet.deliver(delivery)).toMatchObject({ outcome: 'delivered' });
      const [got] = await known(delivery.id);
      expect(got).toBeDefined();
      if (got?.body != null) {
        const { data, type } = JSON.parse(got.body) as { data: unknown; type: string };
        expect({ data, type }).toEqual({ data: delivery.article, type: 'article.update' });
      }
    });

    test('brings another document as it is, to the byte', async () => {
      const outlet = open();
      await outlet.connect();
      const article = { ...FULL, id: `${name}-nitf`, revisionId: `${name}-nitf-1` };
      const body = renderDocument(nitf, { ...article, headline: 'Zürich – 東京 “ok”' }, { bare: false });
      const delivery = next({ id: `${name}-nitf-1`, article, document: { ...NITF, body } });
      expect(await outlet.deliver(delivery)).toMatchObject({ outcome: 'delivered' });
      const [got] = await known(delivery.id);
      expect(got).toBeDefined();
      if (got?.body != null) expect(got.body).toBe(body);
    });

    test('a repeat is known by its id', async () => {
      const outlet = open();
      const delivery = next();
      for (let time = 0; time < 3; time += 1)
        expect(await outlet.deliver({ ...delivery, attempt: time + 1 })).toMatchObject({ outcome: 'delivered' });
      const got = await known(delivery.id);
      expect(receiver().repeat === 'once' ? got.length : Math.min(got.length, 1)).toBe(1);
    });

    test('revisions that are sent one after the other come in that order', async () => {
      const outlet = open();
      await outlet.connect();
      const deliveries = [1, 2, 3, 4].map((revision) => {
        const id = `${name}-row-${revision}`;
        return next({ id, article: { ...FULL, id: `${name}-row`, revisionId: id, revision }, revision });
      });
      for (const delivery of deliveries) await outlet.deliver(delivery);
      const ids = (await receiver().received()).map(({ id }) => id).filter((id) => id.startsWith(`${name}-row-`));
      const all = deliveries.map(({ id }) => id);
      expect([...new Set(ids)]).toEqual(receiver().keepsOne ? all.slice(-1) : all);
    });

    test('a stop comes, and nothing of the story with it', async () => {
      const outlet = open();
      await outlet.connect();
      const article = { ...FULL, id: `${name}-stopped`, revisionId: `${name}-stopped-1` };
      await outlet.deliver(next({ id: article.revisionId, article }));
      const stop = { ...WITHDRAWN, id: article.id, revisionId: `${name}-stopped-2` };
      const shut = JSON.parse(renderDocument(canonical, stop, { bare: false })) as typeof stop;
      const delivery = next({ id: stop.revisionId, article: shut, stop: true, type: 'article.withdrawal' });
      expect(await outlet.deliver(delivery)).toMatchObject({ outcome: 'delivered' });
      const [got] = await known(stop.revisionId);
      expect(got?.body ?? '').not.toMatch(TEXT_OF_IT);
      expect(got).toBeDefined();
    });

    test('many at once all come', async () => {
      const outlet = open();
      const deliveries = Array.from({ length: 12 }, () => next());
      const results = await Promise.all(deliveries.map((delivery) => outlet.deliver(delivery)));
      expect(results.map(({ outcome }) => outcome)).toEqual(deliveries.map(() => 'delivered'));
      const ids = new Set((await receiver().received()).map(({ id }) => id));
      expect(deliveries.filter(({ id }) => !ids.has(id))).toEqual([]);
    });

    test('ids with odd signs go nowhere else', async () => {
      const outlet = open();
      const article = { ...FULL, id: `${name}${ODD_ID}`, revisionId: `${name}${ODD_ID}` };
      const { outcome } = await outlet.deliver(next({ id: article.revisionId.replaceAll(/[^ -~]/g, ''), article }));
      expect(outcome).toBe('delivered');
    });

    test('a text of a megabyte comes whole', async () => {
      const outlet = open();
      const bodyHtml = `<p>${'All of it. '.repeat(100_000)}</p>`;
      const article = { ...FULL, id: `${name}-long`, revisionId: `${name}-long-1`, bodyHtml };
      const delivery = next({ id: article.revisionId, article });
      expect(await outlet.deliver(delivery)).toMatchObject({ outcome: 'delivered' });
      const [got] = await known(delivery.id);
      if (got?.body != null) expect(got.body.length).toBeGreaterThan(1_000_000);
    });

    test('two publishers that take turns get all of it there', async () => {
      const [one, other] = [open(), open()];
      await one.connect();
      await other.connect();
      const deliveries = [next(), next(), next(), next()];
      for (const [at, delivery] of deliveries.entries())
        expect(await (at % 2 === 0 ? one : other).deliver(delivery)).toMatchObject({ outcome: 'delivered' });
      const ids = new Set((await receiver().received()).map(({ id }) => id));
      expect(deliveries.every(({ id }) => ids.has(id))).toBe(true);
    });

    test('where nobody listens the attempt fails with a reason, is not ambiguous, and does not throw', async () => {
      const outlet = receiver().openNowhere();
      const result = await outlet.deliver(next({ signal: AbortSignal.timeout(15_000) }));
      expect(result).toMatchObject({ outcome: 'failed', ambiguous: false });
      expect((result as { reason: string }).reason.length).toBeGreaterThan(5);
      await outlet.close();
    }, 30_000);

    test('an attempt whose time is over ends', async () => {
      const outlet = open();
      const result = await outlet.deliver(next({ signal: AbortSignal.abort() }));
      expect(['failed', 'delivered']).toContain(result.outcome);
    });
  });
}
