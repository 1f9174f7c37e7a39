import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import type { AccessToken } from '../../src/settings/schema.ts';
import { unpackBytes } from '../../src/store/packing.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

/** What a destination was sent: a line of its journal. */
export interface Sent {
  readonly id: string;
  readonly type: string;
  readonly replay?: true;
  readonly data: Article;
}

/** What the API answered. */
export interface Answered<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
}

/** Words that no other story has, always the same for one seed. */
function proseOf(seed: string): string {
  const letters = [0, 1, 2, 3].map((part) => createHash('sha256').update(`${seed} ${part}`).digest('hex')).join('');
  const words = letters.replaceAll(/\d/g, (digit) => 'klmnoprstu'[Number(digit)] as string).match(/.{6}/g) ?? [];
  return `${words.join(' ')}.`;
}

function plain(bytes: Buffer): string {
  try {
    return unpackBytes(bytes).toString('utf8');
  } catch {
    return bytes.toString('utf8');
  }
}

/** A wire whose stories a test writes, as ninjs in a folder, and file drops that it goes to; operated over HTTP. */
export class OperatedWire {
  readonly folder = mkdtempSync(join(tmpdir(), 'ct-operated-'));
  readonly night = makeToken('night', ['read', 'act']);
  #redis: TestRedis | null = null;
  #service: RunningService | null = null;
  #settings: Record<string, unknown> = {};
  #files = 0;

  async start(
    destinations: readonly Record<string, unknown>[],
    { tokens = [], feed = {} }: { tokens?: readonly unknown[]; feed?: Record<string, unknown> } = {},
  ): Promise<void> {
    this.#redis = await startTestRedis();
    mkdirSync(join(this.folder, 'in'));
    const wire = { id: 'wire', transport: 'folder', path: join(this.folder, 'in'), agency: 'reuters', ...feed };
    this.#settings = {
      http: { tokens: [this.night.kept, ...tokens] },
      feeds: [{ speaksFor: ['reuters'], language: 'en', every: { min: '200ms', max: '300ms' }, ...wire }],
      redis: { dataFolder: join(this.folder, 'data') },
    };
    this.#service = await startService(this.#with(destinations), { environment: { REDIS_URL: this.redis.path } });
  }

  get redis(): TestRedis {
    if (this.#redis === null) throw new Error('not started');
    return this.#redis;
  }

  get service(): RunningService {
    if (this.#service === null) throw new Error('not started');
    return this.#service;
  }

  /** Publishes to these destinations from now on. */
  async changeTo(destinations: readonly Record<string, unknown>[]): Promise<void> {
    const from = this.service.log.length;
    this.service.change(this.#with(destinations));
    await this.service.hears(/settings/, from);
  }

  #with(destinations: readonly Record<string, unknown>[]): unknown {
    const drops = destinations.map((each) => ({ type: 'file-drop', path: this.#drop(String(each.id)), ...each }));
    return { ...this.#settings, destinations: drops };
  }

  #drop(id: string): string {
    return join(this.folder, `drop-${id}`);
  }

  /** Puts one story on the wire. */
  file(story: { readonly uri: string; readonly headline: string } & Record<string, unknown>): void {
    const { headline, body = `${headline}. ${proseOf(story.uri)}`, ...rest } = story;
    const document = {
      type: 'text',
      pubstatus: 'usable',
      language: 'en',
      headline,
      body_text: body,
      versioncreated: '2026-11-03T10:00:00Z',
      ...rest,
    };
    this.#files += 1;
    const path = join(this.folder, 'in', `story-${String(this.#files).padStart(6, '0')}.json`);
    writeFileSync(`${path}.part`, JSON.stringify(document));
    renameSync(`${path}.part`, path);
  }

  /** What a destination was sent, in order. */
  sentTo(id: string): Sent[] {
    return journalLines(this.#drop(id)).map((line) => JSON.parse(line) as Sent);
  }

  /** The headlines that a destination was sent; stops as their type. */
  headlinesAt(id: string): string[] {
    return this.sentTo(id).map(({ type, data }) => data.headline ?? type);
  }

  get<Body = Record<string, unknown>>(path: string, as: { token: string } = this.night): Promise<Answered<Body>> {
    return this.service.get(path, { authorization: `Bearer ${as.token}` }) as Promise<Answered<Body>>;
  }

  async post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    as: { token: string; kept: AccessToken } = this.night,
  ): Promise<Answered<Body>> {
    const response = await fetch(`${this.service.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${as.token}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  /** The current article with a headline, when it is there. */
  async article(headline: string): Promise<Article> {
    let found: Article | undefined;
    const is = await until(async () => {
      const { body } = await this.get<{ articles: Article[] }>('/v1/articles?limit=200&held=true');
      found = body.articles?.find((each) => each.headline === headline);
      return found !== undefined;
    });
    if (!is || found === undefined) throw new Error(`no article ${headline} came; ${this.service.said.join('\n')}`);
    return found;
  }

  /** The last entry of each article that a new reader of the wire log is told: article and revision. */
  async lastOfEach(): Promise<[article: string, revision: string][]> {
    const last = new Map<string, string>();
    for (let after = '0'; ; ) {
      const { body } = await this.get<{ entries: { article: Article }[]; position: string }>(
        `/v1/articles?after=${after}&limit=200`,
      );
      for (const { article } of body.entries) last.set(article.id, article.revisionId);
      if (body.position === after) return [...last];
      after = body.position;
    }
  }

  /** Everything that Redis holds, as text: what is compressed is unpacked. */
  async plainText(): Promise<string> {
    const client = this.redis.connect();
    const parts: string[] = [];
    for (const key of await client.keys('*'))
      parts.push(...((await READ[await client.type(key)]?.(client, key)) ?? []));
    client.disconnect();
    return parts.join('\n');
  }

  async end(): Promise<void> {
    await this.#service?.end();
    await this.#redis?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The texts that a key of each type holds. */
const READ: Readonly<Record<string, (client: Redis, key: string) => Promise<readonly string[]>>> = {
  string: async (client, key) => [plain((await client.getBuffer(key)) as Buffer)],
  hash: async (client, key) => Object.values(await client.hgetallBuffer(key)).map((value) => plain(value as Buffer)),
  list: async (client, key) => (await client.lrangeBuffer(key, 0, -1)).map(plain),
  zset: (client, key) => client.zrange(key, '0', '-1'),
  stream: async (client, key) => [JSON.stringify(await client.xrange(key, '-', '+'))],
};
