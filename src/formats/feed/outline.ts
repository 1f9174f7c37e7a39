import { NO_SCOPE, nameWithin, rootScope, type Scope, scopeWithin } from './namespaces.ts';
import { decodeReferences } from './references.ts';
import { attributesOf, scanTags, type Tag } from './scan-tags.ts';

/** Where an item stands in a document. */
export interface ItemPlace {
  readonly from: number;
  /** Where its end tag begins, or the next item where it has none. */
  readonly to: number;
  /** The place behind its end tag. */
  readonly behind: number;
  readonly scope: Scope;
}

/** A feed's document as far as one look shows it: where its items stand, and what stands around them. */
export interface Outline {
  /** `atom`, or ''. */
  readonly own: string;
  /** The root's name as written; '' where there is no feed in the document. */
  readonly root: string;
  readonly items: readonly ItemPlace[];
  /** The attributes of the root. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** What prefixes mean inside the root. */
  readonly scope: Scope;
  /** What stands inside the root and is no item. */
  readonly frame: string;
  /** The document ended before its root did. */
  readonly isCut: boolean;
  /** Why items were left out, a line each. */
  readonly problems: readonly string[];
}

const ROOT = /^(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel)$/i;
const ITEM = /^(?:[\w.-]{1,40}:)?(item|entry)$/i;
/** An element that may hold whole documents of another format, items of their own among them. */
const CONTENT = /(?:^|:)content$/i;
const MAX_OPEN = 256;

interface OpenItem {
  readonly written: string;
  readonly from: number;
  readonly scope: Scope;
  /** The names of what stands open inside it. */
  readonly open: string[];
  below: number;
}

interface OpenHolder {
  readonly written: string;
  readonly scope: Scope;
}

/**
 * Finds a feed's items, wherever they stand. An item without an end tag ends where the next one begins; one in which
 * the document was cut is left out.
 */
export function outlineFeed(text: string): Outline {
  const outliner = new Outliner(text);
  scanTags(text, outliner);
  return outliner.finish();
}

class Outliner {
  readonly #text: string;
  readonly #items: ItemPlace[] = [];
  readonly #problems: string[] = [];
  readonly #frame: string[] = [];
  readonly #holders: OpenHolder[] = [];
  #framed = 0;
  #root: Tag | null = null;
  #attributes: readonly [string, string][] = [];
  #rootScope: Scope = NO_SCOPE;
  #own: string | null = null;
  #rootEnded = false;
  #item: OpenItem | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  opened(tag: Tag): void {
    if (this.#item !== null) {
      this.#openedInItem(tag, this.#item);
      return;
    }
    if (this.#own === null && !ROOT.test(tag.name)) return;
    const attributes = attributesOf(tag.attributes).map(
      ([name, value]) => [name, decodeReferences(value)] as [string, string],
    );
    const around = this.#holders.at(-1)?.scope ?? NO_SCOPE;
    const scope = this.#own === null ? rootScope(tag.name, attributes) : scopeWithin(around, attributes);
    const own = this.#own ?? this.#beginRoot(tag, attributes, scope);
    if (ITEM.test(tag.name) && !isForeign(tag.name, scope, own)) this.#beginItem(tag, around, scope);
    else if (!tag.isEmpty && this.#holders.length < MAX_OPEN)
      this.#holders.push({ written: tag.name.toLowerCase(), scope });
  }

  closed(written: string, from: number, to: number): void {
    const name = written.toLowerCase();
    if (this.#item !== null) {
      this.#closedInItem(name, { from, to }, this.#item);
      return;
    }
    const at = this.#holders.findLastIndex((holder) => holder.written === name);
    if (at === -1) return;
    this.#holders.length = at;
    if (ROOT.test(name) && at === 0) this.#rootEnded = true;
  }

  text(): void {}

  finish(): Outline {
    const isCut = !this.#rootEnded || this.#item !== null;
    this.#frame.push(this.#text.slice(this.#framed, this.#item?.from ?? this.#text.length));
    if (isCut && this.#own !== null) this.#problems.unshift('the document was cut short: what was whole of it is read');
    return {
      own: this.#own ?? '',
      root: this.#root?.name ?? '',
      attributes: this.#attributes,
      scope: this.#rootScope,
      items: this.#items,
      frame: this.#frame.join(''),
      isCut,
      problems: this.#problems,
    };
  }

  #beginRoot(tag: Tag, attributes: readonly [string, string][], scope: Scope): string {
    const own = /(?:^|:)feed$/i.test(tag.name) ? 'atom' : '';
    this.#own = own;
    this.#root = tag;
    this.#attributes = attributes;
    this.#rootScope = scope;
    this.#framed = tag.to;
    return own;
  }

  #beginItem({ name, isEmpty, from, to }: Tag, around: Scope, scope: Scope): void {
    if (isEmpty) {
      this.#items.push({ from, to, behind: to, scope });
      this.#cutFrame(from, to);
    } else this.#item = { written: name.toLowerCase(), from, scope: around, open: [], below: 0 };
  }

  #openedInItem(tag: Tag, item: OpenItem): void {
    if (tag.name.toLowerCase() === item.written && !item.open.some((name) => CONTENT.test(name))) {
      this.#endItem(item, tag.from, tag.from);
      this.opened(tag);
      return;
    }
    if (tag.isEmpty) return;
    if (item.open.length < MAX_OPEN) item.open.push(tag.name.toLowerCase());
    else item.below += 1;
  }

  #closedInItem(name: string, { from, to }: { from: number; to: number }, item: OpenItem): void {
    if (item.below > 0 && name !== item.written) {
      item.below -= 1;
      return;
    }
    const at = item.open.lastIndexOf(name);
    if (at !== -1) item.open.length = at;
    else if (name === item.written) this.#endItem(item, from, to);
    else if (this.#holders.some(({ written }) => written === name)) {
      if (item.open.length === 0) this.#endItem(item, from, from);
      else this.#leaveOut(item, from);
      this.closed(name, from, to);
    }
  }

  #endItem(item: OpenItem, to: number, behind: number): void {
    this.#items.push({ from: item.from, to, behind, scope: item.scope });
    this.#cutFrame(item.from, behind);
    this.#item = null;
  }

  #leaveOut(item: OpenItem, behind: number): void {
    this.#problems.push(`item ${this.#items.length + 1}: ends in the middle of its ${cutName(item.open.at(-1) ?? '')}`);
    this.#cutFrame(item.from, behind);
    this.#item = null;
  }

  #cutFrame(from: number, behind: number): void {
    this.#frame.push(this.#text.slice(this.#framed, from));
    this.#framed = behind;
  }
}

const cutName = (name: string): string => name.slice(0, 40);

function isForeign(written: string, scope: Scope, own: string): boolean {
  const name = nameWithin(scope, written, own);
  return name.includes(':') && !name.startsWith('atom:') && !name.startsWith('rdf:');
}
