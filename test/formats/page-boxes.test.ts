import { describe, expect, test } from 'vitest';
import { extractPage } from '../../src/formats/page/extract-page.ts';

const PARAGRAPHS = [
  'The harbour of Sandvik will stay shut for another week, the port authority said on Monday.',
  'Divers found the second anchor late on Sunday, but the chain that holds it is longer than the crane.',
  'Nine ships wait outside the breakwater, two of them with fruit that will not keep until Friday.',
  'The council meets on Wednesday to decide who pays for the salvage, which nobody had insured.',
];
const story = (from: number, to?: number): string =>
  PARAGRAPHS.slice(from, to)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n');

interface Layout {
  readonly what: string;
  readonly head?: string;
  readonly amid?: string;
  readonly below?: string;
  readonly deck?: string;
}

/** What stands in the story's own element on the pages of newspapers, and is no part of it. */
const LAYOUTS: readonly Layout[] = [
  {
    what: 'a card of another story',
    amid: '<div class="c-item"><h3><a href="/ferry">Ferry turns back in the storm</a></h3><p>Two hundred passengers slept on board, and the crew served soup.</p></div>',
  },
  {
    what: 'a card whose link holds its heading',
    amid: '<section class="zz"><a href="https://other.example/a"><h4>Fischer warten auf die Flut</h4></a><p>Seit drei Tagen liegt der Kutter auf dem Sand, und niemand kommt.</p></section>',
  },
  {
    what: 'who wrote it, in a box above',
    head: '<div class="drop"><div class="description"><p>Ida Storm has covered ports and shipping for this paper since 2011.</p></div></div>',
  },
  {
    what: 'who wrote it, in the last paragraph',
    below: '<p>Ida Storm schreibt seit 2011 über Häfen und Schiffe an der Nordsee.</p>',
  },
  {
    what: 'a profile named as one',
    below:
      '<div class="post-author-description"><p>Born on the island, she still sails to work in summer. Her books are in the shop.</p></div>',
  },
  {
    what: 'a form that asks for an address',
    amid: '<form action="/in"><p>Never miss a tide again. Leave us your address and we write each morning.</p></form>',
  },
  {
    what: 'a heading over nothing but links',
    head: '<h4>Tools</h4><ul><li><a href="/x">send it</a></li><li><a href="/y">set it larger</a></li></ul>',
  },
  {
    what: 'a deck set as a paragraph in a heading',
    head: '<h2><p>Nobody had insured the anchor.</p></h2>',
    deck: 'Nobody had insured the anchor.',
  },
  {
    what: 'a caption below a picture that can be enlarged',
    amid: '<div class="inline image"><a href="#">[+] Enlarge<img src="a.jpg"></a><div><cite>Per Holm/Sandvik Foto </cite>The crane is shorter than the chain.</div></div>',
  },
  {
    what: 'a line about the rights in it',
    below: '<p>Materiał chroniony prawem autorskim - wszelkie prawa zastrzeżone. Dalsze użycie za zgodą.</p>',
  },
  { what: 'another story, named without its accent', amid: '<p>A lire aussi : Le port reste fermé</p>' },
];

const page = ({ head = '', amid = '', below = '' }: Layout): string =>
  `<!doctype html><html lang="en"><head><title>Harbour stays shut</title><meta name="author" content="Ida Storm"></head>
<body><nav><a href="/">Home</a></nav><article class="story"><h1>Harbour stays shut</h1>${head}
<div class="text">${story(0, 2)}${amid}${story(2)}${below}</div></article></body></html>`;

describe('what stands in the story and is no part of it', () => {
  test.each(LAYOUTS)('$what', (layout) => {
    const { blocks, subheadline } = extractPage(page(layout), 'https://paper.example/harbour');
    expect(blocks.map(({ text }) => text)).toEqual(PARAGRAPHS);
    expect(subheadline).toBe(layout.deck ?? null);
  });
});

describe('what looks like it and is the story', () => {
  test('a post that the story quotes stays, short as it is', () => {
    const post = '<blockquote class="twitter-post"><p>The anchor is up at last.</p></blockquote>';
    const { blocks } = extractPage(page({ what: '', amid: post }), 'https://paper.example/harbour');
    expect(blocks.map(({ text }) => text)).toContain('The anchor is up at last.');
  });

  test('sections in spans do not make a profile the longest text of the page', () => {
    const profile = `<div class="x-author-tooltip"><p>${'Ida Storm has covered ports for many years. '.repeat(9)}</p></div>`;
    const html = page({ what: '', head: profile })
      .replace('<div class="text">', '<span class="text"><div>')
      .replace('</div></article>', '</div></span></article>');
    const { blocks } = extractPage(html, 'https://paper.example/harbour');
    expect(blocks.map(({ text }) => text)).toEqual(PARAGRAPHS);
  });

  test('subheadings that link to places on the page stay', () => {
    const part =
      '<div><h3><a href="#tides">What the tides will do now</a></h3><p>High water is at noon, low water at six.</p></div>';
    const { blocks } = extractPage(page({ what: '', amid: part }), 'https://paper.example/harbour');
    expect(blocks.map(({ text }) => text)).toContain('High water is at noon, low water at six.');
  });
});
