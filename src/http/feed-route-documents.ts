type Json = Record<string, unknown>;

const FEED = {
  name: 'feed',
  in: 'path',
  required: true,
  description: 'the id of the feed in the settings',
  schema: { type: 'string' },
};

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const RETRY_AFTER = { 'Retry-After': { description: 'seconds to wait', schema: { type: 'integer' } } };

const refusal = (description: string): Json => ({ description, content: PROBLEM });
const later = (description: string): Json => ({ ...refusal(description), headers: RETRY_AFTER });

const accepted = (description: string, properties: Json): Json => ({
  description,
  content: {
    'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } },
  },
});

const DOCUMENT = { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };

const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'what the sender calls the document: sent again under it within a day, it counts once',
  schema: { type: 'string', maxLength: 500 },
};

const PUSH = {
  operationId: 'pushDocument',
  summary: 'Takes one document for a feed whose transport is push',
  description:
    'The body is the document itself, 20 MB at the most: XML, JSON, HTML or text, as it is or packed by gzip, deflate or br. 202 says that it is kept; everything else says that it is not.',
  security: [{ feedToken: [] }, { feedPassword: [] }],
  parameters: [FEED, KEY],
  requestBody: DOCUMENT,
  responses: {
    '202': accepted('It is kept, and will be read', {
      accepted: { const: true },
      repeated: { type: 'boolean', description: 'true where it was kept before, under this Idempotency-Key' },
    }),
    '400': refusal('The body is empty'),
    '401': refusal("The feed's token is needed"),
    '403': refusal('This is not the token of the feed'),
    '404': refusal('There is no such feed that takes what is pushed'),
    '413': refusal('The document is too large, as it is or unpacked'),
    '415': refusal('No document of a wire (a form, a picture), or packed in a way that is not known'),
    '422': refusal('Another document was sent under this Idempotency-Key'),
    '429': later('Too many documents of this feed wait'),
    '503': later('It cannot be kept now: Redis cannot be written, is nearly full, or the service ends'),
  },
};

const CONFIRM = {
  operationId: 'confirmSubscription',
  summary: 'Answers the challenge of a hub (WebSub) for the topic of a feed',
  security: [],
  parameters: [
    FEED,
    ...['hub.mode', 'hub.topic', 'hub.challenge', 'hub.lease_seconds'].map((name) => ({
      name,
      in: 'query',
      required: name !== 'hub.lease_seconds',
      schema: { type: 'string' },
    })),
  ],
  responses: {
    '200': { description: 'The challenge', content: { 'text/plain': { schema: { type: 'string' } } } },
    '404': refusal('This was not asked for'),
  },
};

const FROM_HUB = {
  operationId: 'takeFromHub',
  summary: 'Takes what a hub (WebSub) sends for a feed',
  description:
    'Signed in X-Hub-Signature with the secret of the feed; what is not is answered alike, and is not taken.',
  security: [],
  parameters: [FEED],
  requestBody: DOCUMENT,
  responses: {
    '202': accepted('It came', { accepted: { const: true } }),
    '404': refusal('There is no subscription of this feed'),
    '413': refusal('The document is too large'),
    '503': later('It cannot be kept now'),
  },
};

const FROM_AFP = {
  operationId: 'takeNotification',
  summary: 'AFP tells that there is something new for a feed with notify',
  description: 'The body is not read: the feed is fetched at once.',
  security: [{ feedPassword: [] }],
  parameters: [FEED],
  responses: {
    '202': accepted('The feed will be fetched', { accepted: { const: true } }),
    '401': refusal('The user and the password of the service are needed'),
    '403': refusal('These are not the user and the password of the service'),
    '404': refusal('There is no such feed that AFP tells of'),
    '503': later('It cannot be kept now'),
  },
};

/** The ways by which documents are sent to us, as `paths` of the OpenAPI document. */
export const FEED_ROUTE_PATHS: Readonly<Record<string, Json>> = {
  '/v1/push/{feed}': { post: PUSH },
  '/v1/websub/{feed}': { get: CONFIRM, post: FROM_HUB },
  '/v1/afp/{feed}': { post: FROM_AFP },
};

/** How who sends shows that they may. */
export const FEED_ROUTE_SCHEMES = {
  feedToken: { type: 'http', scheme: 'bearer', description: 'the token: of the feed in the settings' },
  feedPassword: { type: 'http', scheme: 'basic', description: 'the same as the password' },
} as const;
