import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanHtml, htmlToText, plainTitle, readHtml } from '../../src/markup/markup.ts';

const clean = (html: string): string => cleanHtml(html, { baseUrl: 'https://wire.example/a/b' });
const squeezed = (html: string): string => htmlToText(html).replace(/\s+/g, ' ');

describe('what acts goes, what is said stays', () => {
  test.each([
    ['a script', '<p>Before</p><script>evil()</script><p>after</p>'],
    ['a script in capitals', '<p>Before</p><SCRIPT SRC="//x">evil()</SCRIPT ><p>after</p>'],
    ['a style', '<style>p{background:url(javascript:evil())}</style><p>Before after</p>'],
    ['a handler', '<p onclick="evil()">Before</p><p ONMOUSEOVER=evil()>after</p>'],
    ['a handler on a picture', '<p>Before<img src=x onerror=evil()> after</p>'],
    ['a javascript address', '<a href="javascript:evil()">Before</a> after'],
    ['a javascript address in disguise', '<a href=" j&#97;va&#x0A;script:evil()">Before</a> after'],
    ['a vbscript address', '<a href="vbscript:evil()">Before</a> after'],
    ['an address that is data', '<a href="data:text/html,<script>evil()</script>">Before</a> after'],
    ['a style that acts', '<p style="width:expression(evil())">Before</p> after'],
    ['an object', '<object data="evil.swf"></object><embed src="evil.swf"><p>Before after</p>'],
    ['a frame', '<iframe src="https://evil.example"></iframe><p>Before after</p>'],
    [
      'a meta refresh',
      '<meta http-equiv="refresh" content="0;url=evil"><base href="//evil"><link href=evil>Before after',
    ],
    ['a drawing', '<svg onload="evil()"><script>evil()</script></svg><p>Before after</p>'],
    ['a form', '<form action="javascript:evil()">Before <button formaction="javascript:evil()">after</button></form>'],
    ['a comment', '<!--[if IE]><script>evil()</script><![endif]-->Before after'],
  ])('%s', (_, html) => {
    const result = clean(html);
    expect(result).not.toMatch(
      /evil|<(?:script|style|iframe|object|embed|svg|form|meta|base|link|img)|\son\w+=|style=/i,
    );
    expect(squeezed(result)).toBe('Before after');
  });

  test('cleaning what is clean changes nothing', () => {
    for (const html of [
      '<p>One &amp; two<br>three</p>',
      '<ul><li>A <a href="https://x.example/?a=1&amp;b=2">b</a></li></ul>',
    ])
      expect(clean(clean(html))).toBe(clean(html));
  });

  test.each([
    ['an element left open', '<p>One <b>two', '<p>One <b>two</b></p>'],
    ['elements that cross', '<b>One <i>two</b> three</i>', '<b>One <i>two</i></b> three'],
    ['signs that open nothing', '1 < 2 <<b>3</b> <<< <3', '1 &lt; 2 &lt;<b>3</b> &lt;&lt;&lt; &lt;3'],
    ['such a sign in an address', '<a href="https://x.example/a<3">x</a>', '<a href="https://x.example/a%3C3">x</a>'],
    ['a relative address', '<a href="../c">x</a>', '<a href="https://wire.example/c">x</a>'],
    ['an address with a password', '<a href="https://me:pw@host.example/a">x</a>', '<a>x</a>'],
    ['an address with a user', '<a href="//me@host.example/a">x</a>', '<a>x</a>'],
    [
      'an address whose host is read otherwise',
      '<a href="https://a.example\\@b.example/">x</a>',
      '<a href="https://a.example/@b.example/">x</a>',
    ],
    ['a scheme that stands alone', '<a href="https:host.example">x</a>', '<a>x</a>'],
    ['a host behind three strokes', '<a href="https:///host.example">x</a>', '<a href="https://host.example/">x</a>'],
    [
      'a sign in the path',
      '<a href="https://host.example/@me?to=a@b">x</a>',
      '<a href="https://host.example/@me?to=a@b">x</a>',
    ],
    ['a mailbox', '<a href="mailto:desk@host.example">x</a>', '<a href="mailto:desk@host.example">x</a>'],
    ['a headline of the page', '<h1>x</h1>', '<h2>x</h2>'],
    ['a bare ampersand', 'Fish & chips', 'Fish &amp; chips'],
    ['a stray sign', '2 < 3 and 4 > 3', '2 &lt; 3 and 4 &gt; 3'],
  ])('%s', (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });

  test('a bomb of nested elements is refused', () => {
    expect(() => clean('<div>'.repeat(100_000))).toThrow('nested more than');
    expect(() => htmlToText('<div>'.repeat(100_000))).toThrow('nested more than');
  });

  test('nothing that is put together from pieces acts', () => {
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '&lt;',
      '<p',
      '<a href=',
      'javascript:evil()',
      ' onload=evil()',
      '<script',
      '</script>',
      '<!--',
      '-->',
      '<svg',
      '/',
      'x',
      '<style',
      '<img src=x',
      '\n',
      '&#60;',
    ];
    let state = 5;
    const next = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 8;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const html = Array.from({ length: 12 }, () => pieces[next() % pieces.length]).join('');
      expect(clean(html), html).not.toMatch(/<(?:script|style|svg|img)|<[^>]*\son\w+=|href="\s*javascript/i);
    }
  });
});

describe('raised digits never become part of the number before them', () => {
  test.each([
    ['an area of 12 km<sup>2</sup>', 'an area of 12 km²'],
    ['about 10<sup>12</sup> cells', 'about 10¹² cells'],
    ['in the year 2020<sup>2</sup> already', 'in the year 2020[2] already'],
    ['said the ministry<sup><a href="#n1">1</a></sup>, twice', 'said the ministry[1], twice'],
    ['<p><sup>1</sup>The ministry did not answer.</p>', '[1] The ministry did not answer.'],
    ['on the 20<sup>th</sup> of May, le 1<sup>er</sup> mai', 'on the 20th of May, le 1er mai'],
    ['H<sub>2</sub>O', 'H2O'],
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});

describe('a title is plain text', () => {
  test.each([
    ['Markets <b>fall</b>', 'Markets fall'],
    ['Markets &lt;b&gt;fall&lt;/b&gt;', 'Markets <b>fall</b>'],
    ['AT&amp;T to pay', 'AT&T to pay'],
    ['AT&amp;amp;T to pay', 'AT&T to pay'],
    ['AT&T to pay', 'AT&T to pay'],
    ['2 < 3, and 5 > 4', '2 < 3, and 5 > 4'],
    ['Q&amp;#8217;s', 'Q’s'],
    ['One<br/>two', 'One two'],
    ['  spread\n over\tlines ', 'spread over lines'],
    ['Safe<script>evil()</script>', 'Safe'],
  ])('%s', (given, expected) => {
    expect(plainTitle(given)).toBe(expected);
  });

  test('one without end is cut', () => {
    expect(plainTitle('<!-- <script '.repeat(100_000)).length).toBeLessThanOrEqual(20_000);
  });
});

describe('clean markup is read in one pass, and says the same as through the parser', () => {
  const block = fc.constantFrom('p', 'h3', 'blockquote', 'li', 'div', 'pre', 'ul');
  const inline = fc.constantFrom('b', 'em', 'sup');
  const words = fc.constantFrom('One two', ' three ', '\n', 'a &amp; b', '&nbsp;', '<br>', 'x<br/>y', '  ', '&lt;&gt;');
  const element = (name: fc.Arbitrary<string>, inside: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(name, fc.array(inside, { maxLength: 4 })).map(([tag, parts]) => `<${tag}>${parts.join('')}</${tag}>`);
  const phrase = fc.oneof(words, element(inline, words));
  const row = element(fc.constant('tr'), element(fc.constantFrom('td', 'th'), words));
  const table = element(fc.constant('table'), row);
  const flow = element(block, fc.oneof(phrase, table));
  const html = fc.array(fc.oneof(flow, phrase, table), { maxLength: 6 }).map((parts) => parts.join(''));

  test('whatever it is made of', () => {
    fc.assert(
      fc.property(html, (markup) => {
        expect(htmlToText(markup)).toBe(htmlToText(`${markup}<!---->`));
      }),
    );
  });
});

test.each([
  '',
  '  <p>Clean &amp; whole</p>\n<p>and  more</p> ',
  '<p>Numbered &#146;quote&#147;</p>',
  '<p class="x">One<script>evil()</script><a href="/b">two</a></p>',
  'Plain words,\n\n  and a <b>bold one',
])('HTML that is read at once is what cleaning and then reading makes of it: %j', (html) => {
  const cleaned = clean(html);
  expect(readHtml(html, { baseUrl: 'https://wire.example/a/b' })).toEqual({
    html: cleaned,
    plain: htmlToText(cleaned),
  });
});
