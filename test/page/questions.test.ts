import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeToken } from '../../src/http/tokens.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { openBrowser } from './browser.ts';

const SHOWN_MS = 60_000;
const HOUR_MS = 3_600_000;
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const editor = makeToken('night editor', ['read', 'act', 'admin']);
const as = { authorization: `Bearer ${editor.token}` };
const folder = mkdtempSync(join(tmpdir(), 'ct-questions-'));

let app: ScriptedServer;
let partner: ScriptedServer;
let service: RunningService;
let browser: Browser;
let page: Page;

/** Takes stories, and no stop. */
const refusesStops: Answer = (response, { body }) =>
  body.includes('"type":"article.withdrawal"')
    ? void response.writeHead(503).end('the queue of take-downs is full')
    : void response.writeHead(204).end();

const DAM = [
  'The Kestrel dam above Port Merrow burst early on Saturday after a week of rain and three villages were evacuated, the river authority said.',
  'Water reached the railway station of Lower Merrow within an hour, and 340 people were taken to schools, governor Ada Lindqvist told reporters.',
  'The Kestrel dam was built in 1961 and was to be repaired next spring.',
];
const DAM_OF_ANOTHER = [
  'Three villages have been cleared after the Kestrel dam near Port Merrow gave way on Saturday following days of heavy rain, officials said.',
  'Some 340 residents found shelter in schools as water ran into the station of Lower Merrow, according to governor Ada Lindqvist.',
  'The river authority said that the dam, finished in 1961, had been due for repair.',
];

const KILLED = {
  ferry: 'The night boat to Holm lay at its quay for two hours on Friday with a broken pump, the shipping line said.',
  mill: 'Grain was not ground at Ester after lightning struck the miller’s mast; bakers of nine towns bought flour abroad.',
};

/** Has an agency file a story. */
function file(feed: string, name: string, story: { readonly uri: string } & Record<string, unknown>): void {
  const document = { type: 'text', language: 'en', version: '1', versioncreated: new Date().toISOString(), ...story };
  writeFileSync(join(folder, feed, `${name}.json`), JSON.stringify(document));
}

/** What the night editor does by hand. */
async function act(path: string, order: object): Promise<void> {
  const { status } = await fetch(service.address + path, {
    method: 'POST',
    headers: { ...as, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  expect(status).toBe(200);
}

async function articleOf(uri: string, revision: number): Promise<string> {
  let id: string | undefined;
  await until(async () => {
    const { body } = await service.get(`/v1/articles?held=true&uri=${encodeURIComponent(uri)}`, as);
    const [found] = body.articles as { id: string; revision: number }[];
    id = found !== undefined && found.revision >= revision ? found.id : undefined;
    return id !== undefined;
  });
  if (id === undefined) throw new Error(`${uri} did not come`);
  return id;
}

async function stopOwedBy(destination: string, uri: string): Promise<string> {
  let id: string | undefined;
  await until(async () => {
    const { body } = await service.get('/v1/stops', as);
    const stops = body.stops as {
      id: string;
      uri: string;
      destinations: { destination: string; attempts: number }[];
    }[];
    const isTried = (each: (typeof stops)[number]): boolean =>
      each.destinations.some((row) => row.destination === destination && row.attempts > 0);
    id = stops.find((each) => each.uri === uri && isTried(each))?.id;
    return id !== undefined;
  });
  return id ?? '';
}

const folderFeed = (id: string, agency: string) => ({
  id,
  transport: 'folder',
  path: join(folder, id),
  agency,
  speaksFor: [agency],
});
const webhook = (id: string, url: string) => ({
  id,
  type: 'webhook',
  url,
  secrets: [SECRET],
  allowPrivateAddresses: true,
  from: 'beginning',
});

const paragraphs = (texts: readonly string[]): string => texts.join('\n\n');

/** A later version of the report of the dam, with other villages. */
function fileDam(version: string, villages: string): void {
  file('reuters', `dam${version}`, {
    uri: 'urn:r:dam',
    version,
    headline: 'Dam bursts above Port Merrow',
    body_text: paragraphs(DAM).replace('three villages', villages),
  });
}

/** An hour of a desk: an event of two agencies, a version of it, a copy, an embargo, two kills, one of them signed off. */
async function playHour(): Promise<void> {
  file('reuters', 'dam', { uri: 'urn:r:dam', headline: 'Dam bursts above Port Merrow', body_text: paragraphs(DAM) });
  await articleOf('urn:r:dam', 1);
  file('afp', 'dam', {
    uri: 'urn:a:dam',
    headline: 'Villages cleared as Kestrel dam gives way near Port Merrow',
    body_text: paragraphs(DAM_OF_ANOTHER),
  });
  await articleOf('urn:a:dam', 1);
  fileDam('2', 'four villages');
  file('reuters', 'budget', {
    uri: 'urn:r:budget',
    headline: 'Merrow council to cut ferry subsidy by a fifth',
    body_text:
      'The council of Port Merrow plans to cut the subsidy of its ferries by a fifth, says a draft of the budget.',
    embargoed: new Date(Date.now() + 3 * HOUR_MS).toISOString(),
  });
  await articleOf('urn:r:dam', 2);
  file('coast', 'copy', { uri: 'urn:c:dam', headline: 'Dam bursts above Port Merrow', body_text: paragraphs(DAM) });
  for (const [name, body] of Object.entries(KILLED)) {
    file('reuters', name, { uri: `urn:r:${name}`, headline: `Stands still: the ${name}`, body_text: body });
    const id = await articleOf(`urn:r:${name}`, 1);
    expect(await until(async () => app.seen.some((request) => request.body.includes(`urn:r:${name}`)))).toBe(true);
    await act(`/v1/articles/${id}/withdraw`, { reason: 'it is not true' });
  }
  await act(`/v1/stops/${await stopOwedBy('app', 'urn:r:mill')}/sign-off`, {
    destination: 'app',
    reason: 'told its desk by telephone',
  });
}

beforeAll(async () => {
  for (const feed of ['reuters', 'afp', 'coast']) mkdirSync(join(folder, feed));
  [app, partner] = await Promise.all([startScriptedServer(), startScriptedServer()]);
  app.script(refusesStops);
  partner.script(answer(500, { 'content-type': 'application/json' }, '{"error":"database is read-only"}'));
  service = await startService({
    redis: { dataFolder: join(folder, 'data') },
    http: { tokens: [editor.kept] },
    feeds: [
      folderFeed('reuters', 'reuters'),
      folderFeed('afp', 'afp'),
      { id: 'coast', transport: 'folder', path: join(folder, 'coast'), standing: 'partner' },
      { id: 'regional', url: 'http://127.0.0.1:1/feed', every: { min: '1s', max: '2s' }, allowPrivateAddresses: true },
    ],
    destinations: [
      { id: 'archive', type: 'file-drop', path: join(folder, 'archive'), from: 'beginning' },
      webhook('app', app.url),
      webhook('partner', partner.url),
    ],
  });
  await playHour();
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(service.address);
  await page.getByLabel('Token').fill(editor.token);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await service?.end();
  await Promise.all([app?.close(), partner?.close()]);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => page.goto(service.address));

const view = (name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
const rowOf = (name: string): Locator => page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
const says = (where: Locator, words: string | RegExp): Promise<void> => where.getByText(words).first().waitFor();
const main = (): Locator => page.locator('#view');

/** Opens the Reuters report of the dam from the list, and one of its tabs. */
async function openDam(tab: string): Promise<Locator> {
  await page.getByRole('link', { name: 'Dam bursts above Port Merrow' }).first().click();
  await page.getByRole('tab', { name: tab }).click();
  return page.getByRole('tabpanel');
}

describe('who was never here finds by links alone', () => {
  test('what was killed in the last hour, and who has not confirmed it', async () => {
    await view('Stops & embargoes');
    await says(main(), 'In the last hour 2 killed, 0 withheld.');
    const owing = page.getByRole('list', { name: 'Who has not confirmed' });
    await says(owing, /app has not confirmed 1 stop, the oldest for/);
    await owing.getByRole('link', { name: 'app' }).click();
    await says(main(), 'urn:r:ferry');
    await says(main(), /answered 503/);
  });

  test('who signed off what, and why', async () => {
    await view('Stops & embargoes');
    await says(main(), 'signed off by night editor: told its desk by telephone');
    await view('System');
    const audit = page.getByRole('region', { name: 'The audit' });
    await says(audit.getByRole('row').filter({ hasText: 'sign off' }), 'told its desk by telephone');
    expect(await audit.getByText('read held').count()).toBe(0);
    await page.getByLabel('Who read held copy, too').check();
    await page.getByLabel('Words in the audit').fill('read held night');
    await says(audit, 'read held');
  });

  test('what is held, and until when', async () => {
    await view('Stops & embargoes');
    const held = page.getByRole('list', { name: 'Held stories' });
    await says(held, 'Merrow council to cut ferry subsidy by a fifth');
    await says(held, /2:5\d:\d\d/);
  });

  test('which feed brings nothing, and why', async () => {
    await view('Feeds');
    await says(main(), '1 of 4 feeds need a look.');
    await says(rowOf('regional'), 'cannot be reached');
    await says(rowOf('regional'), /in a row: nobody listens there/);
  });

  test('why a story was spiked', async () => {
    await view('Spike');
    await says(
      page.getByRole('list', { name: 'Spiked stories' }),
      /nearly the same text|the same text|an older version/,
    );
    await page.getByRole('link', { name: 'the story it repeats' }).first().click();
    await says(main(), 'Dam bursts above Port Merrow');
  });

  test('which destination is behind, and what it answered last', async () => {
    await view('Destinations');
    await says(rowOf('partner'), /fails for/);
    await says(rowOf('partner'), 'answered 500');
    await says(rowOf('app'), 'owes 1 stop');
    await rowOf('partner').getByRole('link', { name: 'partner' }).click();
    await says(main(), /Its last answer, at .*answered 500/);
    await says(main(), '{"error":"database is read-only"}');
  });

  test('what a receiver got', async () => {
    await view('Destinations');
    await rowOf('app').getByRole('link', { name: 'app' }).click();
    const answers = page.getByRole('region', { name: 'Last answers' });
    await answers
      .getByRole('link', { name: /Kestrel dam|Dam bursts/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Where it went' }).click();
    await says(page.getByRole('row').filter({ hasText: 'app' }), /delivered/);
  });

  test('which agency had an event first', async () => {
    await says((await openDam('Event')).getByRole('row').filter({ hasText: 'reuters' }), 'first');
    await says(page.getByRole('tabpanel').getByRole('row').filter({ hasText: 'afp' }), /^\+/);
  });

  test('what changed between versions', async () => {
    const versions = await openDam('Versions');
    await says(versions.getByRole('row'), 'not sent');
    await says(versions.locator('del'), 'three');
    await says(versions.locator('ins'), 'four');
  });

  test('whether anything is wrong, and what to do', async () => {
    await view('System');
    await says(main(), 'Ready. Some things need a person.');
    await says(main(), /feed regional cannot be read \(network\): nobody listens there/);
    await says(main(), /try "copytaster feed test regional"/);
  });

  test('no word of a killed story', async () => {
    await view('Stops & embargoes');
    await page.getByRole('link', { name: 'urn:r:ferry' }).click();
    await says(main(), /withdrew this story/);
    await expect(main().textContent()).resolves.not.toMatch(/Stands still/);
  });

  test('what a version changed that came while they read', async () => {
    const versions = await openDam('Versions');
    await says(versions.locator('ins'), 'four');
    fileDam('3', 'five villages');
    await says(versions.locator('ins'), 'five');
  });
});
