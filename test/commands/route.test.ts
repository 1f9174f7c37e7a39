import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { runCommand } from './run-command.ts';

const desk = makeToken('desk', ['read', 'act']);
const reader = makeToken('reader', ['read']);
const folder = mkdtempSync(join(tmpdir(), 'ct-route-'));
let service: RunningService;
let id: string;

const askAs = (token: string, ...words: string[]): Promise<string> =>
  runCommand(words, { COPYTASTER_URL: service.address, COPYTASTER_TOKEN: token });
const ask = (...words: string[]): Promise<string> => askAs(desk.token, ...words);
/** Tries other terms of a destination on what came. */
function tryTerms(destination: string, terms: string, ...words: string[]): Promise<string> {
  writeFileSync(join(folder, 'terms.yaml'), terms);
  return ask('route', 'try', destination, join(folder, 'terms.yaml'), ...words);
}

beforeAll(async () => {
  mkdirSync(join(folder, 'in'));
  const story = {
    uri: 'urn:wire:ferry',
    type: 'text',
    language: 'en',
    versioncreated: new Date().toISOString(),
    headline: 'Ferry aground off Merrow',
    body_text: 'The ferry ran aground on Monday; all 212 people aboard were brought ashore by dawn, its owner said.',
  };
  writeFileSync(join(folder, 'in', 'ferry.json'), JSON.stringify(story));
  const place = (name: string) => ({ type: 'file-drop', path: join(folder, name), from: 'beginning' });
  service = await startService({
    http: { tokens: [desk.kept, reader.kept] },
    feeds: [{ id: 'wire', transport: 'folder', path: join(folder, 'in') }],
    destinations: [
      { id: 'cms', ...place('cms'), routes: { rules: [{ name: 'ships', headline: ['ferry'] }] } },
      { id: 'sport', ...place('sport'), routes: { rules: [{ name: 'football', headline: ['football'] }] } },
    ],
  });
  const articles = async (): Promise<Article[]> =>
    ((await service.get('/v1/articles', { authorization: `Bearer ${desk.token}` })).body.articles as Article[]) ?? [];
  expect(await until(async () => (await articles()).length === 1)).toBe(true);
  id = (await articles())[0]!.id;
}, 90_000);
afterAll(async () => {
  await service?.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('route explain', () => {
  test('says for each destination whether it gets an article, and what every rule said', async () => {
    const said = await ask('route', 'explain', id);
    expect(said).toMatch(/^cms: gets it: .*\n {2}rule ships fits: .+$/m);
    expect(said).toMatch(/^sport: does not get it: .*\n {2}rule football does not fit: .+$/m);
  });

  test('finds the article by its uri, and answers in JSON', async () => {
    expect(JSON.parse(await ask('route', 'explain', 'urn:wire:ferry', '--json'))).toMatchObject({
      destinations: [
        { destination: 'cms', sends: true, rules: [{ rule: 'ships', fits: true }] },
        { destination: 'sport', sends: false, rules: [{ rule: 'football', fits: false }] },
      ],
    });
  });

  test('an article that is not there is an error', async () => {
    expect(await ask('route', 'explain', 'art_0')).toMatch(/there is no article art_0/);
    expect(await ask('route', 'explain')).toMatch(/ARTICLE is missing/);
  });
});

describe('route try', () => {
  test('names what other rules would have sent', async () => {
    const said = await tryTerms('sport', 'routes: { rules: [{ name: sea, headline: [ferry] }] }\n');
    expect(said).toMatch(/^of 1 revisions 1 would have been sent; 0 were\n/);
    expect(said).toMatch(new RegExp(`^\\+ ${id} Ferry aground off Merrow: .+$`, 'm'));
  });

  test('names what they would not have sent', async () => {
    const said = await tryTerms('cms', 'filter: { languages: [fr] }\n');
    expect(said).toMatch(/^of 1 revisions 0 would have been sent; 1 were\n/);
    expect(said).toMatch(new RegExp(`^- ${id} Ferry aground off Merrow: .*language`, 'm'));
  });

  test('looks no further back than it is asked', async () => {
    expect(await tryTerms('cms', 'filter: {}\n', '--since', '2099-01-01T00:00:00Z')).toMatch(/^of 0 revisions 0 would/);
  });

  test.each([
    ['nowhere', 'filter: {}\n', /there is no destination nowhere/],
    ['cms', 'routes: { rules: [{ headlin: [x] }] }\n', /headlin/],
  ])('of %s with %j is refused', async (destination, terms, says) => {
    expect(await tryTerms(destination, terms)).toMatch(says);
  });

  test('needs the scope act: it tells of all copy', async () => {
    writeFileSync(join(folder, 'terms.yaml'), 'filter: {}\n');
    expect(await askAs(reader.token, 'route', 'try', 'cms', join(folder, 'terms.yaml'))).toMatch(/not the scope act/);
  });

  test('a file that is not there is an error', async () => {
    expect(await ask('route', 'try', 'cms', join(folder, 'nothing.yaml'))).toMatch(/nothing\.yaml/);
  });
});
