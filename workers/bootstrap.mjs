// Runs before anything is installed: plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SERVERS = ['valkey-server', 'redis-server'];
const UNPACKED = join(ROOT, '.data', 'redis-bin');
const BUILT = join(ROOT, 'dist', 'workers', 'copytaster.js');
const say = (text) => process.stderr.write(`copytaster: ${text}\n`);

function run(program, words, { quiet = false, environment = {} } = {}) {
  const result = spawnSync(program, words, {
    cwd: ROOT,
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
const works = (program) => onPath(program) && run(program, ['--version'], { quiet: true }) === 0;
const hasRedis = () => SERVERS.some(works);

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function installPackages() {
  if (existsSync(join(ROOT, 'node_modules', '.package-lock.json')) && existsSync(tool('tsc'))) return;
  say('installing npm packages');
  must('npm', ['ci', '--include=dev']);
}

function lookInUnpacked() {
  const binaries = join(UNPACKED, 'usr', 'bin');
  if (!existsSync(binaries)) return;
  const libraries = filesUnder(UNPACKED)
    .filter((file) => /\.so(\.\d+)*$/.test(file))
    .map((file) => dirname(file));
  process.env.PATH = [process.env.PATH, binaries].join(delimiter);
  process.env.LD_LIBRARY_PATH = [...new Set([...libraries, process.env.LD_LIBRARY_PATH ?? ''])]
    .filter((folder) => folder !== '')
    .join(delimiter);
}

function installRedis() {
  if (process.env.REDIS_URL || hasRedis()) return;
  for (const [applies, install] of [
    [onPath('apt-get'), installByApt],
    [onPath('apt-get') && onPath('dpkg'), unpackFromApt],
    [onPath('brew'), installByBrew],
  ]) {
    if (applies) install();
    if (hasRedis()) return;
  }
  say(
    'there is no Redis and none could be installed. Do one of these:\n  apt-get install redis-server\n  brew install redis\n  set REDIS_URL to one that runs',
  );
  process.exit(78);
}

function installByApt() {
  const sudo = onPath('sudo') && run('sudo', ['-n', 'true'], { quiet: true }) === 0;
  if (process.getuid?.() !== 0 && !sudo) return;
  say('installing redis-server with apt-get');
  const [program, ...words] = [...(process.getuid?.() === 0 ? [] : ['sudo', '-n']), 'apt-get'];
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  run(program, [...words, 'update', '-qq'], { environment });
  run(program, [...words, 'install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { environment });
}

// Without root: package lists and packages in a folder of our own, unpacked there, nothing installed.
function unpackFromApt() {
  say('fetching redis-server with apt-get into .data/redis-bin');
  const apt = join(UNPACKED, 'apt');
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(apt, folder), { recursive: true });
  const words = [
    ['-o', `Dir::State::Lists=${join(apt, 'lists')}`],
    ['-o', `Dir::State::extended_states=${join(apt, 'extended_states')}`],
    ['-o', `Dir::Cache=${join(apt, 'cache')}`],
    ['-o', 'Debug::NoLocking=true'],
    ['-o', 'APT::Sandbox::User='],
    ['-qq'],
  ].flat();
  run('apt-get', [...words, 'update']);
  run('apt-get', [...words, 'install', '-y', '--download-only', '--no-install-recommends', 'redis-server']);
  for (const file of filesUnder(join(apt, 'cache', 'archives')).filter((name) => name.endsWith('.deb')))
    run('dpkg', ['-x', file, UNPACKED]);
  lookInUnpacked();
}

function installByBrew() {
  say('installing redis with brew');
  run('brew', ['install', 'redis']);
}

function build() {
  must(tool('tsc'), ['-p', 'tsconfig.json']);
  for (const folder of ['src/store/lua']) cpSync(join(ROOT, folder), join(ROOT, 'dist', folder), { recursive: true });
}

function isStale() {
  const built = statSync(BUILT).mtimeMs;
  const sources = [...filesUnder(join(ROOT, 'src')), ...filesUnder(join(ROOT, 'workers'))];
  return sources.some((file) => /\.(ts|lua)$/.test(file) && statSync(file).mtimeMs > built);
}

// In this very process, so that signals reach the service.
async function service(...words) {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...words);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(BUILT).href);
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
    if (!existsSync(BUILT)) {
      say('not built yet. Run: npm ci && npm run build');
      return 78;
    }
    if (isStale()) say('the sources are newer than what was built; to use them: npm run build');
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
lookInUnpacked();
const status = await command(words);
if (status !== null) process.exit(status);
