import { FeedDown, type FeedState } from '../../article/failure.ts';

/** A document that came where a feed should be. */
export interface DubiousDocument {
  readonly feed: string;
  readonly body: Uint8Array;
  /** The address that was asked, and the one that answered after redirects. */
  readonly asked: string;
  readonly answered: string;
}

const LOOKED_AT = 65_536;

/** First bytes of what is no feed. */
const BINARY: readonly { readonly begins: string; readonly what: string }[] = [
  { begins: '%PDF-', what: 'a PDF' },
  { begins: '\x89PNG', what: 'a picture' },
  { begins: '\xff\xd8\xff', what: 'a picture' },
  { begins: 'GIF8', what: 'a picture' },
  { begins: 'PK\x03\x04', what: 'a zip archive' },
];

const PAGE =
  /^(?:\ufeff|\xef\xbb\xbf)?(?:\s|<!--(?:(?!-->)[\s\S]){0,2000}-->|<\?xml[^<>]{0,200}\?>){0,20}<(?:!doctype\s+html|html|head|body|title|meta|script|div|h1|p|center)\b/i;

/** What a page says of itself, the surest first. */
const PAGES: readonly { readonly sign: RegExp; readonly what: string; readonly state: FeedState }[] = [
  {
    sign: /cf-chl|challenge-platform|_cf_chl|captcha|just a moment\b|verif(?:y|ying) (?:that )?you are (?:a )?human|checking your browser|enable javascript and cookies|are you a robot|unusual traffic/i,
    what: 'a challenge page',
    state: 'blocked',
  },
  {
    sign: /<input\b[^<>]{0,500}\btype\s{0,5}=\s{0,5}["']?password|<form\b[^<>]{0,500}(?:log-?in|sign-?in|\bsso\b)|\b(?:please|you must|you need to) (?:log|sign) in\b/i,
    what: 'a login page',
    state: 'blocked',
  },
  { sign: /access denied|request blocked|forbidden|not authori[sz]ed/i, what: 'a page that refuses', state: 'blocked' },
  { sign: /(?:)/, what: 'an HTML page', state: 'bad-document' },
];

/**
 * Refuses what can be no feed before it is read: nothing, a PDF, a picture, a login, a challenge or any other page.
 * @throws FeedDown that says what came, and from where when a redirect led to another host
 */
export function refuseDocument({ feed, body, asked, answered }: DubiousDocument): void {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, LOOKED_AT)).toString('latin1');
  if (body.length <= LOOKED_AT && text.replace(/[\s\0]|\xef\xbb\xbf/g, '') === '')
    throw new FeedDown(`feed ${feed}: an empty document`, 'bad-document');
  const binary = BINARY.find(({ begins }) => text.startsWith(begins));
  const page = PAGE.test(text.replaceAll('\0', ''))
    ? PAGES.find(({ sign }) => sign.test(text.replaceAll('\0', '')))
    : undefined;
  const found = binary === undefined ? page : { what: binary.what, state: 'bad-document' as const };
  if (found === undefined) return;
  throw new FeedDown(`feed ${feed}: ${found.what} where a feed should be${elsewhere(asked, answered)}`, found.state);
}

function elsewhere(asked: string, answered: string): string {
  const { host } = new URL(answered);
  return host === new URL(asked).host ? '' : `, after a redirect to ${host}`;
}
