import type { Article } from '../article/article.ts';
import { copyOf, creditOf, madeAt, nameOf, pageOf, sourceNameOf, termsOf, titleOf } from './contract/copy.ts';
import { FEED_CARRIES, tagsOf } from './contract/feed-fields.ts';
import { withoutEmpty } from './contract/json.ts';
import type { ListFacts, Renderer, RenderOptions } from './contract/renderer.ts';

/** JSON Feed 1.1 (jsonfeed.org): one item, or a list of items. */
const jsonFeed: Renderer = {
  name: 'json-feed',
  summary:
    'JSON Feed 1.1 for feed readers; a withdrawal keeps the id of its item and has the title "Withdrawn by AGENCY" and no text',
  contentType: 'application/feed+json',
  extension: 'json',
  accept: ['application/feed+json'],
  carries: [...FEED_CARRIES, 'revision', 'revisionId', 'change', 'pubStatus', 'bodyText', 'withdraws'],
  render: (article, options) =>
    write([article], { title: sourceNameOf(article) ?? 'Copytaster', address: null }, options),
  renderList: (articles, facts, options) => write(articles, facts, options),
};
export default jsonFeed;

function write(
  articles: readonly Article[],
  { title, address }: Pick<ListFacts, 'title'> & { readonly address: string | null },
  options: RenderOptions,
): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    ...(address === null ? {} : { feed_url: address }),
    items: articles.map((article) => itemOf(article, options)),
  });
}

function itemOf(article: Article, options: RenderOptions): Record<string, unknown> {
  const copy = copyOf(article, options);
  const credit = creditOf(article, options);
  const [first] = article.media.filter(({ type, href }) => type === 'picture' && href !== null);
  const attachments = article.media.flatMap(attachmentOf);
  return {
    content_text: copy.text,
    ...withoutEmpty({
      id: nameOf(article),
      url: pageOf(article),
      title: titleOf(article),
      content_html: copy.html,
      summary: article.summary,
      image: first?.href ?? null,
      date_published: article.firstCreated ?? madeAt(article),
      date_modified: madeAt(article),
      authors: article.byline === null ? [] : [{ name: article.byline }],
      tags: tagsOf(article),
      language: article.language === 'und' ? null : article.language,
      attachments,
      _copytaster: withoutEmpty({
        about: 'Copytaster: the revision of the wire that this item is',
        article: article.id,
        uri: article.uri,
        revision: article.revision,
        revisionId: article.revisionId,
        change: article.change,
        pubStatus: article.pubStatus,
        withdraws: article.withdraws?.uris ?? [],
        agency: article.agency?.name ?? null,
        credit,
        copyright: article.rights.copyrightNotice,
        usageTerms: termsOf(article),
      }),
    }),
  };
}

function attachmentOf({ href, caption, renditions }: Article['media'][number]): Record<string, unknown>[] {
  if (href === null) return [];
  const mime = renditions.find((each) => each.href === href)?.contentType ?? 'application/octet-stream';
  return [withoutEmpty({ url: href, mime_type: mime, title: caption })];
}
