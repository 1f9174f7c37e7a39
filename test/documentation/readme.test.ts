import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import webhook from '../../src/destinations/webhook.ts';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { parseSettings } from '../../src/settings/read-settings.ts';
import { renderReference } from '../../src/settings/yaml-reference.ts';
import { aDelivery } from '../destinations/a-delivery.ts';

const ROOT = join(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const ENVIRONMENT = {
  CMS_WEBHOOK_SECRET: SECRET,
  ALARM_WEBHOOK_SECRET: SECRET,
  SLACK_WEBHOOK_URL: 'https://hooks.example.org/services/T0/B0/x',
};
const folder = mkdtempSync(join(tmpdir(), 'ct-readme-'));
let receiver: ChildProcess | null = null;

afterAll(() => {
  receiver?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');

const plugins = await loadSettingsPlugins();

describe('the README', () => {
  test.each(blocks('yaml').map((text) => [text.split('\n')[0], text]))(
    'settings under %s are right',
    async (_, text) => {
      expect(() => parseSettings(text!, 'README.md', ENVIRONMENT, plugins)).not.toThrow();
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
      const settings = destinationSchema(webhook).parse({
        id: 'cms',
        type: 'webhook',
        url,
        secrets: [secret],
        allowPrivateAddresses: true,
      });
      const outlet = await webhook.open(settings, { userAgent: 'copytaster' });
      const data = { id: 'article', revision, headline: `Headline ${revision}` } as Partial<Article>;
      return (await outlet.deliver(aDelivery({ id, revision, data }))).outcome;
    };
    expect(await deliver('r1', 1)).toBe('delivered');
    expect(await deliver('r3', 3)).toBe('delivered');
    expect(await deliver('r2', 2)).toBe('delivered');
    expect(await deliver('r3', 3)).toBe('delivered');
    expect(await deliver('r4', 4, `whsec_${Buffer.from('somebody else has this one......').toString('base64')}`)).toBe(
      'denied',
    );
    expect(said.trim().split('\n').slice(1)).toEqual(['article.update 1 Headline 1', 'article.update 3 Headline 3']);
  });
});

describe('the reference of the settings', () => {
  test('is what the schemas say', () => {
    const text = renderReference(plugins);
    if (process.env.COPYTASTER_GOLDEN === 'write') writeFileSync(join(ROOT, 'config/copytaster.yaml'), text);
    expect(text, 'config/copytaster.yaml is old: run npm run golden').toBe(
      readFileSync(join(ROOT, 'config/copytaster.yaml'), 'utf8'),
    );
  });

  test('is right as it stands, and with every example switched on', () => {
    const text = renderReference(plugins);
    const on = text
      .replace(/^(accounts|feeds|destinations): \[\]$/gm, '$1:')
      .replace(/^# ( {2}(?:- | {2}).*)$/gm, '$1');
    const named = [...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => [name, 'x'] as const);
    const environment = { ...Object.fromEntries(named), ...ENVIRONMENT, REDIS_URL: '' };
    expect(parseSettings(text, 'reference', {}, plugins)).toMatchObject({
      feeds: [],
      destinations: [],
      http: { trustedUser: null },
      alarms: { quiet: null },
    });
    const settings = parseSettings(on, 'reference', environment, plugins);
    expect(settings.feeds.map(({ transport }) => transport)).toEqual([...plugins.transports.keys()]);
    expect(settings.destinations.map(({ type }) => type)).toEqual([...plugins.destinations.keys()]);
    expect(settings.alarms.ways.map(({ type }) => type)).toEqual(['log', ...plugins.alarmWays.keys()]);
  });
});
