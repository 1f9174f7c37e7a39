import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/commands/parts/command-line.ts';
import { WIRES } from '../formats/wires/read-fixture.ts';

async function run(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const terminal = {
    stdin,
    stdout,
    stderr,
    environment: {},
    readingThread: new URL('file:///unused'),
    signal: new AbortController().signal,
  };
  const code = await runCommandLine(words, terminal);
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), error: await text(stderr) };
}

describe('feed test', () => {
  test('shows what was detected, what came from where, what was dropped', async () => {
    const { code, out } = await run('feed', 'test', join(WIRES, 'newsml-g2/online-report-dateline-is-a-time.xml'));
    expect(code).toBe(0);
    expect(out).toMatch(/format\s+newsml-g2/);
    expect(out).toMatch(/charset\s+utf-8/);
    expect(out).toMatch(/headline\s+Harbour of Bergen reopens/);
    expect(out).toMatch(/headline\s+contentMeta\/headline/);
    expect(out).toMatch(/dropped or repaired[\s\S]*dateline\s+contentMeta\/dateline: a time/);
  });

  test('shows a kill, an embargo and a subject without a topic', async () => {
    const kill = await run('feed', 'test', join(WIRES, 'newsml-1/afp-kill-in-prose-fr.xml'));
    expect(kill.out).toMatch(/change\s+withdrawal, said by killWord/);
    expect(kill.out).toMatch(/withdraws\s+.*TX-PAR-ABC12/);
    const held = await run('feed', 'test', join(WIRES, 'newsml-g2/embargo-in-note-without-time.xml'));
    expect(held.out).toMatch(/embargo\s+no time to be read: Strictly under embargo/);
    const subjects = await run('feed', 'test', join(WIRES, 'newsml-g2/subjects-of-reuters.xml'));
    expect(subjects.out).toContain('N2:XYZZY (no Media Topic)');
  });

  test('gives the same as JSON', async () => {
    const { out } = await run('feed', 'test', join(WIRES, 'newsml-g2/cut-in-the-second-item.xml'), '--json');
    const { format, stories, problems } = JSON.parse(out);
    expect([format, stories.length]).toEqual(['newsml-g2', 1]);
    expect(problems[0]).toMatch(/item 2 .*the document ends inside it/);
  });

  test('names the file and the place of what it cannot read', async () => {
    const broken = join(WIRES, 'broken/nested-too-deep.xml');
    const { code, error } = await run('feed', 'test', broken);
    expect(code).toBe(1);
    expect(error).toContain(broken);
    expect(error).toContain('nested deeper');
  });

  test('wants one file', async () => {
    expect((await run('feed', 'test')).code).toBe(2);
  });
});

describe('vocabulary', () => {
  test('imports an export into the data folder and shows it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ct-vocabulary-'));
    try {
      const config = join(folder, 'copytaster.yaml');
      writeFileSync(config, `redis: { dataFolder: ${join(folder, 'data')} }\n`);
      const exported = join(folder, 'topics.json');
      const concept = { qcode: 'medtop:11000000', prefLabel: { 'en-GB': 'politics', se: 'Politik' } };
      writeFileSync(exported, JSON.stringify({ dateReleased: '2026-01-02T00:00:00Z', conceptSet: [concept] }));
      expect((await run('vocabulary', '--config', config)).out).toMatch(/release\s+built in/);
      expect((await run('vocabulary', 'import', exported, '--config', config)).code).toBe(0);
      const { out } = await run('vocabulary', '--config', config, '--json');
      expect(JSON.parse(out)).toMatchObject({ release: '2026-01-02', topics: 1, languages: ['en', 'sv'] });
      const wrong = await run('vocabulary', 'import', config, '--config', config);
      expect([wrong.code, wrong.error]).toEqual([1, expect.stringContaining('no JSON document')]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
