import type { Article } from '../article/article.ts';
import { eventOf } from '../article/envelope.ts';
import type { EarlierRevision } from '../destinations/contract/destination.ts';
import { readArticleRevisions, readEnds } from '../store/articles.ts';
import type { Store } from '../store/store.ts';

/** The revisions of an article that came before one of them, with what a destination said of each. */
export async function readEarlier(
  store: Store,
  { id, revisionId }: Article,
  { destination, extension }: { readonly destination: string; readonly extension: string },
): Promise<readonly EarlierRevision[]> {
  const revisions = await readArticleRevisions(store, id);
  const at = revisions.findIndex((each) => each.revisionId === revisionId);
  const before = at < 0 ? revisions : revisions.slice(0, at);
  return Promise.all(
    before.map(async (article) => {
      const end = (await readEnds(store, article.revisionId))[destination];
      const event = eventOf(article.revision === 1 ? 'new' : article.change, { timestamp: article.receivedAt });
      const named = { id: article.revisionId, articleId: id, revision: article.revision, event, article };
      return {
        named: { ...named, document: { extension } },
        said: end?.state === 'delivered' ? (end.reason ?? null) : null,
      };
    }),
  );
}
