import { describe, expect, test } from 'vitest';
import { extractPage } from '../../src/formats/page/extract-page.ts';

const PARAGRAPHS = [
  'The lighthouse on Skarv island will be painted red again, the coastal board decided on Thursday.',
  'It had been white since 1958, when a keeper ran out of red paint and nobody sent him any.',
  '"We found the invoice for the paint in his desk," said Marit Voll, who runs the museum.',
  'The work begins in May, before the birds return to the rocks below the tower.',
];
const paragraphs = (from: number, to?: number): string =>
  PARAGRAPHS.slice(from, to)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');

interface Around {
  readonly head?: string;
  readonly amid?: string;
  readonly below?: string;
}

const page = ({ head = '', amid = '', below = '' }: Around): string =>
  `<html lang="en"><head><title>Skarv light turns red - The Coast Mail</title>
<meta property="og:site_name" content="The Coast Mail"><meta name="author" content="Ola Rem"></head>
<body><header class="site"><a href="/">The Coast Mail</a></header><main><article><h1>Skarv light turns red</h1>${head}
<div class="prose">${paragraphs(0, 2)}${amid}${paragraphs(2)}</div>${below}</article></main></body></html>`;

const textOf = (html: string): string[] =>
  extractPage(html, 'https://coastmail.example/skarv').blocks.map(({ text }) => text);

test('a heading that links to the front page is the name of the site', () => {
  const html = `<html lang="en"><head><title>Four Masts &raquo; Blog Archive &raquo; Why the old pier leans to the east</title></head>
<body><div id="header"><h1><a href="https://fourmasts.example/">Four Masts</a></h1></div>
<div id="content"><h2>Why the old pier leans to the east</h2>${paragraphs(0)}</div></body></html>`;
  expect(extractPage(html, 'https://fourmasts.example/2026/05/pier/').headline).toBe(
    'Why the old pier leans to the east',
  );
});

describe('a box in the story is left out', () => {
  test.each<[string, Around]>([
    [
      'that asks for money, in English',
      {
        below:
          '<div class="epic"><h2>Since you are here</h2><p>If you value what we report from the coast, please consider supporting us today.</p></div>',
      },
    ],
    [
      'that asks for money, in Spanish',
      {
        amid: '<div><div>Apoya el periodismo de la costa</div><div>Únete a nuestra comunidad de lectores. Cancela cuando quieras.</div></div>',
      },
    ],
    [
      'that sells a subscription, in German',
      {
        amid: '<section class="relative"><h3>Küstenpost Plus</h3><p>Lesen Sie alle Artikel ohne Werbung, schon ab 2,49 Euro pro Woche.</p></section>',
      },
    ],
    [
      'that sells a subscription, in French',
      {
        below: '<div class="q"><p>Tous les articles en illimité, 1 € par semaine, résiliable à tout moment.</p></div>',
      },
    ],
    [
      'that bears the name of the site',
      {
        amid: '<section class="services"><h4>The Coast Mail Games</h4><p>Crosswords and sudokus, a new one each morning.</p></section>',
      },
    ],
    [
      'whose title is a word of the site',
      {
        amid: '<section class="inline"><div><div class="t">Newsletter « Ports »</div><div class="d">Chaque vendredi, la vie des phares racontée par nos correspondants</div></div></section>',
      },
    ],
    [
      'of other stories, each with what it tells',
      {
        amid: '<section><h3>Mehr zum Thema</h3><div><p>Wie der Leuchtturm einmal gelb war, weil niemand Weiß bestellt hatte.</p></div></section>',
      },
    ],
    [
      'with a form and what it is for',
      {
        amid: '<div class="w3"><p>The sea in your morning, every day at seven.</p><form><label>Address</label><input></form></div>',
      },
    ],
    [
      'that is not printed',
      {
        below:
          '<div class="no-print" id="k"><h3>Ask us</h3><p>Would you like to know more about lights? Our readers\u2019 desk answers within a week.</p></div>',
      },
    ],
    [
      'that is not printed, by another name',
      {
        below:
          '<div class="tools d-print-none"><p>The museum opens at ten, and its shop sells small red lighthouses made of tin.</p></div>',
      },
    ],
    [
      'of an element that the site made up',
      {
        amid: '<coast-inline-teaser><div><p>Everything you always wanted to know about lenses, lamps and foghorns.</p></div></coast-inline-teaser>',
      },
    ],
    [
      'that a program printed when it went wrong',
      { amid: '<p>Warning: Undefined variable $teaser in /srv/www/themes/coast/single.php on line 212</p>' },
    ],
  ])('%s', (_, around) => {
    expect(textOf(page(around))).toEqual(PARAGRAPHS);
  });

  test('and an advertisement in a table, and the caption in another', () => {
    const amid =
      '<table align="right"><tr><td><img src="tower.jpg"></td></tr><tr><td>The tower before the war, with its keeper at the door.</td></tr></table>';
    const below =
      '<table><tr><td>Advertisement<br>Holm and Sons. Ropes, lamps and paint. Open on Saturdays.</td></tr></table>';
    const { blocks, captions } = extractPage(page({ amid, below }), 'https://coastmail.example/skarv');
    expect(blocks.map(({ text }) => text)).toEqual(PARAGRAPHS);
    expect(captions).toEqual(['The tower before the war, with its keeper at the door.']);
  });
});

describe('what looks like a box and is the story', () => {
  test('paragraphs go on below a box of links, where the others stand', () => {
    const box =
      '<section class="b"><h3>Mehr zum Thema</h3><article><a href="/a">Als der Turm gelb war</a></article><article><a href="/b">Der letzte Wärter erzählt</a></article></section>';
    const html = `<html><head><title>Skarv light turns red</title></head><body><article><header><h1>Skarv light turns red</h1></header>
<section class="s"><div><div class="rich"> ${paragraphs(0, 2)}</div></div>${box}<div><div class="rich">${paragraphs(2, 3)}<p>He is content.</p></div></div>
<section class="b"><h3>Coast Plus</h3><p>All articles, unlimited, from £2.50 a week.</p></section><div><div class="rich">${paragraphs(3)}</div></div></section></article></body></html>`;
    expect(textOf(html)).toEqual([...PARAGRAPHS.slice(0, 3), 'He is content.', PARAGRAPHS[3]]);
  });

  test('a paragraph that ends with the credit of a picture beside it', () => {
    const long = `${PARAGRAPHS[0]} ${PARAGRAPHS[1]} ${PARAGRAPHS[3]} Foto: lighthouse.example`;
    expect(textOf(page({ amid: `<p>${long}</p>` }))).toContain(long);
  });

  test('a compound that begins like the label of a picture', () => {
    const lead =
      'Der Küstenverband hat nach dem Streit um die Farbe viel verloren. Neben dem Image-Schaden droht ihm ein Bußgeld.';
    expect(textOf(page({ amid: `<p>${lead}</p>` }))).toContain(lead);
  });

  test('parts of which one is shown at a time', () => {
    const part = (text: string, hidden: boolean): string =>
      `<div class="slide"${hidden ? ' style="display:none"' : ''}><p>${text}</p></div>`;
    const html = page({}).replace(
      paragraphs(0, 2) + paragraphs(2),
      PARAGRAPHS.map((text, at) => part(text, at > 0)).join(''),
    );
    expect(textOf(html)).toEqual(PARAGRAPHS);
  });

  test('a lead in a script that writes no spaces', () => {
    const lead = '雪が続いた白浜島で、灯台の塗り替えが９日、６７年ぶりに始まりました。';
    const html = `<html lang="ja"><head><title>灯台を赤に戻す工事始まる</title></head><body><main><article><h1>灯台を赤に戻す工事始まる</h1>
<div class="detail"><p class="first-x">${lead}</p><div class="body"><p>作業員らは９日午前８時すぎに島に渡り、塔の足場を組み始めました。</p><p>島の博物館の館長は「帳簿に赤い塗料の注文が残っていた」と話していました。</p><p>工事は鳥が戻る五月までに終わる予定だということです。</p></div></div></article></main></body></html>`;
    expect(textOf(html)[0]).toBe(lead);
  });

  test('an address of its own, below the sentence that leads to it', () => {
    const amid =
      '<p>Whoever has old photographs of the tower may write to the museum:</p><p><a href="mailto:light@skarv.example">light@skarv.example</a></p>';
    expect(textOf(page({ amid }))).toContain('light@skarv.example');
  });

  test('a page that was encoded twice', () => {
    const words =
      'Latarnia na wyspie będzie znów czerwona, zdecydował urząd. Łódź z farbą przypłynie w maju, mówią mieszkańcy, którzy czekają już długo.';
    const twice = new TextDecoder('windows-1252').decode(new TextEncoder().encode(words));
    expect(textOf(page({ amid: `<p>${twice}</p>` }))).toContain(words);
  });
});

describe('the head of a page', () => {
  test.each<[string, string, string]>([
    [
      'beside the headline, in its header',
      '<header><h1>Faro di Skarv</h1><p>La torre torna rossa dopo quasi settant’anni</p></header>',
      'La torre torna rossa dopo quasi settant’anni',
    ],
    [
      'in an hgroup',
      '<hgroup><h1>Faro di Skarv</h1><p>Decide l’ente della costa, i lavori a maggio</p></hgroup>',
      'Decide l’ente della costa, i lavori a maggio',
    ],
    [
      'wholly in bold',
      '<h1>Faro di Skarv</h1><p><strong>La torre sarà ridipinta entro maggio, prima degli uccelli.</strong></p>',
      'La torre sarà ridipinta entro maggio, prima degli uccelli.',
    ],
  ])('a deck %s', (_, head, deck) => {
    const html = `<html><head><title>Faro di Skarv</title></head><body><article>${head}<div>${paragraphs(0)}</div></article></body></html>`;
    const { blocks, subheadline } = extractPage(html, null);
    expect(subheadline).toBe(deck);
    expect(blocks.map(({ text }) => text)).toEqual(PARAGRAPHS);
  });

  test('a first paragraph in bold that opens with its place is no deck', () => {
    const lead =
      '<p><b>SKARV, Norway (Reuters) - The lighthouse will be painted red again, the coastal board said.</b></p>';
    const html = `<html><head><title>Skarv light</title></head><body><article><h1>Skarv light</h1>${lead}${paragraphs(1)}</article></body></html>`;
    expect(extractPage(html, null).subheadline).toBeNull();
  });

  test('a name alone above the first paragraph is no part of the text', () => {
    expect(textOf(page({ head: '<span>سعاد بناني</span>' }))).toEqual(PARAGRAPHS);
  });

  test.each([
    ['<div class="when">Publicerad 24 november 2026 kl. 06.15</div>', '2026-11-24T06:15'],
    ['<div class="when">Veröffentlicht am 3. März 2026 um 17:05 Uhr</div>', '2026-03-03T17:05'],
    ['<div class="when">Julkaistu 4.5.2026 klo 9.30</div>', '2026-05-04T09:30'],
  ])('%s has its time of day', (head, date) => {
    expect(extractPage(page({ head }), 'https://coastmail.example/skarv').date).toBe(date);
  });

  test.each<[string, string]>([
    ['<div class="meta">Posted on September 21, 2020 by Adi Lind</div>', 'Adi Lind'],
    ['<p><em>Text von Jan Brink &nbsp; &nbsp; Illustration von Eva Holt</em></p>', 'Jan Brink'],
    [
      '<div>By The Coast Mail - January 17</div><p><em>Written by: <a href="https://elsewhere.example/3">Julie Marsh</a></em></p>',
      'Julie Marsh',
    ],
  ])('%s names who wrote it', (head, name) => {
    const html = page({ head }).replace('<meta name="author" content="Ola Rem">', '');
    expect(extractPage(html, 'https://coastmail.example/skarv').authors).toEqual([name]);
  });

  test('a label for link previews names who wrote it', () => {
    const html = page({}).replace(
      '<meta name="author" content="Ola Rem">',
      '<meta name="twitter:label1" content="Geschrieben von"><meta name="twitter:data1" content="Anke Voss">',
    );
    expect(extractPage(html, 'https://coastmail.example/skarv').authors).toEqual(['Anke Voss']);
  });

  test('a heading for those who listen, and a section in the heading', () => {
    const html =
      `<html><head><title>CBA | Fairer prices for light</title></head><body><h1 class="aural">Coastal Board Administration</h1>
<div><h1><span>Consumers</span> More on fairer prices for light</h1>${paragraphs(0)}</div></body></html>`.replace(
        'More on fairer',
        'Fairer',
      );
    expect(extractPage(html, 'https://cba.example/').headline).toBe('Consumers Fairer prices for light');
  });
});
