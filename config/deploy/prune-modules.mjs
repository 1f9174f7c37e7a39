// Takes out of a node_modules what a running service never reads: node config/deploy/prune-modules.mjs node_modules
// The image is built with it. Licences stay.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Folders beside a package's package.json. */
const FOLDERS = new Set([
  '.github',
  '__tests__',
  'benchmark',
  'benchmarks',
  'docs',
  'example',
  'examples',
  'test',
  'tests',
]);
/** Node runs no TypeScript inside node_modules: declarations and sources alike are for compilers. */
const FILES = /\.(?:map|[cm]?ts|md|markdown)$/i;
const LICENCE = /licen[cs]e|notice|copying/i;

/** Parts of one package that our code does not import, by the package's name. */
const PARTS = {
  bullmq: ['dist/cjs/commands', 'dist/esm'],
  eld: ['src/ngrams/large.js', 'src/ngrams/medium.js', 'src/ngrams/small.js'],
  linkedom: ['worker.js'],
  luxon: ['build/amd', 'build/cjs-browser', 'build/es6', 'build/global', 'src'],
  'rss-parser': ['dist'],
};

const remove = (path) => rmSync(path, { recursive: true, force: true });

function prunePackage(folder, name) {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory() && FOLDERS.has(entry.name)) remove(join(folder, entry.name));
  for (const part of PARTS[name] ?? []) remove(join(folder, part));
  pruneFiles(folder);
  if (existsSync(join(folder, 'node_modules'))) pruneModules(join(folder, 'node_modules'));
}

function pruneFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') pruneFiles(path);
    if (entry.isFile() && FILES.test(entry.name) && !LICENCE.test(entry.name)) remove(path);
  }
}

function pruneModules(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === '.bin') continue;
    if (entry.name.startsWith('@'))
      for (const name of readdirSync(join(folder, entry.name)))
        prunePackage(join(folder, entry.name, name), `${entry.name}/${name}`);
    else prunePackage(join(folder, entry.name), entry.name);
  }
}

pruneModules(process.argv[2] ?? 'node_modules');
