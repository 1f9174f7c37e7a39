// A receiver of webhooks for Node, without packages. CMS_WEBHOOK_SECRET=whsec_… PORT=8090 node receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from(process.env.CMS_WEBHOOK_SECRET.replace('whsec_', ''), 'base64');
const seen = new Set(); // in your own database: ids that were taken
const held = new Map(); // in your own database: article id → what you hold of it

function isSigned(headers, body) {
  const seconds = Number(headers['webhook-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - seconds) < 300)) return false;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const right = Buffer.from(createHmac('sha256', key).update(signed).digest('base64'));
  return String(headers['webhook-signature'] ?? '')
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, '')))
    .some((one) => one.length === right.length && timingSafeEqual(one, right));
}

function take(id, { data: article }) {
  if (seen.has(id)) return; // a repeat
  seen.add(id);
  const known = held.get(article.id);
  if (known !== undefined && article.revision < known.revision) return; // late: a newer one is here
  held.set(article.id, { ...article, taken: (known?.taken ?? 0) + 1 });
}

/** What may be shown of an article now. */
function shown(article) {
  const open = article.pubStatus === 'usable' && !(Date.parse(article.embargoedUntil) > Date.now());
  const { revision, taken } = article;
  return { revision, taken, headline: open ? article.headline : null, text: open ? article.bodyText : null };
}

createServer(async (request, response) => {
  if (request.method === 'GET') {
    const article = held.get(new URL(request.url, 'http://localhost').searchParams.get('article'));
    return response.writeHead(article ? 200 : 404).end(article ? JSON.stringify(shown(article)) : '');
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  if (!isSigned(request.headers, body)) return response.writeHead(401).end();
  const event = JSON.parse(body);
  if (event.type.startsWith('article.')) take(request.headers['webhook-id'], event);
  response.writeHead(204).end(); // types that are new are taken too
}).listen(Number(process.env.PORT ?? 8090), '127.0.0.1');
