import { z } from 'zod';
import type { FetchedCapture } from '../article/capture.ts';
import { FeedDown } from '../article/failure.ts';
import { OnFirstPoll, SecretText } from '../settings/setting-values.ts';
import { type Asker, askApi, JsonRecord, readJson, refuseStatus, retryAfterMs } from './api/ask-api.ts';
import { defineTransport } from './contract/transport.ts';

const Entries = z.looseObject({
  entries: z
    .array(z.unknown())
    .nullish()
    .transform((entries) => entries ?? []),
});
const RELEASE_MS = 20_000;
/** Gone: deleted before, or its time was over and it comes again. */
const LET_GO = new Set([200, 204, 404, 410]);

/**
 * dpa wireQ: a queue that hands out entries for a time and forgets what is deleted. An entry is deleted when its story
 * is committed; one that could not be read is kept here, and deleted as well.
 */
const dpaWireq = defineTransport({
  name: 'dpa-wireq',
  summary: 'empties a wireQ queue of dpa, the Deutsche Presse-Agentur',
  settings: z.strictObject({
    queue: SecretText.describe('its address; who knows it can read and empty it').meta({ example: '${DPA_WIREQ_URL}' }),
    onFirstPoll: OnFirstPoll.default('send').describe('what waits in a queue is sent'),
  }),
  async fetch({ feed, now, signal, userAgent }) {
    const asker: Asker = {
      feed: feed.id,
      userAgent,
      allowPrivateAddresses: feed.allowPrivateAddresses,
      signal,
      now: () => now,
    };
    const what = 'dpa entries';
    const url = addressIn(feed.id, feed.queue.reveal(), 'entries.json');
    const answer = await askApi(asker, { what, method: 'GET', url, headers: { accept: 'application/json' } });
    refuseStatus(asker, what, answer);
    const { entries } = readJson(
      asker,
      what,
      answer,
      z.union([Entries, z.array(z.unknown()).transform((entries) => ({ entries }))]),
    );
    const hints = { waitMs: null, retryAfterMs: retryAfterMs(answer.headers, now) };
    const captures = entries.map((entry) => captureOf(entry, now));
    return captures.length === 0 ? { outcome: 'unchanged', hints, bookmark: {} } : { outcome: 'ok', hints, captures };
  },
  async release(feed, holds, _, { userAgent }) {
    const signal = AbortSignal.timeout(RELEASE_MS);
    const { id, allowPrivateAddresses } = feed;
    const asker: Asker = { feed: id, userAgent, allowPrivateAddresses, signal, now: Date.now };
    const url = addressIn(id, feed.queue.reveal(), `entry/${encodeURIComponent(holds)}`);
    const { status } = await askApi(asker, { what: 'dpa entry', method: 'DELETE', url, headers: {} });
    if (!LET_GO.has(status)) throw new FeedDown(`feed ${id}: dpa entry: could not be deleted (${status})`, 'server');
  },
});
export default dpaWireq;

function captureOf(entry: unknown, now: number): FetchedCapture {
  const { _wireq_receipt: receipt, ...story } = JsonRecord.safeParse(entry).data ?? { entry };
  const bytes = Buffer.from(JSON.stringify(story), 'utf8');
  const facts = { contentType: 'application/json', url: null, contentLocation: null, filename: null, receivedAt: now };
  return { capture: { bytes, ...facts }, bookmark: {}, holds: receipt == null ? null : String(receipt) };
}

function addressIn(feed: string, queue: string, path: string): string {
  const base = queue.endsWith('/') ? queue : `${queue}/`;
  if (!URL.canParse(path, base)) throw new FeedDown(`feed ${feed}: queue: is no address; correct it`, 'login');
  return new URL(path, base).href;
}
