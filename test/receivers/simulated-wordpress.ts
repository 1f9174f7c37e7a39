import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
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
    const { status, body } = answerTo(request, Buffer.concat(chunks).toString(), posts);
    if (status === 201 && site.loseAnswers) return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
    response.end(JSON.stringify(body));
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

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const NOT_ALLOWED: Answer = {
  status: 401,
  body: { code: 'rest_cannot_create', message: 'Sorry, you are not allowed to do that.' },
};
const NO_ROUTE: Answer = { status: 404, body: { code: 'rest_no_route', message: 'No route was found' } };
const NO_POST: Answer = { status: 404, body: { code: 'rest_post_invalid_id', message: 'Invalid post ID.' } };

function answerTo({ method, url, headers }: IncomingMessage, sent: string, posts: SitePost[]): Answer {
  const { pathname, searchParams } = new URL(url!, 'http://x');
  const login = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.applicationPassword}`).toString('base64')}`;
  if (headers.authorization !== login) return NOT_ALLOWED;
  const path = pathname.replace('/wp-json/wp/v2/', '');
  if (path === 'users/me') return { status: 200, body: { id: 7, name: 'Wire' } };
  const [type, number] = path.split('/');
  if (type !== 'posts') return NO_ROUTE;
  if (method === 'GET') return { status: 200, body: askedPosts(searchParams, posts) };
  const fields = JSON.parse(sent) as Partial<SitePost>;
  if (number === undefined) return { status: 201, body: makePost(posts, fields) };
  const post = posts.find(({ id }) => id === Number(number));
  return post === undefined ? NO_POST : { status: 200, body: changePost(post, fields) };
}

function askedPosts(query: URLSearchParams, posts: readonly SitePost[]): readonly SitePost[] {
  const slugs = query.get('slug')?.split(',') ?? [];
  const states = query.get('status')?.split(',') ?? ['publish'];
  return posts.filter(
    ({ slug, status }) =>
      slugs.includes(slug) && (states.includes(status) || (states.includes('any') && status !== 'trash')),
  );
}

function changePost(post: SitePost, fields: Partial<SitePost>): SitePost {
  return Object.assign(post, fields, { meta: { ...post.meta, ...fields.meta } });
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
