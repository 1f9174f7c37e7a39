import { z } from 'zod';
import { FeedDown } from '../../article/failure.ts';
import type { HttpAnswer } from '../../network/client.ts';
import type { Secret } from '../../settings/secret.ts';
import type { AccountSession } from '../account/account-session.ts';
import {
  type Asker,
  answeredAt,
  askApi,
  JsonRecord,
  readJson,
  refuseHalf,
  refuseStatus,
  TextOfJson,
  textOfAnswer,
} from '../api/ask-api.ts';
import type { BroughtItem } from '../api/bring-items.ts';
import { readEach } from '../api/read-each.ts';
import type { RefusedFile } from '../contract/transport.ts';

/** The keys of an AP account that the interface is asked with. */
export interface ApAccount {
  readonly id: string;
  readonly url: string;
  readonly key: Secret;
}

const Page = z.looseObject({
  data: z.looseObject({
    items: z
      .array(z.unknown())
      .nullish()
      .transform((items) => items ?? []),
    next_page: z.string().nullish().catch(null),
  }),
});
const One = z.looseObject({ data: z.looseObject({ item: JsonRecord }) });
const AltIds = z.looseObject({ itemid: TextOfJson, etag: TextOfJson.nullish() });
const Entry = z.looseObject({ item: JsonRecord });
const Nitf = z.looseObject({ nitf: z.looseObject({ href: z.string() }).optional() });

/** Statuses by which a session says that it is over; 401, 403 and 429 are about the account. */
const SESSION_OVER = new Set([400, 404, 410]);

/** A page of the interface: what is listed, and the address of the next page. */
export interface ApPage {
  readonly items: readonly JsonRecord[];
  readonly next: string | null;
  /** Entries that are no items. */
  readonly refused: readonly RefusedFile[];
  /** When it was answered by the clock of AP, in epoch milliseconds. */
  readonly answeredAt: number;
}

/** The session that a `next_page` belongs to is over. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver';
}

/** AP Media API, asked by one account. Its key goes as a header, and to its own host alone. */
export class ApApi {
  readonly #account: ApAccount;
  readonly #asker: Asker;
  readonly #session: AccountSession;
  constructor(account: ApAccount, asker: Asker, session: AccountSession) {
    this.#account = account;
    this.#asker = asker;
    this.#session = session;
  }

  /** One page of a feed or of a search. @throws SessionOver, FeedDown, Snoozed */
  async page(address: string, query: Readonly<Record<string, string>>): Promise<ApPage> {
    const what = 'ap page';
    const url = this.#address(address, what);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const answer = await this.#ask(what, url);
    if (SESSION_OVER.has(answer.status) && url.searchParams.has('qt'))
      throw new SessionOver(`answered ${answer.status}`);
    this.#refuse(what, answer);
    const { data } = readJson(this.#asker, what, answer, Page);
    const { entries, refused } = readEach(data.items, Entry);
    const now = this.#asker.now();
    return {
      items: entries.map(({ item }) => item),
      next: data.next_page ?? null,
      refused,
      answeredAt: Math.min(now, answeredAt(answer.headers, now)),
    };
  }

  /** An item by its id. @throws FeedDown, Snoozed */
  async item(id: string): Promise<JsonRecord> {
    const what = 'ap item';
    const answer = await this.#ask(what, this.#address(`content/${encodeURIComponent(id)}`, what));
    this.#refuse(what, answer);
    return readJson(this.#asker, what, answer, One).data.item;
  }

  /** An item with its text, which AP sends apart. What the plan does not cover is refused. @throws FeedDown, Snoozed */
  async withText(item: JsonRecord): Promise<BroughtItem> {
    const renditions = Nitf.safeParse(item.renditions).data;
    const { uri: _, ...plain } = item;
    const href = renditions?.nitf?.href;
    if (href === undefined) return documentOf(plain);
    const what = 'ap text';
    const answer = await this.#ask(what, this.#address(href, what));
    if (answer.status === 403) return { state: 'refused', reason: 'the plan of the account does not cover it (403)' };
    this.#refuse(what, answer);
    refuseHalf(this.#asker, what, answer);
    const document = textOfAnswer(answer);
    const nitf = { ...renditions?.nitf, document };
    return documentOf({ ...plain, renditions: { ...(item.renditions as JsonRecord), nitf } });
  }

  #address(address: string, what: string): URL {
    const base = new URL(`${this.#account.url.replace(/\/$/, '')}/`);
    const url = new URL(address, base);
    if (url.origin === base.origin) return url;
    throw new FeedDown(`feed ${this.#asker.feed}: ${what}: its address leads to ${url.host}`, 'bad-document');
  }

  async #ask(what: string, url: URL): Promise<HttpAnswer> {
    await this.#session.request();
    const headers = { 'x-api-key': this.#account.key.reveal(), accept: 'application/json, application/xml;q=0.9' };
    return askApi(this.#asker, { what, method: 'GET', url: url.href, headers });
  }

  #refuse(what: string, answer: HttpAnswer): void {
    if (answer.status === 401)
      throw new FeedDown(
        `account ${this.#account.id}: ${what}: the key is refused (401); correct it in accounts:`,
        'login',
      );
    refuseStatus(this.#asker, what, answer);
  }
}

/** An item's name: another one whenever any part of it changed. Null for one without id. */
export function nameOfApItem(item: JsonRecord): string | null {
  const ids = AltIds.safeParse(item.altids).data;
  return ids === undefined ? null : `${ids.itemid} ${ids.etag ?? String(item.version ?? '')}`;
}

function documentOf(item: JsonRecord): BroughtItem {
  const bytes = Buffer.from(JSON.stringify({ api_version: '2.2', data: { item } }), 'utf8');
  return { state: 'item', bytes, contentType: 'application/json', url: null };
}
