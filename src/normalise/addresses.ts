import { webAddress, withoutCredentials } from '../article/web-address.ts';

const SCHEME = /^([a-z][a-z\d+.-]*):/i;
/** What programs that follow addresses pass over inside them. */
const PASSED_OVER = /[\u0000-\u0020\u00a0]+/g;
const MARKUP = /[<>"\\]/;
/** Schemes that act, or that reach into the machine of who follows them. */
const ACTING = new Set([
  'javascript',
  'vbscript',
  'livescript',
  'mocha',
  'data',
  'blob',
  'file',
  'about',
  'view-source',
]);

/** An address of the web, or the name of a file beside the story. */
export function fileAddress(written: string | null): string | null {
  const address = written?.trim() ?? '';
  const bare = address.replace(PASSED_OVER, '');
  if (SCHEME.test(bare)) return webAddress(written);
  return address === '' || MARKUP.test(address) || bare.startsWith('//') ? null : address;
}

/** An address of the web, or the name of another item: what links between items lead to. */
export function linkTarget(rel: string, written: string): string | null {
  const bare = written.replace(PASSED_OVER, '');
  const scheme = SCHEME.exec(bare)?.[1]?.toLowerCase();
  if (rel === 'canonical' || scheme === 'http' || scheme === 'https') return webAddress(written);
  if (MARKUP.test(written)) return null;
  return scheme !== undefined && ACTING.has(scheme) ? null : withoutCredentials(written.trim());
}
