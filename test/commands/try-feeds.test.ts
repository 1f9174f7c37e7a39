import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { SIMULATED_AGENCIES } from '../../src/simulator/simulated-agencies.ts';
import { type RunningAgency, startAgency } from '../../src/simulator/start-agency.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type FileServer, startFtpServer, startSftpServer } from '../servers/file-servers.ts';
import { type MailServer, startMailServer } from '../servers/mail-server.ts';
import { runCommand } from './run-command.ts';

const NAMES = [...SIMULATED_AGENCIES.keys()];
const running: RunningAgency[] = [];
let folder: string;
let config: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-try-'));
  config = join(folder, 'copytaster.yaml');
  for (const agency of SIMULATED_AGENCIES.values())
    running.push(await startAgency(agency, { seed: 5, rate: 20, stories: 4 }));
  const accounts = running.flatMap(({ settings }) => settings.accounts);
  const feeds = running.map(({ settings }, at) => ({ id: NAMES[at], ...settings.feed, allowPrivateAddresses: true }));
  writeFileSync(config, stringify({ accounts, feeds }));
  await wait(2_500);
});
afterAll(async () => {
  for (const agency of running) await agency.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a feed that is tried', () => {
  test.each(NAMES)('shows what comes of its first page: %s', async (name) => {
    const said = await runCommand(['feed', 'test', name, '--config', config], {});
    expect(said).toMatch(new RegExp(`^The feed ${name} answers: [1-9]\\d* documents`));
    expect(said).toMatch(/headline +.*docket \d/);
  });

  test('is named where there is none', async () => {
    const said = await runCommand(['feed', 'test', 'nobody', '--config', config], {});
    expect(said).toMatch(/there is no feed "nobody" and no such file; feeds: afp, /);
  });

  test('says what is wrong with its account, and check --probe says it for all', async () => {
    const wrong = join(folder, 'wrong.yaml');
    const accounts = running.flatMap(({ settings }) => settings.accounts).map((each) => spoilt(each));
    const feeds = running.map(({ settings }, at) => ({ id: NAMES[at], ...settings.feed, allowPrivateAddresses: true }));
    writeFileSync(wrong, stringify({ accounts, feeds }));
    const said = await runCommand(['check', '--probe', '--config', wrong], {});
    for (const name of NAMES.filter((each) => each !== 'dpa'))
      expect(said).toMatch(new RegExp(`feed ${name}: .*refused`));
    expect(said).not.toMatch(/feed (\S+): feed \1:/);
    expect(said).not.toContain('not-the-password');
  });

  test('that works is nothing to be said of', async () => {
    expect(await runCommand(['check', '--probe', '--config', config], {})).toMatch(/^The settings are right: 5 feeds/);
  });
});

describe('a feed of another kind that is tried', () => {
  const RSS =
    '<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><title>Ferry sails, docket 7</title></item></channel></rss>';
  let server: ScriptedServer;
  let ftpServer: FileServer;
  let sftpServer: FileServer;
  let mails: MailServer;
  let files: string;
  let feeds: Record<string, object>;

  beforeAll(async () => {
    [server, ftpServer, sftpServer, mails] = await Promise.all([
      startScriptedServer(),
      startFtpServer(),
      startSftpServer(),
      startMailServer(),
    ]);
    server.script(answer(200, { link: `<${server.url}/hub>; rel=hub` }, RSS));
    files = join(folder, 'in');
    mkdirSync(files);
    for (const path of [files, ftpServer.folder, sftpServer.folder]) {
      writeFileSync(join(path, 'story.xml'), RSS);
      chmodSync(join(path, 'story.xml'), 0o666);
    }
    writeFileSync(join(files, 'long.xml'), Buffer.alloc(20_000_001, 32));
    await mails.deliver('From: a@b.example\nSubject: Ferry sails, docket 7\n\nThe ferry sailed from Bergen.\n');
    const after = 'delete';
    feeds = {
      'http-poll': { url: `${server.url}/feed` },
      websub: { url: `${server.url}/feed`, secret: 'secret', callback: 'https://wire.example.net' },
      folder: { path: files },
      ftp: { ...ftpServer.feed, after },
      sftp: { ...sftpServer.feed, after },
      imap: { ...mails.feed, after },
    };
    const all = Object.entries(feeds).map(([id, own]) => ({ transport: id, allowPrivateAddresses: true, ...own, id }));
    const pushed = { id: 'push', transport: 'push', token: 'token' };
    writeFileSync(join(folder, 'others.yaml'), stringify({ feeds: [...all, pushed] }));
    // What was written a moment ago may be written to again.
    await wait(1_000);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([server, ftpServer, sftpServer, mails].map((each) => each?.close()));
  });
  const tried = (id: string): Promise<string> =>
    runCommand(['feed', 'test', id, '--config', join(folder, 'others.yaml')], {});

  test.each(['http-poll', 'websub', 'folder', 'ftp', 'sftp', 'imap'])(
    'shows what comes of it, and leaves all as it is: %s',
    async (id) => {
      for (let time = 0; time < 2; time += 1) expect(await tried(id)).toMatch(/docket 7/);
    },
  );

  test('agrees nothing with a hub, and moves no file away', async () => {
    for (const id of ['websub', 'folder']) await tried(id);
    expect(server.seen.map(({ path }) => path)).not.toContain('/hub');
    expect(readdirSync(files).sort()).toEqual(['long.xml', 'story.xml']);
  });

  test('says that nothing is asked for where others send to us', async () => {
    expect(await tried('push')).toMatch(/^The feed push answers/);
  });
});

const spoilt = (account: object): object =>
  Object.fromEntries(
    Object.entries(account).map(([key, value]) => [
      key,
      ['password', 'clientSecret', 'key'].includes(key) ? 'not-the-password' : value,
    ]),
  );
