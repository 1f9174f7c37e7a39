import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const LOGIN = { user: 'wire', applicationPassword: 'abcd efgh ijkl' };

/** A post as the site has it. */
export interface SitePost {
  readonly id: number;
  slug: string;
  status: string;
  title: string;
  content: string;
  excerpt: string;
  date_gmt: string;
  categories: number[];
  meta: Record<string, string>;
}

/**
 * A site that answers as the REST API handbook of WordPress says: application passwords, lists by slug and status, made
 * and changed by POST, a slug that is taken gets a number, the trash renames it. `loseAnswers` cuts the connection
 * after a post was made.
 */
export async function startWordPress() {
  const posts: SitePost[] = [];
  const site = { loseAnswers: false };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
      response.end(JSON.stringify(body));
    };
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    const login = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.applicationPassword}`).toString('base64')}`;
    if (request.headers.authorization !== login)
      return answer(401, { code: 'rest_cannot_create', message: 'Sorry, you are not allowed to do that.' });
    const path = pathname.replace('/wp-json/wp/v2/', '');
    if (path === 'users/me') return answer(200, { id: 7, name: 'Wire' });
    const [type, number] = path.split('/');
    if (type !== 'posts') return answer(404, { code: 'rest_no_route', message: 'No route was found' });
    if (request.method === 'GET') {
      const slugs = searchParams.get('slug')?.split(',') ?? [];
      const states = searchParams.get('status')?.split(',') ?? ['publish'];
      const isAsked = ({ slug, status }: SitePost): boolean =>
        slugs.includes(slug) && (states.includes(status) || (states.includes('any') && status !== 'trash'));
      return answer(200, posts.filter(isAsked));
    }
    const fields = JSON.parse(Buffer.concat(chunks).toString()) as Partial<SitePost>;
    if (number === undefined) {
      const post = makePost(posts, fields);
      if (site.loseAnswers) return void request.socket.destroy();
      return answer(201, post);
    }
    const post = posts.find(({ id }) => id === Number(number));
    if (post === undefined) return answer(404, { code: 'rest_post_invalid_id', message: 'Invalid post ID.' });
    Object.assign(post, fields, { meta: { ...post.meta, ...fields.meta } });
    answer(200, post);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    site,
    close: () => server.close(),
  };
}

function makePost(posts: SitePost[], fields: Partial<SitePost>): SitePost {
  const wanted = fields.slug ?? 'post';
  const taken = posts.filter(({ slug }) => slug === wanted || slug.startsWith(`${wanted}-`)).length;
  const empty = { status: 'draft', title: '', content: '', excerpt: '', date_gmt: '', categories: [1], meta: {} };
  const slug = taken === 0 ? wanted : `${wanted}-${taken + 1}`;
  const post: SitePost = { ...empty, ...fields, id: posts.length + 1, slug };
  posts.push(post);
  return post;
}
