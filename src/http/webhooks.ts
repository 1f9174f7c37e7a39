import { Change } from '../article/article.ts';

const header = (name: string, description: string, required = true) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const EVENT = {
  type: 'object',
  required: ['type', 'timestamp', 'data'],
  properties: {
    type: {
      type: 'string',
      description: 'what the revision is to this receiver; new types may come, answer them with 2xx',
      examples: [...Change.options.map((change) => `article.${change}`), 'test'],
    },
    timestamp: { type: 'string', format: 'date-time' },
    recovered: { const: true, description: 'sent again after the service lost data: it may be known already' },
    replay: { const: true, description: 'sent again because an operator asked' },
    data: { $ref: '#/components/schemas/Article' },
  },
} as const;

const RULES = [
  'Verify the signature (Standard Webhooks) over the body as it came, with any of the secrets that you hold.',
  'Drop ids (webhook-id) that you have seen, and answer them with 2xx.',
  'Ignore a revision lower than the one that you hold for the article id, and answer it with 2xx.',
  'article.withdrawal and article.withheld: take the story off at once, also where you never had it.',
  'Answer within 15 seconds; 410 says that you want nothing any more.',
].join('\n');

/** What a webhook destination receives, as the part `webhooks` of an OpenAPI document. */
export const WEBHOOKS = {
  article: {
    post: {
      operationId: 'receiveArticle',
      summary: 'A revision of an article, for a destination whose document is canonical',
      description: RULES,
      security: [],
      parameters: [
        header('webhook-id', 'the id of the revision: the same for every retry, replay and recovered delivery'),
        header('webhook-timestamp', 'seconds since 1970; refuse what is more than five minutes old'),
        header('webhook-signature', 'v1,… for every secret, with blanks between', false),
      ],
      requestBody: { required: true, content: { 'application/json': { schema: EVENT } } },
      responses: {
        '2XX': { description: 'The receiver has it, now or since before' },
        '400': { description: 'It will never take this one; so do 404, 405, 413, 415 and 422' },
        '401': { description: 'The signature is wrong' },
        '410': { description: 'It wants nothing any more' },
        '429': { description: 'It wants to be asked later, as Retry-After says' },
        '503': { description: 'It cannot take it now' },
      },
    },
  },
} as const;
