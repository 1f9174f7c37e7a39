import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Writes the address of every module that is loaded to standard error. */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) });
`)}`;

/** What only a running service, a delivery or a document needs: each takes longer to load than the settings to check. */
const NEEDED_LATER =
  /node_modules\/(?:ioredis|bullmq|fastify|undici|htmlparser2|cheerio|nodemailer|amqplib|@nats-io|@platformatic)\/|^node:https?$/;

test('the settings are checked without what only a running service needs', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', WATCH, 'dist/workers/copytaster.js', 'check', '--config', 'config/copytaster.yaml'],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  const loaded = stderr.split('\n');
  expect(status).toBe(0);
  expect(loaded.some((url) => /node_modules\/zod\//.test(url))).toBe(true);
  expect(loaded.filter((url) => NEEDED_LATER.test(url))).toEqual([]);
});

test('formats are loaded without what only pages are read with', () => {
  const load = "import { loadPlugins } from './dist/src/registry.js'; await loadPlugins('formats');";
  const { status, stderr } = spawnSync(process.execPath, ['--import', WATCH, '--input-type=module', '--eval', load], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  const loaded = stderr.split('\n');
  expect(status).toBe(0);
  expect(loaded.some((url) => url.endsWith('/formats/html-page.js'))).toBe(true);
  expect(loaded.filter((url) => /node_modules\/(?:linkedom|@mozilla\/readability)\//.test(url))).toEqual([]);
});
