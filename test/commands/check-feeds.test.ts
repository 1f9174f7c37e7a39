import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
