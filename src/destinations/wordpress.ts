import { z } from 'zod';
import type { AttemptResult } from '../article/attempt.ts';
import { sha256 } from '../article/content.ts';
import type { NetworkFailure } from '../network/failure.ts';
import { HttpAddress, SecretText } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { delivered, failed, refused } from './contract/results.ts';
import { Unexpected, WordPressApi } from './wordpress/rest-api.ts';

/**
 * Keeps a post for each article by the REST API of WordPress (application passwords): made at its first revision,
 * changed by later ones, taken off the site with its text by a stop, scheduled while an embargo runs. The post's slug is
 * made of the article's id and the post carries it as meta `copytaster_article` too, so that a post whose creation was
 * never answered is found again. What the desk put into the trash stays there.
 */
const wordpress = defineDestination({
  type: 'wordpress',
  summary: 'keeps a post for each article in WordPress: made, changed, taken off the site',
  settings: z.strictObject({
    url: HttpAddress.describe('the site').meta({ example: 'https://news.example.org' }),
    user: z.string().min(1).describe('who writes').meta({ example: 'copytaster' }),
    applicationPassword: SecretText.describe('made in the profile of that user').meta({
      example: '${WORDPRESS_PASSWORD}',
    }),
    postType: z
      .string()
      .regex(/^[a-z_-]+$/)
      .default('posts')
      .describe('the REST name of the type of post'),
    status: z.enum(['publish', 'draft', 'pending', 'private']).default('publish').describe('of a new post'),
    author: z.int().positive().optional().describe('the id of the author of all posts').meta({ example: 7 }),
    categories: z
      .record(z.string(), z.int().positive())
      .default({})
      .describe('ids of categories by subject code, agency code, priority, or default')
      .meta({ example: { 'medtop:15000000': 12, afp: 4, default: 1 } }),
  }),
  open(settings) {
    const api = new WordPressApi(settings);
    const bring = async (delivery: Delivery): Promise<AttemptResult> => {
      const { article, articleId } = delivery;
      if (article === null) return delivered('no story');
      const slug = `wire-${sha256(articleId).slice(0, 16)}`;
      const found = await api.find(slug, articleId, delivery.signal);
      const stops = delivery.stop || article.pubStatus !== 'usable';
      if (found === 'trash') return delivered('the desk has put it into the trash');
      if (stops && found === null) return delivered('there is no such post');
      const { postOf, stoppedPost } = await import('./wordpress/post.ts');
      const post = stops ? stoppedPost(article) : postOf(article, settings, delivery.now);
      if (found !== null) return delivered(`post ${await api.change(found, post, delivery.signal)} changed`);
      return delivered(`post ${await api.create({ ...post, slug }, delivery.signal)} made`);
    };
    return {
      connect: () => api.check(),
      async deliver(delivery) {
        try {
          return await bring(delivery);
        } catch (error) {
          if (error instanceof Unexpected) return resultOf(error);
          return failed(error, (error as NetworkFailure).ambiguous ?? true);
        }
      },
      close: () => Promise.resolve(),
    };
  },
});
export default wordpress;

const NEVER = new Set([400, 413, 414, 422]);
const CURES: Readonly<Record<number, string>> = {
  401: 'correct user: or applicationPassword:',
  403: 'give this user the right to publish posts',
  404: 'correct url: or postType:, and switch the REST API on',
};

function resultOf({ status, message, retryAfterMs }: Unexpected): AttemptResult {
  if (NEVER.has(status)) return refused(message);
  const cure = CURES[status];
  const reason = cure === undefined ? message : `${message} (${cure})`;
  return { outcome: 'failed', reason, retryAfterMs, ambiguous: false };
}
