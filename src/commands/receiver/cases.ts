import type { Article } from '../../article/article.ts';
import { shutDocument } from '../../article/shut-document.ts';
import { EMPTY_ITEM } from '../../article/wire-item.ts';
import { normaliseItem } from '../../normalise/normalise.ts';
import type { Case, HeldState, Step } from './play-case.ts';

const STRANGER = `whsec_${Buffer.from('a secret of somebody else, 32 B.').toString('base64')}`;
const OLD = 3_600_000;
const LARGE = 10_000_000;
const SECRET_TEXT = 'Words of the story that must go.';
const ALPHABETS = 'Élysée, “naïve” — Łódź, Ørsted, Київ, القاهرة, 東京, 서울, 🎻';

/** An article of a trial. */
function story(mark: string, revision: number, over: Partial<Article> = {}): Article {
  const item = {
    ...EMPTY_ITEM,
    uri: `urn:copytaster:conformance:${mark}`,
    headline: `Conformance ${mark}, revision ${revision}`,
    body: { kind: 'text', value: SECRET_TEXT } as const,
    language: 'en',
  };
  const made = normaliseItem(item, {
    feed: { id: 'conformance', agency: null, standing: 'wire', zone: null, language: null },
    format: 'test',
    receivedAt: Date.now(),
    captureSha256: '0'.repeat(64),
    styles: new Map(),
    detectLanguage: null,
  });
  const id = `conformance-${mark}`;
  return { ...made, id, revision, revisionId: `${id}-${revision}`, current: true, newsClass: 'test', ...over };
}

function stopOf(mark: string, revision: number): Article {
  const withdraws = { uris: [`urn:copytaster:conformance:${mark}`], scope: 'article', reason: null } as const;
  const known = story(mark, revision, {
    change: 'withdrawal',
    pubStatus: 'canceled',
    withdraws: { ...withdraws, uris: [...withdraws.uris] },
  });
  return shutDocument(known);
}

function step(article: Article, over: Partial<Step> & { readonly type?: string; readonly more?: object } = {}): Step {
  const { type = article.revision === 1 ? 'article.new' : 'article.update', more = {}, ...rest } = over;
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), ...more, data: { ...article, ...more } });
  return { id: article.revisionId, body, expects: 'taken', ...rest };
}

const idOf = (mark: string): string => `conformance-${mark}`;
const holding = (problem: (held: HeldState | null) => string | null): NonNullable<Case['holds']> => ({
  article: idOf,
  problem,
});

/** Every rule that a receiver of webhooks must keep. */
export const CASES: readonly Case[] = [
  {
    name: 'a new story',
    rule: 'a delivery with a right signature is answered with 2xx within 15 seconds',
    cure: 'verify over the bytes of the body as they came, before anything parses them; store, answer, then work',
    steps: (mark) => [step(story(mark, 1))],
  },
  {
    name: 'text of all alphabets',
    rule: 'a body is UTF-8, and its signature is that of its bytes',
    cure: 'verify over the bytes, and read them as UTF-8, not as Latin-1 or by the locale of the machine',
    steps: (mark) => [step(story(mark, 1, { headline: ALPHABETS, bodyText: ALPHABETS }))],
  },
  {
    name: 'a bad signature',
    rule: 'a delivery signed by a secret that is not yours is refused with 401',
    cure: 'compare webhook-signature with the HMAC-SHA256 of "id.timestamp.body" under your secret',
    steps: (mark) => [step(story(mark, 1), { secrets: () => [STRANGER], expects: 'refused' })],
  },
  {
    name: 'no signature',
    rule: 'a delivery without webhook-signature is refused with 401',
    cure: 'refuse requests without the header',
    steps: (mark) => [step(story(mark, 1), { secrets: () => [], expects: 'refused' })],
  },
  {
    name: 'an old timestamp',
    rule: 'a delivery whose webhook-timestamp is more than five minutes from now is refused',
    cure: 'compare webhook-timestamp with your clock before you trust the signature',
    steps: (mark) => [step(story(mark, 1), { ageMs: OLD, expects: 'refused' })],
  },
  {
    name: 'rotating secrets',
    rule: 'webhook-signature may hold several signatures; one that fits is enough',
    cure: 'split the header at blanks and try each of them',
    steps: (mark) => [
      step(story(mark, 1), { secrets: (own) => [STRANGER, own] }),
      step(story(mark, 2), { secrets: (own) => [own, STRANGER] }),
    ],
  },
  {
    name: 'a repeat',
    rule: 'an id that you have seen is answered with 2xx and dropped',
    cure: 'keep webhook-id of what you took and answer 200 when it comes again',
    steps: (mark) => [step(story(mark, 1)), step(story(mark, 1)), step(story(mark, 1))],
  },
  {
    name: 'a lower revision',
    rule: 'a revision lower than the one that you hold is answered with 2xx and ignored',
    cure: 'compare data.revision with what you hold for data.id; do not answer with an error',
    steps: (mark) => [step(story(mark, 3)), step(story(mark, 2))],
  },
  {
    name: 'a stop',
    rule: 'article.withdrawal of a story that you have is answered with 2xx',
    cure: 'take the story off, then answer; a stop has no body, summary or headline',
    steps: (mark) => [step(story(mark, 1)), step(stopOf(mark, 2), { type: 'article.withdrawal' })],
  },
  {
    name: 'a stop for an unknown story',
    rule: 'article.withdrawal of a story that you never had is answered with 2xx',
    cure: 'remember its id and uris, so that the story does not appear when it comes late, and answer 200',
    steps: (mark) => [step(stopOf(mark, 1), { type: 'article.withdrawal' })],
  },
  {
    name: 'an embargo',
    rule: 'a story with embargoedUntil in the future is answered with 2xx and kept back until then',
    cure: 'take it; publish no earlier than data.embargoedUntil',
    steps: (mark) => [step(story(mark, 1, { embargoedUntil: new Date(Date.now() + OLD).toISOString() }))],
  },
  {
    name: 'ten megabytes',
    rule: 'a story may be large: 10 MB are answered with 2xx',
    cure: 'raise the limit of your server for the body of a request (nginx: client_max_body_size)',
    steps: (mark) => [step(story(mark, 1, { bodyText: 'x'.repeat(LARGE) }))],
  },
  {
    name: 'a field that is new',
    rule: 'within version 1 fields are added; those that you do not know are passed over',
    cure: 'do not check the article by a schema that refuses unknown fields',
    steps: (mark) => [step(story(mark, 1), { more: { fieldOfTheFuture: { a: [1] } } })],
  },
  {
    name: 'a type that is new',
    rule: 'event types are added; those that you do not know are answered with 2xx',
    cure: 'answer 200 to types that you have no use for',
    steps: (mark) => [step(story(mark, 1), { type: 'gap.closed' }), step(story(mark, 2), { type: 'test' })],
  },
  {
    name: 'an update takes the place of what was there',
    rule: 'a higher revision of a story replaces the one that you hold',
    cure: 'look data.id up and write data.revision with its text over what you have',
    needsState: true,
    steps: (mark) => [step(story(mark, 1)), step(story(mark, 2))],
    holds: holding((held) => (held?.revision === 2 ? null : `it holds revision ${held?.revision ?? 'none'}, not 2`)),
  },
  {
    name: 'a test event is not shown',
    rule: 'an event of the type test is answered with 2xx and never published',
    cure: 'look at type before you store: publish what begins with article. alone',
    needsState: true,
    steps: (mark) => [step(story(mark, 1), { type: 'test' })],
    holds: holding((held) => (held?.text?.includes(SECRET_TEXT) ? 'its text is shown' : null)),
  },
  {
    name: 'a repeat is taken once',
    rule: 'an id that you have seen is dropped',
    cure: 'look webhook-id up and write it down in one transaction with the story',
    needsState: true,
    steps: (mark) => [step(story(mark, 1)), step(story(mark, 1))],
    holds: holding((held) => ((held?.taken ?? 1) > 1 ? `it was taken ${held?.taken} times` : null)),
  },
  {
    name: 'a lower revision changes nothing',
    rule: 'a revision lower than the one that you hold is ignored',
    cure: 'compare data.revision with what you hold for data.id before you write',
    needsState: true,
    steps: (mark) => [step(story(mark, 3)), step(story(mark, 2))],
    holds: holding((held) => (held?.revision === 3 ? null : `it holds revision ${held?.revision ?? 'none'}, not 3`)),
  },
  {
    name: 'a stop takes the text off',
    rule: 'after article.withdrawal no text of the story is shown',
    cure: 'take headline, summary, body and pictures off when pubStatus is canceled or withheld',
    needsState: true,
    steps: (mark) => [step(story(mark, 1)), step(stopOf(mark, 2), { type: 'article.withdrawal' })],
    holds: holding((held) => (held?.text?.includes(SECRET_TEXT) ? 'the text is still there' : null)),
  },
  {
    name: 'a story that comes after its stop stays away',
    rule: 'a lower revision than that of the stop is ignored, also where the stop came first',
    cure: 'keep the stop of a story that you never had, with its revision',
    needsState: true,
    steps: (mark) => [step(stopOf(mark, 2), { type: 'article.withdrawal' }), step(story(mark, 1))],
    holds: holding((held) => (held?.text?.includes(SECRET_TEXT) ? 'the text is shown' : null)),
  },
  {
    name: 'an embargoed story is not shown',
    rule: 'nothing is shown before embargoedUntil',
    cure: 'publish no earlier than data.embargoedUntil',
    needsState: true,
    steps: (mark) => [step(story(mark, 1, { embargoedUntil: new Date(Date.now() + OLD).toISOString() }))],
    holds: holding((held) => (held?.text?.includes(SECRET_TEXT) ? 'the text is shown before its time' : null)),
  },
];
