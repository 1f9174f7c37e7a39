import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import webhook from '../../src/destinations/webhook.ts';
import { loadPlugins } from '../../src/registry.ts';
import { parseSettings } from '../../src/settings/read-settings.ts';
import { DestinationSettings, FeedSettings, Settings } from '../../src/settings/schema.ts';

const ROOT = join(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const REFERENCE = readFileSync(join(ROOT, 'config/copytaster.yaml'), 'utf8');
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const folder = mkdtempSync(join(tmpdir(), 'ct-readme-'));
let receiver: ChildProcess | null = null;

afterAll(() => {
  receiver?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');

async function names() {
  const kinds = ['transports', 'formats', 'agencies', 'destinations', 'renderers'] as const;
  const entries = await Promise.all(kinds.map(async (kind) => [kind, [...(await loadPlugins(kind)).keys()]] as const));
  return Object.fromEntries(entries) as Record<(typeof kinds)[number], string[]>;
}

describe('the README', () => {
  test.each(blocks('yaml').map((text) => [text.split('\n')[0], text]))(
    'settings under %s are right',
    async (_, text) => {
      expect(() =>
        parseSettings(text!, 'README.md', { CMS_WEBHOOK_SECRET: SECRET }, { ...emptyNames, ...known }),
      ).not.toThrow();
    },
  );

  test('its receiver verifies, drops what it has seen, and ignores lower revisions', async () => {
    writeFileSync(join(folder, 'receiver.mjs'), blocks('js')[0]!);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const environment = { ...process.env, CMS_WEBHOOK_SECRET: SECRET, PORT: '0' };
    receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    receiver.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await once(receiver.stdout!, 'data');
    const url = `http://127.0.0.1:${/listening (\d+)/.exec(said)?.[1]}/`;
    const deliver = async (id: string, revision: number, secret = SECRET): Promise<string> => {
      const settings = DestinationSettings.parse({
        id: 'cms',
        type: 'webhook',
        url,
        secrets: [secret],
        allowPrivateAddresses: true,
      });
      const outlet = await webhook.open(settings, { userAgent: 'copytaster' });
      const data = { id: 'article', revision, headline: `Headline ${revision}` } as Partial<Article>;
      const envelope = { type: 'article.update', timestamp: new Date().toISOString(), data };
      const delivery = { id, articleId: 'article', revision, envelope, attempt: 1, now: Date.now() };
      return (await outlet.deliver({ ...delivery, signal: new AbortController().signal })).outcome;
    };
    expect(await deliver('r1', 1)).toBe('delivered');
    expect(await deliver('r3', 3)).toBe('delivered');
    expect(await deliver('r2', 2)).toBe('delivered');
    expect(await deliver('r3', 3)).toBe('delivered');
    expect(await deliver('r4', 4, `whsec_${Buffer.from('somebody else has this one......').toString('base64')}`)).toBe(
      'failed',
    );
    expect(said.trim().split('\n').slice(1)).toEqual(['article.update 1 Headline 1', 'article.update 3 Headline 3']);
  });
});

const known = await names();
const emptyNames = { transports: [], formats: [], agencies: [], destinations: [], renderers: [] };

describe('the reference of the settings', () => {
  test('is right as it stands, and with every example switched on', async () => {
    const on = REFERENCE.replace(/^(feeds|destinations): \[\]$/gm, '$1:').replace(/^#( {2}(?:- | {2}).*)$/gm, '$1');
    const environment = { REUTERS_TOKEN: 'x', CMS_WEBHOOK_SECRET: SECRET };
    expect(parseSettings(REFERENCE, 'reference', {}, known)).toMatchObject({ feeds: [], destinations: [] });
    const settings = parseSettings(on, 'reference', environment, known);
    expect([settings.feeds.length, settings.destinations.length]).toEqual([1, 1]);
  });

  test.each([
    ['the file', Object.keys(Settings.shape)],
    ['redis', Object.keys(Settings.parse({}).redis)],
    ['http', Object.keys(Settings.parse({}).http)],
    ['a feed', Object.keys(FeedSettings.shape)],
    ['a destination', Object.keys(DestinationSettings.shape)],
  ])('names every setting of %s', (_, keys) => {
    expect(keys.filter((key) => !new RegExp(`\\b${key}:`).test(REFERENCE))).toEqual([]);
  });
});
