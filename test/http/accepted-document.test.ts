import { describe, expect, test } from 'vitest';
import { asDocument, asDocuments } from '../../src/http/accepted-document.ts';
import { loadPlugins } from '../../src/registry.ts';
import { FULL } from '../renderers/articles.ts';

const renderers = await loadPlugins('renderers');
const asking = (accept: string | null) => ({ accept, address: 'https://wire.example.org/v1/articles' });

describe('Accept', () => {
  test.each([
    [null, null],
    ['*/*', null],
    ['application/json', null],
    ['text/html,application/xhtml+xml,application/json;q=0.9', null],
    ['application/vnd.iptc.g2.newsmessage+xml', 'application/vnd.iptc.g2.newsmessage+xml'],
    ['text/plain;q=0.5, application/nitf+xml', 'application/xml'],
    ['application/nitf+xml;q=0, text/plain', 'text/plain; charset=utf-8'],
    ['APPLICATION/ATOM+XML', 'application/atom+xml; charset=utf-8'],
  ])('%s gives the document %s', (accept, type) => {
    const answer = asDocument(FULL, asking(accept), { renderers });
    expect('text' in answer ? answer.type : null).toBe(type);
    if (type === null) expect(answer).toEqual({ body: FULL });
  });

  test('that names nothing we have is answered 406, with what there is', () => {
    const answer = asDocument(FULL, asking('image/png'), { renderers });
    expect(answer).toMatchObject({ status: 406, problem: expect.stringContaining('application/rss+xml') });
  });

  test('of a list gives one document, where there is such a one', () => {
    const page = { body: { articles: [FULL], next: null } };
    const feed = asDocuments(page, asking('application/rss+xml'), { renderers });
    expect(feed).toMatchObject({ type: 'application/rss+xml; charset=utf-8', text: expect.stringContaining('<rss') });
    expect(asDocuments(page, asking(null), { renderers })).toBe(page);
    expect(asDocuments(page, asking('text/plain'), { renderers })).toMatchObject({ status: 406 });
    const followed = { body: { entries: [], position: '0' } };
    expect(asDocuments(followed, asking('application/rss+xml'), { renderers })).toMatchObject({ status: 406 });
  });
});
