import type { Article } from '../../article/article.ts';
import { type XmlElement, xml, xmlText } from './xml.ts';

/** The fields of the article that every feed has a place for. Notes between desks are none: feeds are for readers. */
export const FEED_CARRIES = [
  'id',
  'uri',
  'agency',
  'headline',
  'byline',
  'dateline',
  'bodyHtml',
  'summary',
  'signOff',
  'creditLine',
  'keywords',
  'subjects',
  'language',
  'media',
  'links',
  'rights',
  'firstCreated',
  'versionCreated',
] as const satisfies readonly (keyof Article)[];

/** Keywords and the names of subjects, each once. */
export function tagsOf({ keywords, subjects }: Article): string[] {
  return [...new Set([...keywords, ...subjects.map(({ name }) => name).filter((name) => name !== null)])];
}

const MEDIUMS: Readonly<Record<string, string>> = {
  picture: 'image',
  graphic: 'image',
  video: 'video',
  audio: 'audio',
};

/** A picture, video or sound as Media RSS says it, which feed readers know in RSS and in Atom; none without address. */
export function mediaContentOf({ type, href, caption, credit, renditions }: Article['media'][number]): XmlElement[] {
  if (href === null) return [];
  const rendition = renditions.find((each) => each.href === href);
  return [
    xml(
      'media:content',
      {
        url: href,
        medium: MEDIUMS[type] ?? 'document',
        type: rendition?.contentType ?? null,
        width: rendition?.width ?? null,
        height: rendition?.height ?? null,
      },
      xmlText('media:description', caption),
      xmlText('media:credit', credit),
    ),
  ];
}
