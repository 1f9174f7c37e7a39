import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import sftp from '../../src/destinations/sftp.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { filesIn, revisionsIn } from '../receivers/folder-of-files.ts';
import { freePort, type RunningServer, serverPath, startServer } from '../receivers/server-process.ts';
import { FULL } from '../renderers/articles.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';
import { describeTakingBack, folderOf } from './taken-back.ts';

const program = serverPath('sshd');
const folder = mkdtempSync(join(tmpdir(), 'ct-sshd-'));
const out = join(folder, 'out');
let server: RunningServer;
let port = 0;

const open = (over: Record<string, unknown> = {}): Outlet =>
  sftp.open(
    destinationSchema(sftp).parse({
      id: 'sftp',
      type: 'sftp',
      host: '127.0.0.1',
      port,
      user: userInfo().username,
      privateKey: readFileSync(join(folder, 'key'), 'utf8'),
      folder: out,
      allowPrivateAddresses: true,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

const makeKey = (name: string): unknown =>
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);

describe.skipIf(program === null)('sshd of OpenSSH', () => {
  beforeAll(async () => {
    port = await freePort();
    mkdirSync(out);
    makeKey('host');
    makeKey('key');
    copyFileSync(join(folder, 'key.pub'), join(folder, 'authorized'));
    // Debian's sshd wants this folder; its own service makes it.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
    const lines = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin yes',
      `PidFile ${join(folder, 'pid')}`,
      'Subsystem sftp internal-sftp',
    ];
    writeFileSync(join(folder, 'sshd.conf'), `${lines.join('\n')}\n`);
    server = await startServer(program!, ['-D', '-e', '-f', join(folder, 'sshd.conf')], port);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describeConformance('sftp', () => ({
    open: () => open(),
    openNowhere: () => open({ port: 1 }),
    received: () => Promise.resolve(revisionsIn(out)),
    repeat: 'once',
  }));

  describeTakingBack('sftp', () => folderOf(out, open));

  test('a file is called as the name says, in folders that are made', async () => {
    const outlet = open({ name: '{agency}/{date}/{slug}-{revision}-{id}.{extension}' });
    await outlet.deliver(aDelivery({ id: 'named', article: { ...FULL, slugline: '../NORWAY/ PORT' } }));
    await outlet.close();
    const names = filesIn(out).map((path) => path.slice(out.length + 1));
    expect(names.at(-1)).toMatch(/^example\/2026-11-03\/NORWAY-PORT-7041-[0-9a-f]{40}\.json$/);
  });

  test("only the server's own key is taken", async () => {
    const shown = execFileSync('ssh-keygen', ['-lf', join(folder, 'host.pub')], { encoding: 'utf8' }).split(' ')[1];
    const right = open({ fingerprint: shown });
    await right.connect();
    await right.close();
    const wrong = open({ fingerprint: `SHA256:${'A'.repeat(43)}` });
    await expect(wrong.connect()).rejects.toThrow();
    await wrong.close();
  });

  test('comes back when the server does', async () => {
    // A session that stands outlives its server; a new one needs it.
    const outlet = open();
    await server.stop();
    expect(await outlet.deliver(aDelivery({ id: 'away' }))).toMatchObject({ outcome: 'failed' });
    server = await startServer(program!, ['-D', '-e', '-f', join(folder, 'sshd.conf')], port);
    expect(await outlet.deliver(aDelivery({ id: 'away' }))).toMatchObject({ outcome: 'delivered' });
    await outlet.close();
  });
});
