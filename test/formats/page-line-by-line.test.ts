import { describe, expect, test } from 'vitest';
import { extractPage } from '../../src/formats/page/extract-page.ts';

const PARAGRAPHS = [
  'The salt works of Holme will open again in April, forty years after the last pan was let go cold.',
  'A cooperative of twelve families has mended the sluices and bought a boiler from a brewery.',
  '"Salt needs wind more than sun, and of wind we have enough," said Berit Aske, who leads it.',
  'The first sacks go to the bakers of the valley, who have ordered nine tonnes for the summer.',
];
const paragraphs = (from: number, to?: number): string =>
  PARAGRAPHS.slice(from, to)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');

interface Around {
  readonly whole?: string;
  readonly amid?: string;
  readonly below?: string;
  readonly beside?: string;
}

const page = ({ whole, amid = '', below = '', beside = '' }: Around): string =>
  `<html lang="en"><head><title>Salt works of Holme open again - Valley Post</title></head>
<body><main><article>${
    whole ??
    `<h1>Salt works of Holme open again</h1>
<div class="copy">${paragraphs(0, 2)}${amid}${paragraphs(2)}${below}</div>`
  }</article>${beside}</main></body></html>`;

const textOf = (html: string): string[] =>
  extractPage(html, 'https://valleypost.example/salt').blocks.map(({ text }) => text);

describe('a line in the story is left out', () => {
  test.each<[string, Around]>([
    ['that leads to a post on a network, in German', { amid: '<p>Sieh dir diesen Beitrag auf Instagram an</p>' }],
    ['that leads to a post on a network, in English', { amid: '<p>View this post on Instagram</p>' }],
    ['that says where a film ends', { amid: '<p>Ende des Videobeitrags</p>' }],
    [
      'in square brackets, where the page speaks of its letters',
      { amid: '<p>[Alle Nachrichten aus dem Tal finden Sie in unserem kostenlosen Newsletter.]</p>' },
    ],
    ['that asks who reads to log in', { below: '<p>Um Kommentare zu schreiben, müssen Sie sich bitte einloggen.</p>' }],
    [
      'that asks for money, whoever liked the story',
      { below: '<p>Ihnen hat der Artikel gefallen? Helfen Sie der Zeitung und spenden Sie jetzt per Überweisung!</p>' },
    ],
    [
      'with its lasting address',
      { below: '<p>Permalink: https://valleypost.example/news/2026/april/12/salt-works-of-holme-open.html</p>' },
    ],
    [
      'that names who reported it and how to reach them',
      {
        below: '<p>To reach the reporter behind this story, contact ida@valleypost.example.</p>',
      },
    ],
    [
      'most of which is a link to another story',
      {
        amid: '<p>Mehr zum Salz im Tal: <a href="/sluice">Wie die Schleuse von Holme in die Hände der Gemeinde kam</a></p>',
      },
    ],
    [
      'that heads nothing, long as it is',
      {
        below:
          '<h4>Learn how the old works were built, and read the rest of our guide to the valley and its trades.</h4>',
      },
    ],
    ['that names who made the pictures', { amid: '<p>Fotos: Marit Lunde</p>' }],
    [
      'that says what happens to what is typed into a form',
      {
        beside:
          '<p>Wenn Sie uns per Kontaktformular schreiben, werden Ihre Angaben und die Daten, die Sie dort nennen, gespeichert.</p>',
      },
    ],
  ])('%s', (_, around) => {
    expect(textOf(page(around))).toEqual(PARAGRAPHS);
  });

  test('that stands word for word above', () => {
    expect(textOf(page({ below: paragraphs(0, 1) }))).toEqual(PARAGRAPHS);
  });

  test('that is set over each picture of a series', () => {
    const part = (text: string): string => `<h2>Salt, wind and iron</h2><p>${text}</p>`;
    const told = [
      'The oldest pan is of lead, and nobody may cook in it any more.',
      'The youngest is of steel, and came on a lorry in two halves.',
      'Between them lie three of iron, which are scraped every Monday.',
    ];
    expect(textOf(page({ below: told.map(part).join('') }))).toEqual([...PARAGRAPHS, ...told]);
  });

  test('over the headline', () => {
    const title = '<h4>Old trades come back to the valley</h4><h1>Salt works of Holme open again</h1>';
    expect(textOf(page({ whole: `${title}${paragraphs(0)}` }))).toEqual(PARAGRAPHS);
  });

  test('as far as it is a button in brackets', () => {
    const amid =
      '<p>The council gave the land for nothing in the spring of last year. [<a href="/land">read more</a>]</p>';
    expect(textOf(page({ amid }))[2]).toBe('The council gave the land for nothing in the spring of last year.');
  });

  test('below the story, in a box that holds none of it', () => {
    const more = [
      'The sluices were cut in 1740, and two of their gates are still of the same oak, says the council.',
      'Each pan needs nine hours of fire, which comes from the waste of the saw mill across the river.',
      'Schools have asked for places, and the first class of thirty comes in the second week of May.',
      'The road to the works stays closed to lorries, so the sacks are brought down on a narrow railway.',
    ];
    const set = [...PARAGRAPHS, ...more].map((text) => `<p>${text}</p>`).join('');
    const box =
      '<div class="zz7"><h2>Nothing missed this year!</h2>When the pans are lit and when the valley dances is told by <a href="/calendar">a calendar for the kitchen</a>.</div>';
    const whole = `<h1>Salt works of Holme open again</h1><div class="copy">${set}</div>${box}`;
    expect(textOf(page({ whole }))).toEqual([...PARAGRAPHS, ...more]);
  });
});

describe('a line of the story is kept', () => {
  test('however deep a page builder set it', () => {
    const row = (inside: string): string =>
      `<div class="row"><div class="col"><div class="col-in"><div class="wrap"><div class="text"><div class="text-in">${inside}</div></div></div></div></div></div>`;
    const offer =
      '<div class="row"><div class="col"><ul><li><a href="/a">Boats</a></li><li><a href="/b">Barns</a></li></ul></div></div>';
    const html = `<html><head><title>Salt works</title></head><body><main><h1>Salt works</h1>${row(
      `${paragraphs(0, 2)}</div></div><div class="text"><div class="text-in">${paragraphs(2)}`,
    )}${offer}${row('<p>The bakers say that the salt is grey, and that nobody will want the white one again.</p>')}</main></body></html>`;
    expect(textOf(html).at(-1)).toContain('nobody will want the white one again');
  });

  test('where its headline stands in it once more', () => {
    const amid = '<h2>Salt works of Holme open again</h2>';
    expect(textOf(page({ amid }))).toEqual(expect.arrayContaining(PARAGRAPHS));
  });
});
