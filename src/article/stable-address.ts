const LONGEST_ADDRESS = 4_000;
const ESCAPED = /%[\da-f]{2}/gi;
const WEB_ADDRESS = /^https?:\/\/([^?#]*)(?:\?([^#]*))?(#.*)?$/is;
const SESSION_IN_PATH = /;(?:jsessionid|phpsessid|sid|sessionid)=[^/?#;]*/gi;
/** Pages that are told apart by their query alone. */
const MADE_BY_QUERY = /(?:\/|\.(?:php\d?|aspx?|ashx|jspx?|cgi|cfm|pl|do|dll))$/i;
/** What is added to an address on its way: sessions, signatures, expiry, campaigns, and what defeats caches. */
const VOLATILE =
  /^(?:utm_.*|(?:php|j|asp\.net_)?sess(?:ion)?_?id|sid|s?token|access_?token|sig(?:nature)?|x-(?:amz|goog|ms)-.*|awsaccesskeyid|googleaccessid|key-pair-id|policy|expir(?:es|y)?|exp|se|st|hmac|hash|auth|rnd|rand(?:om)?|nonce|cb|cache(?:bust(?:er)?)?|nocache|no_cache|ts|time(?:stamp)?|_+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|cmp(?:id)?|campaign|at_(?:medium|campaign|custom\d)|ito|xtor|ns_.*|traffic_?source|feed_?id)$/i;
const ADDRESS_ATTRIBUTE = /\b(src|href|poster|srcset|data-src)=(?:"([^"<>]*)"|'([^'<>]*)')/gi;

/** The number of one of several hosts that hold the same files: the 3 of `cdn3.site.example`, `img-3.site.example`. */
const HOST_NUMBER = /^(\/\/[a-z]{1,20})-?\d{1,3}(?=\.[^./?#]+\.[^/?#]+\/)/i;

/** Sites that are one page name their stories behind the sign; elsewhere it is a place in the page. */
const NAMES_BY_FRAGMENT = /^#[!/]/;

/**
 * An address without what changes by itself: scheme, the number of a host, session, signature, expiry, campaign, the
 * place in the page, and, where the path names the thing, the whole query. For comparing what one story says at two
 * times; what is no web address comes back as it is.
 */
export function stableAddress(address: string): string {
  const kept = rebuilt(address, (path) => MADE_BY_QUERY.test(path) || !path.includes('/'));
  const stable = kept.replace(HOST_NUMBER, '$1');
  const at = stable.startsWith('//') ? stable.indexOf('#') : -1;
  return at < 0 || NAMES_BY_FRAGMENT.test(stable.slice(at)) ? stable : stable.slice(0, at);
}

/** An address as an id: without scheme, session, signature and campaign. What is no web address gives null. */
export function addressAsId(address: string): string | null {
  if (!WEB_ADDRESS.test(address.slice(0, LONGEST_ADDRESS))) return null;
  return rebuilt(address, () => true).replace(ESCAPED, (escaped) => escaped.toUpperCase());
}

function rebuilt(address: string, keepsQuery: (path: string) => boolean): string {
  const place = WEB_ADDRESS.exec(address.slice(0, LONGEST_ADDRESS));
  if (place === null) return address;
  const [, path = '', query = '', fragment = ''] = place;
  const plain = path.replace(SESSION_IN_PATH, '');
  const kept = keepsQuery(plain) ? query.split('&').filter(isKept) : [];
  const bare = plain.endsWith('/') ? plain.slice(0, -1) : plain;
  return `//${bare}${kept.length === 0 ? '' : `?${kept.join('&')}`}${fragment}`;
}

function isKept(parameter: string): boolean {
  const name = parameter.split('=', 1)[0] ?? '';
  return name !== '' && !VOLATILE.test(name);
}

/** Markup whose addresses are compared without what changes by itself in them. */
export function withStableAddresses(html: string): string {
  if (!html.includes('=')) return html;
  return html.replace(ADDRESS_ATTRIBUTE, (_, name: string, double?: string, single?: string) => {
    const address = (double ?? single ?? '').replaceAll('&amp;', '&');
    return `${name}="${name.toLowerCase() === 'srcset' ? '' : stableAddress(address)}"`;
  });
}
