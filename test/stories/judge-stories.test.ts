import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';
import { type Arrival, type DeskCase, EDITS, lastsDays } from './desk-cases.ts';
import { RETOLD_CASES } from './retold-cases.ts';
import { SPECIAL_CASES } from './special-cases.ts';
import { STORIES } from './told-stories.ts';

const BEGIN = Date.UTC(2026, 2, 3, 6);
const MINUTE_MS = 60_000;
const styles = await loadPlugins('agencies');

function articleOf(arrival: Arrival, language: string): Article {
  const { uri, headline, body, agency = null, elsewhere = null, at = 0, made = 0, over = {} } = arrival;
  const now = BEGIN + at * MINUTE_MS;
  const item = {
    ...EMPTY_ITEM,
    uri,
    headline,
    language: arrival.language ?? language,
    body: { kind: 'text', value: body } as const,
    dates: [{ role: 'versionCreated', value: new Date(now + made * MINUTE_MS).toISOString(), field: 'test' } as const],
  };
  const article = normaliseItem(item, {
    feed: {
      id: elsewhere ?? `${agency}-wire`,
      agency: elsewhere === null ? agency : null,
      standing: elsewhere === null ? 'wire' : 'web',
      zone: null,
      language: null,
    },
    format: 'test',
    receivedAt: now,
    captureSha256: '',
    styles,
    detectLanguage: null,
  });
  return { ...article, ...over };
}

async function runCase(desk: Desk, { arrivals, language }: DeskCase): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  for (const arrival of arrivals) {
    const elsewhere = arrival.elsewhere !== undefined;
    const speaksFor = !elsewhere && arrival.agency !== undefined ? [arrival.agency] : [];
    const now = BEGIN + (arrival.at ?? 0) * MINUTE_MS;
    const article = articleOf(arrival, language);
    const standing = elsewhere ? 'web' : 'wire';
    taken.push(await desk.take({ article, speaksFor, standing, saidUsable: arrival.usable ?? false, now }));
  }
  return taken;
}

const cases: readonly DeskCase[] = [
  ...STORIES.flatMap((story) => EDITS.map((edit) => ({ ...edit(story), language: story.language }))),
  ...SPECIAL_CASES,
  ...RETOLD_CASES,
];

test('there are at least two hundred cases in at least six languages', () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
  expect(new Set(cases.map(({ language }) => language)).size).toBeGreaterThanOrEqual(6);
});

describeBothMemories((openDesk, memory) => {
  const played = cases.filter((each) => memory === 'maps' || !lastsDays(each));
  describe.each(played.map((each) => [`${each.language}: ${each.name}`, each] as const))('%s', (_, given) => {
    test(given.reason, async () => {
      const judged = await runCase(await openDesk(), given);
      for (const [at, { expect: expected }] of given.arrivals.entries()) {
        const { of, ...verdict } = expected;
        const { article, verdict: found } = judged[at]!;
        expect({ at, ...found }).toMatchObject({ at, ...verdict });
        if (of !== undefined) expect({ at, article: found.articleId }).toEqual({ at, article: judged[of]!.article.id });
        else if (found.action === 'publish')
          expect(judged.slice(0, at).map((each) => each.article.id)).not.toContain(article.id);
        expect(found.reason.length).toBeGreaterThan(10);
      }
    });
  });
});
