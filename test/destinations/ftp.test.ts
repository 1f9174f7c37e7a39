import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import ftp from '../../src/destinations/ftp.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { filesIn, revisionsIn } from '../receivers/folder-of-files.ts';
import { freePort, type RunningServer, serverPath, startServer } from '../receivers/server-process.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';
import { describeTakingBack, folderOf } from './taken-back.ts';

const program = serverPath('vsftpd');
const folder = mkdtempSync(join(tmpdir(), 'ct-vsftpd-'));
const root = join(folder, 'root');
const out = join(root, 'in');
let server: RunningServer;
let port = 0;

const open = (over: Record<string, unknown> = {}): Outlet =>
  ftp.open(
    destinationSchema(ftp).parse({
      id: 'ftp',
      type: 'ftp',
      host: '127.0.0.1',
      port,
      secure: false,
      folder: '/in',
      allowPrivateAddresses: true,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

describe.skipIf(program === null)('vsftpd', () => {
  beforeAll(async () => {
    port = await freePort();
    const empty = join(folder, 'empty');
    for (const path of [root, out, empty]) mkdirSync(path);
    for (const path of [folder, root, empty]) chmodSync(path, 0o755);
    chmodSync(out, 0o777);
    const lines = [
      'listen=YES',
      'listen_address=127.0.0.1',
      `listen_port=${port}`,
      'anonymous_enable=YES',
      'local_enable=NO',
      'write_enable=YES',
      'anon_upload_enable=YES',
      'anon_mkdir_write_enable=YES',
      'anon_other_write_enable=YES',
      'anon_world_readable_only=NO',
      'anon_umask=022',
      'no_anon_password=YES',
      `anon_root=${root}`,
      `secure_chroot_dir=${empty}`,
      'background=NO',
      'seccomp_sandbox=NO',
      'xferlog_enable=NO',
      ...(process.getuid?.() === 0 ? [] : ['run_as_launching_user=YES']),
    ];
    writeFileSync(join(folder, 'vsftpd.conf'), `${lines.join('\n')}\n`);
    server = await startServer(program!, [join(folder, 'vsftpd.conf')], port);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describeConformance('ftp', () => ({
    open: () => open(),
    openNowhere: () => open({ port: 1 }),
    received: () => Promise.resolve(revisionsIn(out)),
    repeat: 'once',
  }));

  describeTakingBack('ftp', () => folderOf(out, open));

  test('a file is called as the name says, in folders that are made', async () => {
    const outlet = open({ name: '{agency}/{type}-{id}.{extension}' });
    expect(await outlet.deliver(aDelivery({ id: 'named' }))).toMatchObject({ outcome: 'delivered' });
    await outlet.close();
    const names = filesIn(out).map((path) => path.slice(out.length + 1));
    expect(names.at(-1)).toMatch(/^none\/update-[0-9a-f]{40}\.json$/);
  });

  test('a folder that is not there is a failure with its cure', async () => {
    const outlet = open({ folder: '/missing' });
    expect(await outlet.deliver(aDelivery({ id: 'x' }))).toMatchObject({
      outcome: 'failed',
      ambiguous: false,
      reason: expect.stringMatching(/let this user write into folder: and delete there, or correct it/),
    });
  });
});
