import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from '../commands/run-command.ts';
import { freePort, startServer } from '../receivers/server-process.ts';

const FOLDER = join(import.meta.dirname, '../../config/receivers');
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const store = mkdtempSync(join(tmpdir(), 'ct-receiver-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));

const EXAMPLES = [
  { file: 'receiver.mjs', program: process.execPath, words: () => [] },
  { file: 'receiver.py', program: 'python3', words: () => [] },
  {
    file: 'receiver.php',
    program: 'php',
    words: (port: number) => ['-d', 'post_max_size=64M', '-S', `127.0.0.1:${port}`],
  },
];
const isHere = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

describe.each(EXAMPLES)('the example $file', ({ file, program, words }) => {
  test.skipIf(!isHere(program))(
    'keeps every rule of a receiver',
    async () => {
      const port = await freePort();
      const environment = { CMS_WEBHOOK_SECRET: SECRET, PORT: String(port), STORE: join(store, 'store.json') };
      const server = await startServer(program, [...words(port), join(FOLDER, file)], port, { environment });
      const url = `http://127.0.0.1:${port}/`;
      const said = await runCommand(['conformance', url, '--secret', SECRET, '--state', url], {});
      await server.stop();
      expect(said).toMatch(/^21 of 21 cases right$/m);
    },
    60_000,
  );
});

describe('copytaster receive', () => {
  let child: ChildProcess | null = null;
  afterAll(() => child?.kill('SIGKILL'));

  test('prints what comes, checks it, and keeps the rules itself', async () => {
    const port = await freePort();
    const program = join(import.meta.dirname, '../../workers/copytaster.ts');
    child = spawn(process.execPath, [program, 'receive', '--port', String(port), '--secret', SECRET], {
      stdio: 'pipe',
    });
    let printed = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await once(child.stderr!, 'data');
    const said = await runCommand(['conformance', `http://127.0.0.1:${port}/`, '--secret', SECRET], {});
    expect(said).toMatch(/^14 of 14 cases right; with --state/m);
    expect(printed).toMatch(/^article\.new {2}conformance-a-new-story-\w+ revision 1 {2}-: Conformance .*\[taken\]$/m);
    expect(printed).toMatch(/\[again, dropped\]/);
    expect(printed).toMatch(/\[lower than 3, ignored\]/);
    expect(printed).toMatch(/^ {2}! webhook-signature is of another secret/m);
  }, 60_000);
});
