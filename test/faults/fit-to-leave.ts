import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Article } from '../../src/article/article.ts';

const SCHEMA = join(import.meta.dirname, '../../config/article.schema.json');
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
);
const UNCLEAN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e]/;
const TAG = /<[a-z][^<>]*>/gi;
/** All that a tag of a body may say beside its name. */
const ATTRIBUTE = /\s([\w:-]+)="([^"]*)"/g;

/** What is wrong with an article that receivers are to get: nothing, where it is fit to leave. */
export function faultsOf(article: Article): string[] {
  const faults: string[] = validate(JSON.parse(JSON.stringify(article)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message}`);
  for (const { text, path } of textsOf(article, '')) {
    if (!text.isWellFormed()) faults.push(`half a character in ${path}`);
    if (UNCLEAN.test(text)) faults.push(`a control in ${path}`);
  }
  for (const address of addressesOf(article)) if (!isWeb(address)) faults.push(`address: ${address}`);
  return [...faults, ...faultsOfBody(article.bodyHtml)];
}

function faultsOfBody(html: string): string[] {
  const attributes = [...html.matchAll(TAG)].flatMap(([tag]) => [...tag.matchAll(ATTRIBUTE)]);
  return attributes
    .filter(([, name = '', value = '']) =>
      name === 'href' ? !isWeb(value) && !value.startsWith('mailto:') : !/^(?:col|row)span$/.test(name),
    )
    .map(([whole]) => `body: ${whole}`);
}

function* textsOf(value: unknown, path: string): Generator<{ text: string; path: string }> {
  if (typeof value === 'string') yield { text: value, path };
  else if (value !== null && typeof value === 'object')
    for (const [name, each] of Object.entries(value)) yield* textsOf(each, `${path}/${name}`);
}

/** Fields of which the schema says that they are addresses. */
function addressesOf({ media, publisher }: Article): string[] {
  const given = [
    publisher?.uri,
    ...media.flatMap(({ href, renditions }) => [href, ...renditions.map((each) => each.href)]),
  ];
  return given.filter((address) => typeof address === 'string' && /^[a-z][a-z\d+.-]*:/i.test(address)) as string[];
}

function isWeb(written: string): boolean {
  const address = written.replaceAll('&amp;', '&');
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username === '' && password === '';
}
