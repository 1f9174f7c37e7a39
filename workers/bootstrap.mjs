// Runs before anything is installed: plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SERVERS = ['valkey-server', 'redis-server'];
const PACKAGES = [
  'redis-server',
  'redis-tools',
  'libjemalloc2',
  'liblua5.1-0',
  'liblzf1',
  'libatomic1',
  'libhiredis0.14',
  'lua-bitop',
  'lua-cjson',
];
const say = (text) => process.stderr.write(`copytaster: ${text}\n`);

function run(program, words, { quiet = false, environment = {}, folder = ROOT } = {}) {
  const result = spawnSync(program, words, {
    cwd: folder,
    stdio: quiet ? 'ignore' : 'inherit',
    env: { ...process.env, ...environment },
  });
  return result.status ?? 1;
}

function must(program, words, options) {
  const status = run(program, words, options);
  if (status !== 0) process.exit(status);
}

const tool = (name) => join(ROOT, 'node_modules', '.bin', name);
const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
const unpackedRedis = () => join(ROOT, '.data', 'redis-bin');
const hasRedis = () => SERVERS.some(onPath) || existsSync(join(unpackedRedis(), 'usr', 'bin', 'redis-server'));

function installPackages() {
  if (existsSync(join(ROOT, 'node_modules', '.package-lock.json'))) return;
  say('installing npm packages');
  must('npm', ['ci']);
}

function installRedis() {
  if (process.env.REDIS_URL || hasRedis()) return;
  const asRoot =
    process.getuid?.() === 0
      ? []
      : onPath('sudo') && run('sudo', ['-n', 'true'], { quiet: true }) === 0
        ? ['sudo', '-n']
        : null;
  if (onPath('apt-get') && asRoot !== null) {
    say('installing redis-server with apt-get');
    const [program, ...words] = [...asRoot, 'apt-get'];
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    run(program, [...words, 'update', '-qq'], { environment });
    run(program, [...words, 'install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { environment });
  }
  if (!hasRedis() && onPath('apt-get') && onPath('dpkg')) unpackRedis();
  if (!hasRedis() && onPath('brew')) {
    say('installing redis with brew');
    run('brew', ['install', 'redis']);
  }
  if (hasRedis()) return;
  say(
    'there is no Redis and none could be installed. Do one of these:\n  apt-get install redis-server\n  brew install redis\n  set REDIS_URL to one that runs',
  );
  process.exit(78);
}

function unpackRedis() {
  say('fetching redis-server with apt-get download into .data/redis-bin');
  const folder = unpackedRedis();
  mkdirSync(folder, { recursive: true });
  for (const name of PACKAGES) run('apt-get', ['download', '-qq', name], { quiet: true, folder });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb')))
    run('dpkg', ['-x', file, '.'], { quiet: true, folder });
}

function build() {
  must(tool('tsc'), ['-p', 'tsconfig.json']);
  for (const folder of ['src/store/lua']) cpSync(join(ROOT, folder), join(ROOT, 'dist', folder), { recursive: true });
}

// In this very process, so that signals reach the service.
async function service(...words) {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...words);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(ROOT, 'dist', 'workers', 'copytaster.js')).href);
  return null;
}

const COMMANDS = {
  build() {
    installPackages();
    build();
    return 0;
  },
  quickstart(words) {
    installPackages();
    installRedis();
    say('building');
    build();
    return service('quickstart', ...words);
  },
  start(words) {
    if (!existsSync(join(ROOT, 'dist', 'workers', 'copytaster.js'))) {
      say('not built yet. Run: npm ci && npm run build');
      return 78;
    }
    return service('start', ...words);
  },
  test(words) {
    installPackages();
    installRedis();
    build();
    return run(tool('vitest'), ['run', ...words]);
  },
  bench(words) {
    installPackages();
    installRedis();
    build();
    return run(process.execPath, ['--import', 'tsx', 'test/bench/bench.ts', ...words]);
  },
  golden(words) {
    installPackages();
    return run(tool('vitest'), ['run', ...words], { environment: { COPYTASTER_GOLDEN: 'write' } });
  },
};

const [name = '', ...words] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  say(`usage: node workers/bootstrap.mjs ${Object.keys(COMMANDS).join(' | ')}`);
  process.exit(2);
}
const status = await command(words);
if (status !== null) process.exit(status);
