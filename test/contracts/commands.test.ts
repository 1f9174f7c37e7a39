import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { commandNames, loadCommand, runCommandLine } from '../../src/commands/parts/command-line.ts';

const TESTS = join(import.meta.dirname, '..');

/** The tests that run commands, with what they say. */
const runningTests = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith('contracts/'))
  .map((path) => readFileSync(join(TESTS, path), 'utf8'))
  .filter((source) => /runCommand|workers\/copytaster|running-service/.test(source));

async function run(words: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(words, {
    ...{ stdin: Readable.from([]), stdout, stderr, environment: {} },
    ...{ readingThread: new URL('file:///unused'), signal: new AbortController().signal },
  });
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), error: await text(stderr) };
}

describe.each(await commandNames())('the command %s', async (file) => {
  const command = await loadCommand(file);
  const typed = command.name.split(' ');

  test('has the name of its file, a line that says what it does, and examples that call it', () => {
    expect(command.name.replace(' ', '-')).toBe(file);
    expect(command.summary).toMatch(/^[a-z].{10,140}[^.]$/);
    expect(command.examples).not.toEqual([]);
    for (const example of command.examples) expect(example).toContain(`copytaster ${command.name}`);
    for (const { summary } of Object.values(command.options)) expect(summary).toMatch(/^.{4,}[^.]$/);
  });

  test('is run by a test', () => {
    const quoted = new RegExp(`['"\`]${typed.join(`['"\`], ?['"\`]`)}['"\` ]`);
    expect(
      runningTests.some((source) => quoted.test(source)),
      `write a test that runs copytaster ${command.name}`,
    ).toBe(true);
  });

  test('shows with -h how it is called', async () => {
    const { code, out } = await run([...typed, '-h']);
    expect(code).toBe(0);
    expect(out.startsWith(`${command.summary}\n\ncopytaster ${command.name}`)).toBe(true);
    for (const option of Object.keys(command.options)) expect(out).toContain(`  --${option}`);
    for (const example of command.examples) expect(out).toContain(`  ${example}`);
  });

  test('refuses an option that it does not have, as text and as JSON, with exit code 2', async () => {
    const asText = await run([...typed, '--jsn']);
    expect([asText.code, asText.out]).toEqual([2, '']);
    expect(asText.error).toContain(`copytaster ${command.name}: there is no option --jsn; did you mean --json?\n\n`);
    const asJson = await run([...typed, '--jsn', '--json']);
    expect([asJson.code, asJson.out]).toEqual([2, '']);
    expect(JSON.parse(asJson.error)).toMatchObject({ error: { command: `copytaster ${command.name}`, exitCode: 2 } });
  });
});
