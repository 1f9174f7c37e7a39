import type { Article } from '../../article/article.ts';
import { sourceNameOf } from '../contract/copy.ts';
import { type XmlElement, xml, xmlText } from '../contract/xml.ts';
import { newsItem } from './item-frame.ts';

/** The pictures, videos and sounds of a story, each as a newsItem; what has no address and no name is its caption alone. */
export function pictureItemsOf(article: Article, made: string): XmlElement[] {
  const source = sourceNameOf(article) ?? 'Copytaster';
  const language = article.language === 'und' ? null : article.language;
  return article.media.map((medium, at) => {
    const { uri, href, type, headline, credit, caption, hrefExpires } = medium;
    return newsItem(
      { guid: uri ?? href ?? `${article.uri ?? article.id}#media${at + 1}`, version: null, language },
      xml(
        'itemMeta',
        {},
        xml('itemClass', { qcode: `ninat:${type}` }),
        xml('provider', { literal: source }, xmlText('name', source)),
        xmlText('versionCreated', made),
        xml('pubStatus', { qcode: 'stat:usable' }),
        xmlText('expires', hrefExpires),
      ),
      xml(
        'contentMeta',
        {},
        xmlText('headline', headline),
        xmlText('by', credit),
        xmlText('description', caption, { role: 'drol:caption' }),
      ),
      contentSetOf(medium),
    );
  });
}

function contentSetOf({ href, renditions }: Article['media'][number]): XmlElement | null {
  const listed = renditions.filter((each) => each.href !== null);
  const all =
    listed.length > 0 ? listed : href === null ? [] : [{ href, contentType: null, width: null, height: null }];
  if (all.length === 0) return null;
  return xml(
    'contentSet',
    {},
    all.map((each) =>
      xml('remoteContent', {
        href: each.href,
        contenttype: each.contentType,
        width: each.width,
        height: each.height,
      }),
    ),
  );
}
