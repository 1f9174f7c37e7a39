import type { Article } from '../../article/article.ts';
import { copyOf, creditOf, titleOf } from '../contract/copy.ts';
import type { RenderOptions } from '../contract/renderer.ts';
import { type XmlElement, xml, xmlOfBody, xmlText } from '../contract/xml.ts';

/** What NITF calls the elements of a body; null: what is inside it stands alone. */
const NAMES: Readonly<Record<string, string | null>> = {
  strong: 'em',
  b: 'em',
  i: 'em',
  h2: 'hl2',
  h3: 'hl2',
  h4: 'hl2',
  h5: 'hl2',
  h6: 'hl2',
  blockquote: 'bq',
  figure: null,
  figcaption: 'p',
  div: null,
  span: null,
  u: null,
  q: 'q',
  cite: null,
  code: null,
};
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  picture: 'image',
  graphic: 'image',
  video: 'video',
  audio: 'audio',
};

/** The document as its readers see it. */
export function bodyOf(article: Article, options: RenderOptions): XmlElement {
  const { byline, dateline, summary, subheadline, correctionNote, rights, signOff } = article;
  const { nodes } = copyOf(article, options, { dateline: false, signOff: false });
  return xml(
    'body',
    {},
    xml(
      'body.head',
      {},
      xml('hedline', {}, xml('hl1', {}, titleOf(article)), xmlText('hl2', subheadline)),
      correctionNote === null
        ? null
        : xml('note', { noteclass: 'cpyrt', type: 'std' }, xml('body.content', {}, xmlText('p', correctionNote))),
      xmlText('rights', rights.copyrightNotice),
      xmlText('byline', byline),
      xmlText('distributor', creditOf(article, options)),
      options.bare || dateline === null ? null : xml('dateline', {}, xmlText('location', dateline.text)),
      summary === null ? null : xml('abstract', {}, xmlText('p', summary)),
    ),
    xml(
      'body.content',
      {},
      nodes.length + article.media.length === 0 ? null : xml('block', {}, xmlOfBody(nodes, NAMES), mediaOf(article)),
    ),
    options.bare || signOff === null ? null : xml('body.end', {}, xmlText('tagline', signOff)),
  );
}

function mediaOf({ media }: Article): XmlElement[] {
  return media.map(({ type, href, renditions, caption, credit }) => {
    const listed = renditions.filter((each) => each.href !== null);
    const all =
      listed.length > 0
        ? listed
        : href === null
          ? []
          : [{ href, contentType: null, width: null, height: null, name: null }];
    return xml(
      'media',
      { 'media-type': MEDIA_TYPES[type] ?? 'other' },
      all.map((each) =>
        xml('media-reference', {
          source: each.href,
          name: each.name,
          'mime-type': each.contentType,
          width: each.width,
          height: each.height,
        }),
      ),
      xmlText('media-caption', caption),
      xmlText('media-producer', credit),
    );
  });
}
