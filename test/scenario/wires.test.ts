import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadPlugins } from '../../src/registry.ts';
import { DECISIONS } from '../formats/wires/decisions.ts';
import { readWire, wireNames } from '../formats/wires/read-fixture.ts';
import { startWebhookReceiver, type Taken, type WebhookReceiver } from '../receivers/webhook-receiver.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { copyOf } from './wire-copies.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four c').toString('base64')}`;
const SETTLE_MS = 60_000;
const EMBARGO_MS = 25_000;

/** Kills, each with a usable item of the same id that goes before it. */
const KILLS: readonly (readonly [kill: string, before: string])[] = [
  ['newsml-g2/kill-empty-body.xml', 'newsml-g2/new.xml'],
  ['newsml-g2/kill-cancelled-spelling.xml', 'newsml-g2/new.xml'],
  ['newsml-g2/kill-by-edstat-alone.xml', 'newsml-g2/new.xml'],
  ['newsml-g2/kill-in-headline.xml', 'newsml-g2/new.xml'],
  ['newsml-1/afp-kill-by-status.xml', 'newsml-1/afp-new.xml'],
  ['newsml-1/afp-kill-in-prose-fr.xml', 'newsml-1/afp-new.xml'],
  ['ninjs/one-kill.json', 'ninjs/one-plain.json'],
  ['afp-core/canceled.json', 'afp-core/usable.json'],
  ['reuters-connect/item-canceled.json', 'reuters-connect/item.json'],
  ['ritzau/kill.xml', 'ritzau/new.xml'],
  ['dpa-digitalwires/canceled.json', 'dpa-digitalwires/entry.json'],
  ['ap-media/kill.json', 'ap-media/item-with-its-nitf.json'],
  ['ap-satom/canceled.xml', 'ap-satom/entry.xml'],
  ['fingerpost/canceled.json', 'fingerpost/first.json'],
  ['iptc7901/dpa-kill.txt', 'iptc7901/dpa-new.txt'],
];

/** Documents of the formats that no agency's wire is sent in, by their file names. */
const BESIDE_THE_WIRES: Readonly<Record<string, string>> = {
  'page.html': `<!doctype html><html lang="en"><head><title>Lanterns return to Quillmoor</title><meta property="og:type" content="article"><link rel="canonical" href="https://paper.example/lanterns"></head><body><article><h1>Lanterns return to Quillmoor</h1><p>The lantern makers of Quillmoor lit four hundred lamps on the old canal on Friday, the first time since the locks were drained.</p><p>The mayor said the festival would be held every autumn from now on, whatever the weather and whatever the cost.</p></article></body></html>`,
  'feed.json': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Orchard paper',
    items: [
      {
        id: 'urn:orchard:1',
        url: 'https://orchard.example/1',
        title: 'Pear growers graft a forgotten variety',
        content_text: 'Growers in the Tarn valley have grafted a pear that was last sold a century ago.',
        date_published: '2026-11-02T08:00:00Z',
      },
    ],
  }),
  'page.txt': `Tram 7 gets its bells back

By Ivo Larch

The brass bells of tram 7 will ring again from Monday, the transport office of Ostrel said, after a year in which the
drivers had to whistle at the crossing of the two markets.

The bells were cast from the old ones, which had cracked in the frost of the winter before last.
`,
};

/** True of a format whose documents name stories and bring none. */
function onlyLists(format: string): boolean {
  const own = Object.entries(DECISIONS).filter(([name]) => name.startsWith(`${format}/`));
  return own.length > 0 && own.every(([, decisions]) => decisions.length === 0);
}

let home: string;
let inbox: string;
let redis: TestRedis;
let receiver: WebhookReceiver;
let service: ChildProcess;
let embargoEnds: number;
const names = wireNames();
const numberOf = (name: string): number => names.indexOf(name) + 1;
const file = (name: string, prefix = ''): string => `${prefix}${name.replace('/', '--')}`;

/** Files appear whole: written elsewhere, then moved. */
function deliver(name: string, bytes: Buffer): void {
  writeFileSync(join(home, 'part'), bytes);
  renameSync(join(home, 'part'), join(inbox, name));
}

const inFolder = (folder: string): string[] =>
  existsSync(join(inbox, folder)) ? readdirSync(join(inbox, folder)) : [];
const waiting = (): number => readdirSync(inbox, { withFileTypes: true }).filter((entry) => entry.isFile()).length;
async function until(check: () => boolean, deadlineMs = SETTLE_MS): Promise<void> {
  for (const end = Date.now() + deadlineMs; Date.now() < end && !check(); ) await wait(200);
}

/** Nothing more comes out: on a machine with other work a file in `done/` may still be on its way. */
async function untilStill(): Promise<void> {
  for (let before = -1; before !== receiver.taken.length; await wait(3_000)) before = receiver.taken.length;
}

async function urisOf(bytes: Buffer, name: string): Promise<string[]> {
  return (await readWire(bytes, name)).articles.flatMap(({ uri }) => uri ?? []);
}
const of = (uri: string): Taken[] => receiver.taken.filter(({ article }) => article.uri === uri);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'ct-wires-'));
  inbox = join(home, 'inbox');
  mkdirSync(inbox);
  redis = await startTestRedis();
  receiver = await startWebhookReceiver(SECRET);
  const config = join(home, 'copytaster.yaml');
  const settings = {
    feeds: [
      {
        id: 'wire',
        transport: 'folder',
        path: inbox,
        stalls: '2s',
        zone: 'UTC',
        speaksFor: [...(await loadPlugins('agencies')).keys()],
        every: { min: '500ms', max: '500ms' },
        onFirstPoll: 'send',
      },
    ],
    destinations: [
      {
        id: 'desk',
        type: 'webhook',
        url: receiver.url,
        secrets: [SECRET],
        allowPrivateAddresses: true,
        from: 'beginning',
        filter: { newsClasses: ['story', 'alert', 'advisory', 'schedule', 'correction-notice', 'service', 'test'] },
      },
    ],
  };
  writeFileSync(config, stringify(settings));
  service = spawn(process.execPath, ['dist/workers/copytaster.js', 'start', '--config', config], {
    env: { ...process.env, REDIS_URL: redis.path, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const [kill, before] of KILLS) deliver(file(kill, 'before-'), copyOf(before, numberOf(kill), numberOf(kill)));
  embargoEnds = Date.now() + EMBARGO_MS;
  const near = copyOf('newsml-g2/new.xml', 900).toString('latin1');
  const instant = new Date(embargoEnds).toISOString();
  deliver(
    'near-embargo.xml',
    Buffer.from(near.replace('<pubStatus', `<embargoed>${instant}</embargoed><pubStatus`), 'latin1'),
  );
  await until(() => waiting() === 0);
  await until(() => KILLS.every(([kill]) => inFolder('done').includes(file(kill, 'before-'))));
  await wait(3_000);
  // A kill that comes before its story holds what bears the same headline, so all kills come last.
  const isKill = (name: string) => DECISIONS[name]?.some(({ pubStatus }) => pubStatus === 'canceled') === true;
  for (const name of names.filter((each) => !isKill(each))) deliver(file(name), copyOf(name, numberOf(name)));
  for (const [name, text] of Object.entries(BESIDE_THE_WIRES)) deliver(name, Buffer.from(text));
  await until(() => waiting() === 0);
  await wait(3_000);
  for (const name of names.filter(isKill)) deliver(file(name), copyOf(name, numberOf(name)));
  await until(() => waiting() === 0);
  await until(() => Date.now() > embargoEnds + 4_000);
  await untilStill();
}, 240_000);

afterAll(async () => {
  service?.kill('SIGTERM');
  const code = service.exitCode ?? ((await once(service, 'exit'))[0] as number);
  await receiver?.close();
  await redis?.close();
  rmSync(home, { recursive: true, force: true });
  expect(code).toBe(0);
});

describe('all documents of the wires through a folder and out at a webhook', () => {
  test('every file was worked: done, or failed with the reason beside it', () => {
    expect(waiting()).toBe(0);
    const failed = inFolder('failed');
    const broken = names.filter((name) => name.startsWith('broken/')).map((name) => file(name));
    for (const name of broken) expect(failed, name).toContain(name);
    for (const name of broken) {
      const reason = failed.find((each) => each.startsWith(name) && each !== name);
      expect(reason, name).toBeDefined();
      expect(readFileSync(join(inbox, 'failed', reason!), 'utf8').trim()).not.toBe('');
    }
    for (const name of Object.keys(DECISIONS)) expect([...inFolder('done'), ...failed], name).toContain(file(name));
  });

  test('every format that the service reads was read, and its copy sent', async () => {
    const sent = new Set(receiver.taken.map(({ article }) => (article.provenance as { format: string }).format));
    const formats = [...(await loadPlugins('formats')).keys()].filter((format) => !onlyLists(format));
    expect(formats.filter((format) => !sent.has(format))).toEqual([]);
  });

  test.each(KILLS)('%s withdraws what was sent', async (kill, before) => {
    const [uri] = await urisOf(copyOf(before, numberOf(kill)), before);
    const sent = of(uri!);
    const id = sent[0]?.article.id;
    expect(sent[0]?.type).toBe('article.new');
    const last = receiver.taken.filter(({ article }) => article.id === id).at(-1);
    expect(last?.type).toBe('article.withdrawal');
    expect([last?.article.bodyText, last?.article.pubStatus]).toEqual(['', 'canceled']);
  });

  test('nothing under an embargo went out, nor what was withheld', async () => {
    const closed = Object.entries(DECISIONS).filter(([, decisions]) =>
      decisions.some(
        ({ embargoedUntil, held, pubStatus }) => embargoedUntil !== null || held || pubStatus === 'withheld',
      ),
    );
    expect(closed.length).toBeGreaterThan(15);
    for (const [name] of closed) {
      for (const uri of await urisOf(copyOf(name, numberOf(name)), name)) {
        const open = of(uri).filter(({ article }) => article.bodyText !== '');
        expect(
          open.map(({ type }) => type),
          `${name} ${uri}`,
        ).toEqual([]);
      }
    }
  });

  test('an embargo that ended meanwhile was kept to its instant, then the story went out', async () => {
    const [uri] = await urisOf(copyOf('newsml-g2/new.xml', 900), 'new.xml');
    const sent = of(uri!);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.at).toBeGreaterThanOrEqual(embargoEnds);
  });

  test('usable stories went out, tests did not', async () => {
    const usable = Object.entries(DECISIONS).filter(([, decisions]) =>
      decisions.every(
        ({ embargoedUntil, held, pubStatus, newsClass }) =>
          embargoedUntil === null && !held && pubStatus === 'usable' && newsClass !== 'test',
      ),
    );
    const missing: string[] = [];
    for (const [name, decisions] of usable) {
      const uris = await urisOf(copyOf(name, numberOf(name)), name);
      if (decisions.length > 0 && !uris.some((uri) => of(uri).length > 0)) missing.push(name);
    }
    expect(missing).toEqual([]);
    expect(receiver.taken.filter(({ article }) => article.newsClass === 'test')).toEqual([]);
  });
});
