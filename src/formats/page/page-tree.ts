import { type Document, DomHandler } from 'domhandler';
import { Parser } from 'htmlparser2';
import { Rejected } from '../../article/failure.ts';

const MAX_CHARACTERS = 2_000_000;
/** Deeper than any page that people wrote; old pages that never close a tag reach some two hundred. */
const MAX_DEPTH = 400;
const MAX_ELEMENTS = 60_000;
const LONGEST_STRUCTURED_DATA = 500_000;

/** Elements that hold no copy. They are left out while the page is read, with all that stands in them. */
const LEFT_OUT = new Set(
  'script style svg noscript iframe template select option button input textarea object embed canvas video audio map area dialog link math progress meter source track param applet frame frameset datalist base rt rp amp-ad amp-embed amp-sidebar amp-consent amp-social-share amp-analytics amp-list amp-lightbox amp-video amp-iframe'.split(
    ' ',
  ),
);

/** The attributes that say what an element is. All others are left out. */
const SAYING = new Set(
  'class id itemprop itemtype itemscope rel href src data-src data-original srcset datetime content property name role hidden style aria-hidden aria-label alt lang colspan rowspan width data-testid title data-component'.split(
    ' ',
  ),
);

/** A page cut down to what may hold copy, and what it says of itself beside it. */
export interface PageTree {
  readonly root: Document;
  /** Structured data as written, one text for each script. */
  readonly structured: readonly string[];
  /** Meta elements by name or property in lower case, in the page's order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly title: string | null;
  readonly language: string | null;
  readonly canonical: string | null;
  /** It asks for a password. */
  readonly hasPassword: boolean;
}

/**
 * Reads a page in one pass and keeps only what may hold copy.
 * @throws Rejected for a page that is too large, too deep or has too many elements; as soon as that is known
 */
export function readPageTree(html: string): PageTree {
  if (html.length > MAX_CHARACTERS) throw new Rejected(`html-page: more than ${MAX_CHARACTERS} characters`);
  const handler = new PageHandler();
  const parser = new Parser(handler, { decodeEntities: true, lowerCaseTags: true });
  parser.end(html);
  return {
    root: handler.root,
    structured: handler.structured,
    meta: handler.meta,
    title: handler.title,
    language: handler.language,
    canonical: handler.canonical,
    hasPassword: handler.hasPassword,
  };
}

class PageHandler extends DomHandler {
  readonly structured: string[] = [];
  readonly meta = new Map<string, string[]>();
  title: string | null = null;
  language: string | null = null;
  canonical: string | null = null;
  hasPassword = false;
  #depth = 0;
  #elements = 0;
  /** Depth of the element that is being left out, or 0. */
  #outside = 0;
  #collecting: 'structured' | 'title' | null = null;
  #collected = '';

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.#countElement();
    if (this.#outside > 0) return;
    this.#keepFacts(name, attributes);
    this.#beginCollecting(name, attributes);
    if (LEFT_OUT.has(name) || name === 'title') this.#outside = this.#depth;
    else super.onopentag(name, saying(attributes));
  }

  override onclosetag(): void {
    const outside = this.#outside > 0;
    if (this.#outside === this.#depth) {
      this.#outside = 0;
      this.#endCollecting();
    }
    this.#depth -= 1;
    if (!outside) super.onclosetag();
  }

  override ontext(data: string): void {
    if (this.#outside === 0) super.ontext(data);
    else if (this.#collecting !== null && this.#collected.length < LONGEST_STRUCTURED_DATA) this.#collected += data;
  }

  override oncomment(): void {}

  override oncommentend(): void {}

  override onprocessinginstruction(): void {}

  /** @throws Rejected where the page is nested too deep, or has too many elements */
  #countElement(): void {
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > MAX_DEPTH) throw new Rejected(`html-page: nested deeper than ${MAX_DEPTH} elements`);
    if (this.#elements > MAX_ELEMENTS) throw new Rejected(`html-page: more than ${MAX_ELEMENTS} elements`);
  }

  /** What the attributes of an element say of the page. */
  #keepFacts(name: string, attributes: Record<string, string>): void {
    if (name === 'html') this.language ??= attributes.lang?.trim() || attributes['xml:lang']?.trim() || null;
    if (name === 'meta') this.#keepMeta(attributes);
    if (name === 'input' && attributes.type?.toLowerCase() === 'password') this.hasPassword = true;
    if (name === 'link' && /\bcanonical\b/i.test(attributes.rel ?? '')) this.canonical ??= attributes.href ?? null;
  }

  #beginCollecting(name: string, { type = '' }: Record<string, string>): void {
    const structured = name === 'script' && /ld\+json/i.test(type);
    if (!structured && (name !== 'title' || this.title !== null)) return;
    this.#collecting = structured ? 'structured' : 'title';
    this.#collected = '';
  }

  #keepMeta({ name, property, itemprop, content }: Record<string, string>): void {
    const key = (property ?? name ?? itemprop)?.trim().toLowerCase();
    const value = content?.trim();
    if (!key || !value) return;
    const known = this.meta.get(key);
    if (known === undefined) this.meta.set(key, [value]);
    else known.push(value);
  }

  #endCollecting(): void {
    if (this.#collecting === 'structured') this.structured.push(this.#collected);
    else if (this.#collecting === 'title') this.title = this.#collected.replace(/\s+/g, ' ').trim() || null;
    this.#collecting = null;
  }
}

function saying(attributes: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in attributes) if (SAYING.has(name)) kept[name] = attributes[name] as string;
  return kept;
}
