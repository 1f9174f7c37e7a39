import type { Article } from '../article/article.ts';
import { madeAt } from './contract/copy.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';
import { writeXml, type XmlElement, xml, xmlText } from './contract/xml.ts';
import { newsItemOf } from './newsml-g2/news-item.ts';
import { pictureItemsOf } from './newsml-g2/picture-item.ts';

const PRIORITIES: Readonly<Record<Article['priority'], number>> = { flash: 1, alert: 2, urgent: 3, normal: 4, low: 6 };

/** NewsML-G2 2.35: a newsMessage with a newsItem for the story and one for each picture, video and sound of it. */
const newsmlG2: Renderer = {
  name: 'newsml-g2',
  summary:
    'NewsML-G2 2.35, newsItems in a newsMessage; a withdrawal is the same guid with pubStatus canceled and no contentSet',
  contentType: 'application/vnd.iptc.g2.newsmessage+xml',
  extension: 'xml',
  accept: ['application/vnd.iptc.g2.newsmessage+xml', 'application/vnd.iptc.g2.newsitem+xml'],
  carries: [
    'id',
    'revision',
    'revisionId',
    'previousRevisionId',
    'change',
    'changeNote',
    'correctionNote',
    'pubStatus',
    'embargoedUntil',
    'embargoText',
    'expires',
    'withdraws',
    'uri',
    'version',
    'altIds',
    'agency',
    'credits',
    'creditLine',
    'headline',
    'subheadline',
    'slugline',
    'storyKey',
    'eventId',
    'byline',
    'authors',
    'dateline',
    'located',
    'type',
    'newsClass',
    'genres',
    'contentWarning',
    'urgency',
    'priority',
    'language',
    'bodyHtml',
    'summary',
    'wordCount',
    'signOff',
    'edNote',
    'subjects',
    'keywords',
    'places',
    'people',
    'organisations',
    'media',
    'links',
    'rights',
    'firstCreated',
    'versionCreated',
    'receivedAt',
  ],
  render: (article, options) => writeXml(messageOf([article], article.receivedAt, options)),
  renderList: (articles, { updated }, options) => writeXml(messageOf(articles, updated, options)),
};
export default newsmlG2;

function messageOf(articles: readonly Article[], sent: string, options: RenderOptions): XmlElement {
  const [only] = articles.length === 1 ? articles : [];
  return xml(
    'newsMessage',
    { xmlns: 'http://iptc.org/std/nar/2006-10-01/' },
    xml(
      'header',
      {},
      xmlText('sent', sent),
      xmlText('sender', 'copytaster'),
      xmlText('transmitId', only?.revisionId ?? null),
      xmlText('priority', only === undefined ? null : PRIORITIES[only.priority]),
    ),
    xml(
      'itemSet',
      {},
      articles.flatMap((article) => [newsItemOf(article, options), ...pictureItemsOf(article, madeAt(article))]),
    ),
  );
}
