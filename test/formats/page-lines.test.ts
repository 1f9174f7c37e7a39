import { describe, expect, test } from 'vitest';
import { closingCredit, creditedBy } from '../../src/formats/page/agency-words.ts';
import { extractPage } from '../../src/formats/page/extract-page.ts';
import { takeOpeningDateline } from '../../src/formats/page/opening-dateline.ts';
import { isDateLine, readDateLine } from '../../src/formats/page/stated-dates.ts';

describe('a line of dates', () => {
  test.each([
    ['12. März 2025, 17:24 Uhr', '2025-03-12T17:24', null],
    ['Publié le 02 avril 2025 à 11h42', '2025-04-02T11:42', 'published'],
    ['Published - March 12, 2025 09:14 pm IST - LISBURNE', '2025-03-12T21:14 IST', 'published'],
    ['Last updated: March 14, 2025 | 18:20', '2025-03-14T18:20', 'updated'],
    ['更新/2025年3月12日 20:15', '2025-03-12T20:15', 'updated'],
    ['송고2025-08-21 14:32', '2025-08-21T14:32', 'published'],
    ['آخر تحديث: 15 يناير 2025 - 16:30', '2025-01-15T16:30', 'updated'],
    ['٦ مارس ٢٠٢٥ ١٤:١٠', '2025-03-06T14:10', null],
    ['5.mar.2025 às 14h22', '2025-03-05T14:22', null],
    ['3:05 PM EST, Wed March 12, 2025', '2025-03-12T15:05 EST', null],
    ['11. feb. 2025 kl. 17:02', '2025-02-11T17:02', null],
  ])('%s', (text, value, label) => {
    expect(readDateLine(text)?.dates[0]).toEqual({ value, label });
    expect(isDateLine(text)).toBe(true);
  });

  test('a caption with a day in it is none', () => {
    expect(isDateLine('Le chantier du réacteur de Valmont, le 31 mars 2025.')).toBe(false);
  });
});

describe('a line that credits', () => {
  test.each([
    ['Le Courrier avec AFP et Reuters', 'text'],
    ['(Con información de AFP y EFE)', 'text'],
    ['© SP/dpa/Reuters/jre', 'text'],
    ['（法新社、路透社）', 'text'],
    ['المصدر: رويترز + الفرنسية', 'text'],
    ['LUIS ARANDA (EFE)', 'picture'],
    ['(Foto: Ida Brandt/dpa)', 'picture'],
    ['PENJAGA PANTAI VIA AFP', 'picture'],
    ['AFP reporters at the scene saw oil on the water.', null],
    ['Reuters was the first to report the talks between the two companies.', null],
  ])('%s', (text, thing) => {
    expect(creditedBy(text)).toBe(thing);
  });

  test('at the end of a paragraph is taken off', () => {
    expect(closingCredit('Der Schneefall soll nachlassen. (dpa/afp/vl)')).toEqual({
      text: 'Der Schneefall soll nachlassen.',
      credit: 'dpa/afp/vl',
    });
    expect(closingCredit('He left office (in 1999).')).toBeNull();
  });
});

describe('a dateline without an agency in round brackets', () => {
  test.each([
    ['[NEW YORK] Oil prices fell.', 'NEW YORK'],
    ['TAMUR: Floods cut off twenty villages.', 'TAMUR'],
    ['KESSEL, NUSANTARA — Sembilan penumpang selamat.', 'KESSEL'],
    ['Oberau – Heftige Schneefälle haben Straßen lahmgelegt.', 'Oberau'],
    ['（塞尔比港综合电）诺维尔代表团退出谈判。', '塞尔比港'],
    ['【ワシントン＝佐藤健】議会は可決した。', 'ワシントン'],
  ])('%s', (text, place) => {
    expect(takeOpeningDateline(text)?.place).toBe(place);
  });

  test.each(['FILE - A man walks by.', 'Mr Deyne - The man said no.', 'Le lac — une merveille — a gelé.'])(
    '%s',
    (text) => {
      expect(takeOpeningDateline(text)).toBeNull();
    },
  );
});

describe('the page of a site', () => {
  const paragraphs = [
    'The ferry to the islands stayed in port for a third day on Tuesday, as fog lay over the sound and no boat sailed.',
    'Some two hundred passengers spent the night in the terminal, where volunteers served soup, the operator said.',
    'The wind should turn to the north by noon on Wednesday and lift the fog, according to the weather office.',
  ];
  const text = (html: string): string[] => extractPage(html, null).blocks.map((block) => block.text);
  const page = (inside: string): string =>
    `<html><head><title>Fog keeps ferry in port</title></head><body><main>${inside}</main></body></html>`;
  const story = paragraphs.map((each) => `<p>${each}</p>`).join('');

  test('ends where the next story begins in a box like its own', () => {
    const other =
      '<p>The theatre on the hill will close for two years from May, so that its roof can be mended.</p>'.repeat(2);
    const html = page(
      `<div class="post"><h1>Fog keeps ferry in port</h1>${story}</div><div class="post"><h2><a href="/t">Theatre shuts</a></h2>${other}</div>`,
    );
    expect(text(html)).toEqual(paragraphs);
  });

  test('keeps the headings of the story itself', () => {
    const html = page(
      `<article><h1>Fog keeps ferry in port</h1>${story}<h2>A second boat</h2>${story.replaceAll('The', 'A')}</article>`,
    );
    expect(text(html)).toContain('A second boat');
  });

  test('sets the caption beside a picture apart', () => {
    const html = page(
      `<article><h1>Fog keeps ferry in port</h1><div class="leadpic"><img src="/f.jpg"><div>The ferry at its berth on Monday, seen from the quay. (credit: Sound Lines)</div></div>${story}</article>`,
    );
    expect(text(html)).toEqual(paragraphs);
    expect(extractPage(html, null).captions).toHaveLength(1);
  });

  test('leaves out what leads to other stories and to the desk', () => {
    const html = page(
      `<article><h1>Fog keeps ferry in port</h1>${story}<p>[Related: Fares rise again]</p><p>Have a tip? Write to desk@courier.example</p></article>`,
    );
    expect(text(html)).toEqual(paragraphs);
  });
});
