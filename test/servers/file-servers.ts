import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Certificates, makeCertificates } from './certificates.ts';

/** A real server on loopback with a folder that a test fills. */
export interface FileServer {
  /** The keys of a feed that reads it. */
  readonly feed: Readonly<Record<string, unknown>>;
  /** The folder, as this machine sees it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A port on loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until a server that was started listens. */
export async function untilOpen(port: number, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said()}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).on('error', () => resolve(false));
    });
    if (open) return;
    await wait(100);
  }
  throw new Error(`the server does not listen: ${said()}`);
}

async function start(program: string, words: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await untilOpen(port, child, () => said);
  return child;
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
};

/** Starts vsftpd; anybody may read and write. `tls`: what it asks for, with a certificate for an address. */
export async function startFtpServer(
  tls: { readonly mode: 'explicit' | 'implicit'; readonly address: string } | null = null,
): Promise<FileServer> {
  const home = mkdtempSync(join(tmpdir(), 'ct-ftp-'));
  const folder = join(home, 'outgoing');
  const port = await freePort();
  mkdirSync(folder);
  mkdirSync(join(home, 'empty'));
  chmodSync(home, 0o755);
  chmodSync(folder, 0o777);
  const certificates = tls === null ? null : makeCertificates(home, tls.address);
  const config = join(home, 'vsftpd.conf');
  const settings = {
    listen: 'YES',
    listen_address: '127.0.0.1',
    listen_port: port,
    background: 'NO',
    anonymous_enable: 'YES',
    no_anon_password: 'YES',
    anon_root: home,
    write_enable: 'YES',
    anon_upload_enable: 'YES',
    anon_mkdir_write_enable: 'YES',
    anon_other_write_enable: 'YES',
    anon_world_readable_only: 'NO',
    anon_umask: '022',
    secure_chroot_dir: join(home, 'empty'),
    seccomp_sandbox: 'NO',
    isolate: 'NO',
    isolate_network: 'NO',
    xferlog_enable: 'NO',
    // Behind most firewalls only the passive mode works.
    port_enable: 'NO',
    ...(certificates === null ? {} : tlsOf(certificates, tls?.mode === 'implicit')),
  };
  writeFileSync(
    config,
    `${Object.entries(settings)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n')}\n`,
  );
  const child = await start('/usr/sbin/vsftpd', [config], port);
  return {
    folder,
    feed: {
      host: '127.0.0.1',
      port,
      tls: tls?.mode ?? 'none',
      ...(certificates === null ? {} : { ca: certificates.authority }),
      path: '/outgoing',
      allowPrivateAddresses: true,
    },
    async close() {
      await ended(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Everything encrypted, the data too, and under the session of the control connection. */
const tlsOf = ({ key, certificate }: Certificates, implicit: boolean): Record<string, string> => ({
  ssl_enable: 'YES',
  implicit_ssl: implicit ? 'YES' : 'NO',
  allow_anon_ssl: 'YES',
  force_anon_logins_ssl: 'YES',
  force_anon_data_ssl: 'YES',
  require_ssl_reuse: 'YES',
  ssl_ciphers: 'HIGH',
  rsa_cert_file: certificate,
  rsa_private_key_file: key,
});

/** Starts sshd; this user logs in by a key made for it. */
export async function startSftpServer(): Promise<FileServer> {
  const home = mkdtempSync(join(tmpdir(), 'ct-sftp-'));
  const folder = join(home, 'outgoing');
  const port = await freePort();
  mkdirSync(folder);
  // sshd wants this folder when it is started by root.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  for (const name of ['host', 'user'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, name)]);
  copyFileSync(join(home, 'user.pub'), join(home, 'authorized'));
  const config = join(home, 'sshd.conf');
  writeFileSync(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(home, 'host')}`,
      `AuthorizedKeysFile ${join(home, 'authorized')}`,
      'StrictModes no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'UsePAM no',
      `PidFile ${join(home, 'pid')}`,
      'Subsystem sftp internal-sftp',
      '',
    ].join('\n'),
  );
  const child = await start('/usr/sbin/sshd', ['-D', '-e', '-f', config], port);
  const shown = execFileSync('ssh-keygen', ['-l', '-f', join(home, 'host.pub')]).toString();
  return {
    folder,
    feed: {
      host: '127.0.0.1',
      port,
      hostKey: shown.split(' ')[1],
      username: userInfo().username,
      privateKey: readFileSync(join(home, 'user'), 'utf8'),
      path: folder,
      allowPrivateAddresses: true,
    },
    async close() {
      await ended(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
