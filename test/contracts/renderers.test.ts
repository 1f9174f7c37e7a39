import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { loadPlugins } from '../../src/registry.ts';
import { renderDocument, renderDocuments } from '../../src/renderers/contract/render-document.ts';
import { leftOutOf, type Renderer } from '../../src/renderers/contract/renderer.ts';
import { expectGolden } from '../golden.ts';
import { EMBARGOED, FULL, MARKS, TEXT_OF_IT, WITHDRAWN } from '../renderers/articles.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/documents');
const renderers = [...(await loadPlugins('renderers'))];
const CASES = {
  story: { article: FULL, bare: false },
  bare: { article: FULL, bare: true },
  embargoed: { article: EMBARGOED, bare: false },
  withdrawn: { article: WITHDRAWN, bare: false },
} as const;
const FACTS = { title: 'Wire', address: 'https://wire.example.org/feed', updated: '2026-11-03T04:05:06.000Z' };

/** Fields that name the body itself, and those that `bare` leaves out. */
const SET_OUT = ['dateline', 'creditLine', 'signOff'] as const;

function expectWellFormed({ contentType }: Renderer, text: string): void {
  if (/json/.test(contentType)) expect(() => JSON.parse(text)).not.toThrow();
  if (!/xml/.test(contentType)) return;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => expect.fail(error.message));
  parser.write(text).close();
}

/** A document without what its standard changes of a text: escapes, and the signs inside an instant. */
function plain(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replaceAll(/&lt;|\\u003c/g, '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');
}
function holds(text: string, mark: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT/.test(mark)) return plain(text).includes(mark);
  const compact = mark.replace(/\.\d+/, '').replace(/[-:]/g, '');
  return [mark, compact, new Date(mark).toUTCString()].some((written) => text.includes(written));
}

describe.each(renderers)('the document %s', (name, renderer) => {
  test('has the name of its file, a line that says what a withdrawal is, and a fixture of every case', () => {
    expect(renderer.name).toBe(name);
    expect(renderer.summary).toMatch(/^[a-zA-Z].{20,240}[^.]$/);
    expect(renderer.summary).toContain('withdrawal');
    if (process.env.COPYTASTER_GOLDEN === 'write') return;
    expect(existsSync(join(FIXTURES, name)), `make ${join(FIXTURES, name)} by npm run golden`).toBe(true);
    expect(readdirSync(join(FIXTURES, name)).map((file) => file.split('.')[0])).toEqual(Object.keys(CASES).sort());
  });

  test.each(Object.entries(CASES))('%s', (title, { article, bare }) => {
    const text = renderDocument(renderer, article, { bare });
    expectWellFormed(renderer, text);
    expectGolden(join(FIXTURES, name, `${title}.${renderer.extension}`), text);
  });

  test('says every field that it carries, and none that it leaves out', () => {
    const text = renderDocument(renderer, FULL, { bare: false });
    const said = Object.entries(MARKS).filter(([, mark]) => holds(text, mark)) as [keyof Article, string][];
    const fields = said.map(([field]) => field);
    const marked = Object.keys(MARKS) as (keyof Article)[];
    expect(renderer.carries.filter((field) => marked.includes(field) && !fields.includes(field))).toEqual([]);
    expect(leftOutOf(renderer).filter((field) => fields.includes(field))).toEqual([]);
    expect(text).toContain('harbour');
  });

  test('bare leaves out dateline, credit and sign-off, and nothing else', () => {
    const text = renderDocument(renderer, FULL, { bare: true });
    const marked = Object.keys(MARKS) as (keyof Article)[];
    const missing = renderer.carries.filter((field) => marked.includes(field) && !holds(text, MARKS[field] as string));
    expect(missing.toSorted()).toEqual(renderer.enveloped ? [] : SET_OUT.toSorted());
  });

  test('a story that was taken back has its shape, and nothing of its text', () => {
    const text = renderDocument(renderer, WITHDRAWN, { bare: false });
    expect(text).not.toMatch(TEXT_OF_IT);
    if (!renderer.enveloped) expect(text).toContain('Withdrawn by Markagency');
    expect(renderDocument(renderer, { ...WITHDRAWN, pubStatus: 'withheld' }, { bare: false })).not.toMatch(TEXT_OF_IT);
  });

  test('a list of several is one document, stops among them', () => {
    const text = renderDocuments(renderer, [FULL, { ...WITHDRAWN, id: 'art_other', uri: 'x' }], FACTS, { bare: false });
    if (text === null) return;
    expectWellFormed(renderer, text);
    expect(text).toContain('art_markid');
    expect(text).toContain('art_other');
    expect(text).toContain('Withdrawn by Markagency');
  });
});

test('no media type asks for two documents', () => {
  const all = renderers.flatMap(([, { accept }]) => accept);
  expect(new Set(all).size).toBe(all.length);
});

test('the fixtures name no document that is gone', () => {
  expect(readdirSync(FIXTURES).sort()).toEqual(renderers.map(([name]) => name).sort());
});
