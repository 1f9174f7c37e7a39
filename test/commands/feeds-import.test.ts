import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { runCommand } from './run-command.ts';

const LIST = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Abonnements</title></head><body>
  <outline text="Nouvelles">
    <outline type="rss" text="Le Courrier – À la une" xmlUrl="https://courrier.example/une.xml" htmlUrl="https://courrier.example/"/>
    <outline type="rss" text="Le Courrier à la une" xmlUrl="https://courrier.example/une-2.xml"/>
    <outline type="rss" text="Encore" xmlUrl="https://courrier.example/une.xml"/>
  </outline>
  <outline text="北都新聞" type="rss" xmlurl="https://hokuto.example/rss?a=1&amp;b=2"/>
  <outline text="Old &#27;[31mletters" type="rss" xmlUrl="feed:no-address"/>
  <outline text="A page" type="link" url="https://page.example/"/>
</body></opml>`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-opml-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function listed(text: string): string {
  const path = join(folder, 'list.opml');
  writeFileSync(path, text);
  return path;
}

describe('an OPML list', () => {
  test('becomes settings that check finds right', async () => {
    const said = await runCommand(['feeds', 'import', listed(LIST)], {});
    const [warning, ...lines] = said.split('\n');
    expect(warning).toMatch(/^"Old .*letters" is left out: it has no http or https address$/);
    expect(warning).not.toContain('\u001b');
    expect(parse(lines.join('\n'))).toEqual({
      feeds: [
        { id: 'le-courrier-a-la-une', url: 'https://courrier.example/une.xml' },
        { id: 'le-courrier-a-la-une-2', url: 'https://courrier.example/une-2.xml' },
        { id: 'hokuto-example', url: 'https://hokuto.example/rss?a=1&b=2' },
      ],
    });
    const config = join(folder, 'copytaster.yaml');
    writeFileSync(config, lines.join('\n'), { mode: 0o600 });
    expect(await runCommand(['check', '--config', config], {})).toMatch(/^The settings are right: 3 feeds/);
  });

  test('asks the environment for nothing, whatever its addresses say', async () => {
    const list = listed(LIST.replace('rss?a=1', 'rss?key=${HOME}&amp;frag=1#${PATH}&amp;a=1'));
    const said = await runCommand(['feeds', 'import', list], {});
    const config = join(folder, 'copytaster.yaml');
    writeFileSync(config, said.split('\n').slice(1).join('\n'), { mode: 0o600 });
    const plugins = await loadSettingsPlugins();
    const { feeds } = readSettings(config, { HOME: 'taken', PATH: 'taken' }, plugins);
    const urls = feeds.map((feed) => 'url' in feed && feed.url);
    expect(urls[2]).toBe('https://hokuto.example/rss?key=$%7BHOME%7D&frag=1#$%7BPATH%7D&a=1&b=2');
  });

  test('is refused by name where it is something else', async () => {
    expect(await runCommand(['feeds', 'import', listed('<rss/>')], {})).toMatch(
      /list\.opml: its first element is <rss>, not <opml>/,
    );
    expect(await runCommand(['feeds', 'import', join(folder, 'none.opml')], {})).toMatch(/none\.opml/);
  });
});

describe('settings with a secret in them', () => {
  const config = (): string => join(folder, 'secret.yaml');
  const SETTINGS = 'feeds:\n  - id: wire\n    url: https://desk:open-sesame@wire.example/rss\n';

  test.each([
    ['that all may read', 0o644, {}, SETTINGS, true],
    ['that only their owner may read', 0o600, {}, SETTINGS, false],
    [
      'that stand in the environment',
      0o644,
      { WIRE: 'https://desk:open-sesame@wire.example/rss' },
      'feeds:\n  - id: wire\n    url: ${WIRE}\n',
      false,
    ],
  ])('%s', async (_, mode, environment, text, warned) => {
    rmSync(config(), { force: true });
    writeFileSync(config(), text, { mode });
    const said = await runCommand(['check', '--config', config()], environment);
    expect(said).toMatch(/^The settings are right: 1 feed,/);
    expect(/secret\.yaml: every user of this machine may read the secrets in it; chmod 600/.test(said)).toBe(warned);
  });
});
