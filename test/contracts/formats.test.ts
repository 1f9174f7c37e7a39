import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Rejected } from '../../src/article/failure.ts';
import { type ReadAnswer, readDocument } from '../../src/formats/contract/read-document.ts';
import { loadPlugins } from '../../src/registry.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const formats = await loadPlugins('formats');
/** Each format is tried on so many of its fixtures; the tests of the fixtures themselves read all. */
const TRIED = 6;
/** A document is cut at so many places. */
const CUTS = 10;

const FEEDS = ['json-feed', 'atom', 'rss'];

const foldersIn = (folder: string): string[] => readdirSync(join(FIXTURES, folder)).sort();

/** Every document among the fixtures that can be read, by the format that its golden file names or its folder is for. */
function documentsByFormat(): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (format: string, path: string) => found.set(format, [...(found.get(format) ?? []), path]);
  for (const folder of foldersIn('wires'))
    for (const name of foldersIn(`wires/${folder}`)) {
      const format = goldenFormat(join('wires', folder, `${name}.golden.json`));
      if (format !== null) add(format, join(FIXTURES, 'wires', folder, name));
    }
  for (const name of foldersIn('feeds'))
    for (const file of foldersIn(`feeds/${name}`).filter((each) => each.startsWith('feed.')))
      add(FEEDS.find((format) => name.startsWith(format)) ?? 'rss', join(FIXTURES, 'feeds', name, file));
  for (const name of foldersIn('pages')) add('html-page', join(FIXTURES, 'pages', name, 'page.html'));
  for (const name of foldersIn('plain-text')) add('plain-text', join(FIXTURES, 'plain-text', name, 'page.txt'));
  return found;
}

/** The format that a golden file names; null where there is none, or the document cannot be read. */
function goldenFormat(golden: string): string | null {
  const path = join(FIXTURES, golden);
  if (!existsSync(path)) return null;
  const { format, error } = JSON.parse(readFileSync(path, 'utf8')) as Record<'format' | 'error', string | null>;
  return error === null ? format : null;
}

const documents = documentsByFormat();

const read = (format: string, path: string, bytes: Uint8Array, maxItems?: number): Promise<ReadAnswer> =>
  readDocument(formats, {
    ...{ bytes, contentType: null, url: 'https://wire.example/latest', contentLocation: null, format },
    ...{ filename: basename(path), ...(maxItems === undefined ? {} : { maxItems }) },
  });

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

describe.each([...formats])('the format %s', (name, format) => {
  const paths = (documents.get(name) ?? []).slice(0, TRIED);

  test('has the name of its file, and a document among the fixtures', () => {
    expect(format.name).toBe(name);
    expect(paths, `put a document of ${name} under test/fixtures/wires/${name}`).not.toEqual([]);
  });

  test.each(paths)('%s', async (path) => {
    const bytes = readFileSync(path);
    const answer = await read(name, path, bytes);
    expect(await read(name, path, bytes), 'read twice it says the same').toEqual(answer);
    const strings = stringsIn(answer.items);
    expect(strings.filter((text) => !text.isWellFormed() || CONTROLS.test(text))).toEqual([]);
    expect((await read(name, path, bytes, 1)).items.length).toBeLessThanOrEqual(1);
  });

  test.each(paths)('what was cut short is read as far as it goes, or rejected: %s', async (path) => {
    const bytes = readFileSync(path);
    for (let part = 1; part < CUTS; part += 1) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / CUTS));
      const outcome = await read(name, path, cut).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Rejected);
    }
  });
});
