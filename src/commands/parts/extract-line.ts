import { extractPage } from '../../formats/page/extract-page.ts';
import { agencyInDateline, kindOfLine } from '../../formats/page/line-kinds.ts';

/** The story of one page, as the batch of pages gives it. */
export function extractLine({ id, url, html }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { state, headline, subheadline, points, authors, date, creditLine, blocks } = extractPage(
    String(html ?? ''),
    typeof url === 'string' ? url : null,
  );
  return {
    id,
    ok: true,
    headline,
    deck: [...(subheadline === null ? [] : [subheadline]), ...points].join('\n\n') || null,
    text: withoutSignOffs(blocks.map(({ text }) => text)).join('\n\n'),
    byline: authors.join(', ') || null,
    date,
    credit: creditLine ?? agencyInDateline(blocks[0]?.text ?? ''),
    state: state ?? 'story',
  };
}

/** The text without the lines that name those who reported, wrote and edited it. */
function withoutSignOffs(paragraphs: readonly string[]): readonly string[] {
  return paragraphs.slice(0, paragraphs.findLastIndex((text) => kindOfLine(text) !== 'sign-off') + 1);
}
