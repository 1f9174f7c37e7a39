import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(settings: string): Promise<string> {
  const path = join(folder, 'copytaster.yaml');
  writeFileSync(path, settings, { mode: 0o600 });
  return runCommand(['check', '--config', path], {});
}

describe("a feed of an agency's own wire", () => {
  const feed = (more: string): string => `feeds:
  - id: other
    url: https://other.example/rss
  - id: afp-fr
    url: https://afp.example/fr.xml
    agency: afp
${more}`;

  test('that does not speak for the agency is named with its line and the cure', async () => {
    const said = await check(feed(''));
    expect(said).toMatch(/^The settings are right: 2 feeds/);
    expect(said).toMatch(
      /copytaster\.yaml:6: feed afp-fr: agency is afp .* write speaksFor: \[afp\], or standing: partner/,
    );
    expect(said).not.toContain('feed other');
  });

  test.each([
    ['and speaks for it', '    speaksFor: [afp]'],
    ['that comes from elsewhere', '    standing: partner'],
    ['that is switched off', '    enabled: false'],
  ])('%s is right', async (_, more) => {
    expect(await check(feed(more))).not.toContain('speaksFor');
  });
});

describe('what would fail at run time fails here', () => {
  test('addresses inside the own network that nothing opens, each with its line', async () => {
    const said = await check(`feeds:
  - { id: intra, url: 'http://10.0.0.7/rss' }
  - { id: own, url: 'http://[::1]:8090/rss' }
  - { id: opened, url: 'http://10.0.0.7/rss', allowPrivateAddresses: true }
  - { id: off, url: 'http://10.0.0.7/rss', enabled: false }
  - { id: named, url: 'https://wire.example/rss' }
destinations:
  - { id: cms, type: webhook, url: 'http://localhost/wire', secrets: [whsec_${'A'.repeat(32)}] }
`);
    expect(said).toMatch(/^The settings can be read, but not everything in them works:\n/);
    expect(said).toMatch(
      /yaml:2: feed intra: 10\.0\.0\.7 is a private address; allowPrivateAddresses: true opens it\n/,
    );
    expect(said).toMatch(/yaml:3: feed own: /);
    expect(said).toMatch(/yaml:8: destination cms: localhost is/);
    expect(said).not.toMatch(/opened|off|named/);
  });

  test('a folder that is not there', async () => {
    const path = join(folder, 'nowhere');
    expect(await check(`feeds: [{ id: drop, transport: folder, path: ${path} }]`)).toMatch(
      /feed drop: .*nowhere cannot be read and written to .*; make it, mend its rights, or correct path:/,
    );
  });
});

test('feeds that take the same copy twice are named', async () => {
  const said = await check(`feeds:
  - { id: one, url: 'https://wire.example/rss' }
  - { id: two, url: 'https://wire.example/rss' }
  - { id: keyed, url: 'https://wire.example/rss', headers: { x-desk: sport } }
  - { id: third, url: 'https://wire.example/atom' }
`);
  expect(said).toMatch(/^The settings are right: 4 feeds/);
  expect(said).toMatch(/yaml:3: feed two: feed one has the same url; keep one of them/);
  expect(said).not.toMatch(/keyed|third/);
});

test('feeds and destinations of one folder are named, however its path is written', async () => {
  const [drop, out] = [join(folder, 'drop'), join(folder, 'out')];
  mkdirSync(drop, { recursive: true });
  const said = await check(`feeds:
  - { id: one, transport: folder, path: ${drop} }
  - { id: two, transport: folder, path: ${drop}/../drop/ }
destinations:
  - { id: desk, type: file-drop, path: ${out} }
  - { id: archive, type: file-drop, path: ${out}/. }
  - { id: other, type: file-drop, path: ${out}/other }
  - { id: off, type: file-drop, path: ${out}, enabled: false }
`);
  expect(said).toMatch(/yaml:3: feed two: feed one has the same path; keep one of them/);
  expect(said).toMatch(/yaml:6: destination archive: destination desk writes into the same folder/);
  expect(said).not.toMatch(/destination (?:other|off):/);
});

describe('a file with secrets in it', () => {
  const SETTINGS = `destinations:
  - { id: cms, type: webhook, url: 'https://cms.example/in', secrets: [whsec_${'A'.repeat(32)}] }
`;
  test.each([
    [0o644, SETTINGS, true],
    [0o640, SETTINGS, false],
    [0o644, 'feeds: []\n', false],
  ])('that has the rights %i is warned of where all may read it', async (mode, settings, isWarned) => {
    const path = join(folder, 'copytaster.yaml');
    writeFileSync(path, settings);
    chmodSync(path, mode);
    const said = await runCommand(['check', '--config', path], {});
    chmodSync(path, 0o600);
    expect(said.includes(`every user of this machine may read the secrets in it; chmod 600 ${path}`)).toBe(isWarned);
    expect(said).not.toContain('whsec_A');
  });
});
