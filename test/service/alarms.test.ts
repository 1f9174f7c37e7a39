import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const RSS =
  '<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><title>One</title></item></channel></rss>';

let redis: TestRedis;
let agency: ScriptedServer;
let desk: ScriptedServer;
let service: RunningService;
beforeAll(async () => {
  [redis, agency, desk] = await Promise.all([startTestRedis(), startScriptedServer(), startScriptedServer()]);
  agency.script(answer(403));
  service = await startService({
    redis: { url: redis.path },
    feeds: [{ id: 'wire', url: agency.url, every: { min: '1s', max: '1s' }, allowPrivateAddresses: true }],
    alarms: {
      gather: '1s',
      rules: { 'feed-down': { after: '0s' }, redis: { after: '0s' } },
      ways: [
        { id: 'log', type: 'log' },
        { id: 'desk', type: 'webhook', url: desk.url, allowPrivateAddresses: true },
      ],
    },
  });
});
afterAll(async () => {
  await service.end();
  await Promise.all([agency.close(), desk.close(), redis.close()]);
});

const told = (): string[] =>
  desk.seen.flatMap(({ body }) => {
    const { began, ended } = JSON.parse(body) as Record<'began' | 'ended', { rule: string }[]>;
    return [...began.map(({ rule }) => `+${rule}`), ...ended.map(({ rule }) => `-${rule}`)];
  });

test('a feed that is refused is told once, shown, and its end told once', async () => {
  expect(await until(() => told().includes('+feed-down'))).toBe(true);
  const { body } = await service.get('/readyz');
  expect(JSON.stringify(body.degraded)).toContain('feed wire cannot be read');
  agency.script(answer(200, { 'content-type': 'application/rss+xml' }, RSS));
  expect(await until(() => told().includes('-feed-down'))).toBe(true);
  expect(told().filter((each) => each.endsWith('feed-down'))).toEqual(['+feed-down', '-feed-down']);
  expect(service.log.filter(({ msg }) => /^alarm: feed wire cannot be read/.test(msg))).toHaveLength(1);
});

test('a kill of a story that was never seen is told', async () => {
  const kill =
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:example.org,2026:gone" version="2" standard="NewsML-G2" standardversion="2.18" conformance="power"><itemMeta><itemClass qcode="icls:text"/><provider literal="example"/><versionCreated>2026-11-24T10:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/></itemMeta><contentMeta><headline>Gone</headline></contentMeta></newsItem>';
  agency.script(answer(200, { 'content-type': 'application/xml' }, kill));
  expect(await until(() => told().includes('+stop-in-doubt'))).toBe(true);
  expect(service.log.filter(({ msg }) => msg === 'housekeeping failed')).toEqual([]);
});

test('memory that runs out is said with what to do, and only stops are taken until there is some again', async () => {
  const client = redis.connect();
  const isThere = async (): Promise<boolean> =>
    JSON.stringify((await service.get('/v1/articles')).body).includes('A late story');
  const asked = (): number => agency.seen.length;
  const degraded = async (): Promise<string> => JSON.stringify((await service.get('/readyz')).body.degraded);
  const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
  await client.config('SET', 'maxmemory', String(Math.ceil(used / 0.9)));
  expect(await until(async () => /of what feeds bring only stops are taken/.test(await degraded()))).toBe(true);
  expect(await degraded()).toContain('raise maxmemory or redis.memory');
  expect(await service.hears(/of what feeds bring only stops are taken/)).not.toBeNull();
  const late = RSS.replace('</channel>', '<item><guid>2</guid><title>A late story</title></item></channel>');
  agency.script(answer(200, { 'content-type': 'application/rss+xml' }, late));
  const before = asked();
  expect(await until(() => asked() > before + 2)).toBe(true);
  expect(await isThere()).toBe(false);
  await client.config('SET', 'maxmemory', '0');
  expect(await until(async () => !(await degraded()).includes('only stops are taken'))).toBe(true);
  expect(await until(isThere)).toBe(true);
});

test('a Redis that does not answer is told while it does not, and its return', async () => {
  process.kill(redis.pid, 'SIGSTOP');
  try {
    expect(await until(() => told().includes('+redis'))).toBe(true);
  } finally {
    process.kill(redis.pid, 'SIGCONT');
  }
  expect(await until(() => told().includes('-redis'))).toBe(true);
});
