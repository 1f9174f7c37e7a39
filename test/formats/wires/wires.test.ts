import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Article } from '../../../src/article/article.ts';
import { expectGolden } from '../../golden.ts';
import { DECISIONS } from './decisions.ts';
import { bytesOf, readWire, WIRES, wireNames } from './read-fixture.ts';

/** Fields that are the same in every fixture, or that other fields say already. */
const LEFT_OUT = new Set([
  'schemaVersion',
  'revision',
  'revisionId',
  'previousRevisionId',
  'current',
  'changed',
  'eventId',
  'translationOf',
  'receivedAt',
  'duplicates',
  'related',
  'provenance',
]);

function shown(article: Article): Record<string, unknown> {
  const fields = Object.entries(article).filter(
    ([name, value]) => !LEFT_OUT.has(name) && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(fields), bodyText: article.bodyText.split('\n') };
}

describe('documents of the wires', () => {
  test('the fixtures and the table of decisions name the same files', () => {
    const decided = wireNames().filter((name) => !name.startsWith('broken/'));
    expect(Object.keys(DECISIONS).sort()).toEqual(decided);
    expect(decided.length).toBeGreaterThanOrEqual(120);
  });

  test.each(Object.entries(DECISIONS))('%s decides', async (name, decisions) => {
    const { articles, error } = await readWire(bytesOf(name), name);
    expect(articles.length === 0 ? [] : error).toEqual(articles.length === 0 ? [] : null);
    expect(
      articles.map(({ change, pubStatus, embargoedUntil, embargoText, newsClass, headline, changeNote }, at) => ({
        change,
        pubStatus,
        embargoedUntil,
        held: embargoedUntil === null && embargoText !== null,
        newsClass,
        headline,
        changeNote: decisions[at]?.changeNote === null ? null : changeNote,
      })),
    ).toEqual(decisions);
  });

  test.each(wireNames())('%s', async (name) => {
    const { articles, ...reading } = await readWire(bytesOf(name), name);
    for (const article of articles) expect(() => Article.parse(article)).not.toThrow();
    const golden = { ...reading, articles: articles.map(shown) };
    expectGolden(join(WIRES, `${name}.golden.json`), `${JSON.stringify(golden, null, 2)}\n`);
  });

  test('a table keeps its lines and spaces in text and in html', async () => {
    const name = 'newsml-g2/table-lines-kept.xml';
    const [article] = (await readWire(bytesOf(name), name)).articles;
    const table = /<pre>([^<]*)<\/pre>/.exec(bytesOf(name).toString('utf8'))?.[1] ?? 'none';
    expect(article?.bodyText).toContain(table);
    expect(article?.bodyHtml).toContain(`<pre>${table}</pre>`);
  });

  test('what is not for publication is in no field', async () => {
    const secret = /ingrid\.falk@|\+47 55|muster\.eva|\+49 (?:30|40)|0400 000|mette@example|SECRETQT/;
    for (const name of wireNames()) {
      const { articles } = await readWire(bytesOf(name), name);
      expect(JSON.stringify(articles), name).not.toMatch(secret);
    }
  });

  test('a document in another format than the feed names says which it looks like', async () => {
    const { error } = await readWire(bytesOf('nitf/aap-new.xml'), 'aap-new.xml', 'newsml-g2');
    expect(error).toBe('format newsml-g2: the document looks like nitf');
  });
});
