import { MOST_VALUES } from '../../article/item-limits.ts';
import type { DateRole, WireItem, WireMedia } from '../../article/wire-item.ts';
import { EMPTY_ITEM } from '../../article/wire-item.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Entry)[] ? Entry[] : T[Key] };
type FieldsOf<T, Kind> = { [Key in keyof T]: T[Key] extends Kind ? Key : never }[keyof T];
type TextField = Exclude<FieldsOf<WireItem, string | null>, never>;
type TextListField = FieldsOf<WireItem, readonly string[]>;
type ListField = TextListField | 'signals' | 'altIds' | 'links' | 'subjects' | 'notes' | 'authors' | 'places';

/**
 * Gathers one item while a format reads it, and remembers for each field where it came from. Empty values say nothing
 * and are passed over; of several values for one field the first stands.
 *
 * Kinds of signals: `status` (usable, withheld, canceled …), `edStat` (N, U, C, D), `editorialType` (AP), `msgType`, `signal` (with its
 * scheme), `instruction`, `revisionStatus`, `update`, `itemType`, `genre`, `profile`, `service`, `advisory`,
 * `embargo-date` (may be empty), `embargo-text`, `killWord`, `killVictim`, `stateWord` (words over a headline),
 * `takeKey`, `category`, `wordCount`, `fileName`.
 */
export class Draft {
  readonly #full = new Set<ListField>();
  private readonly item: Mutable<WireItem> = {
    ...EMPTY_ITEM,
    altIds: [],
    links: [],
    providers: [],
    signals: [],
    bylines: [],
    authors: [],
    notes: [],
    subjects: [],
    genres: [],
    keywords: [],
    places: [],
    people: [],
    organisations: [],
    media: [],
    mediaAnnounced: [],
    usageTerms: [],
    restrictions: [],
    dates: [],
    withdraws: [],
    trace: [],
  };

  /** Fills a text field that is still empty. */
  set(field: TextField, value: string | null | undefined, from: string): this {
    if (value && this.item[field] === null) {
      this.item[field] = value;
      this.item.trace.push({ field, from });
    }
    return this;
  }

  /** The value that a text field holds so far. */
  get(field: TextField): string | null {
    return this.item[field];
  }

  /** Adds to a list of texts what it does not hold yet. */
  add(field: TextListField, value: string | null | undefined, from: string): this {
    const list = this.item[field];
    if (value && this.#hasRoom(field) && !list.includes(value)) {
      list.push(value);
      this.item.trace.push({ field, from });
    }
    return this;
  }

  signal(kind: string, value: string | null | undefined): this {
    if (value && this.#hasRoom('signals') && !this.has(kind, value)) this.item.signals.push({ kind, value });
    return this;
  }

  has(kind: string, value?: string): boolean {
    return this.item.signals.some((signal) => signal.kind === kind && (value === undefined || signal.value === value));
  }

  /** An embargo: an empty one is a statement too. */
  embargo(value: string | null, field: string): this {
    this.item.signals.push({ kind: 'embargo-date', value: value ?? '' });
    return this.date('embargoed', value, field);
  }

  date(role: DateRole, value: string | null | undefined, field: string): this {
    if (value) this.item.dates.push({ role, value, field });
    return this;
  }

  altId(role: string, value: string | null | undefined): this {
    if (
      value &&
      this.#hasRoom('altIds') &&
      !this.item.altIds.some((known) => known.role === role && known.value === value)
    ) {
      this.item.altIds.push({ role, value });
    }
    return this;
  }

  link(rel: string, uri: string | null | undefined): this {
    if (uri && this.#hasRoom('links') && !this.item.links.some((known) => known.rel === rel && known.uri === uri))
      this.item.links.push({ rel, uri });
    return this;
  }

  subject(code: string | null, name: string | null): this {
    if (!this.#hasRoom('subjects')) return this;
    const known = this.item.subjects.some(
      (subject) => subject.code === code && (code !== null || subject.name === name),
    );
    if ((code || name) && !known) this.item.subjects.push({ code, name });
    return this;
  }

  /** A note between desks. */
  note(text: string | null | undefined, role: string | null, isPublic = true): this {
    if (text && this.#hasRoom('notes') && !this.item.notes.some((note) => note.text === text)) {
      this.item.notes.push({ text, public: isPublic, role });
    }
    return this;
  }

  author(name: string | null | undefined, role: string | null): this {
    if (name && this.#hasRoom('authors') && !this.item.authors.some((author) => author.name === name))
      this.item.authors.push({ name, role });
    return this;
  }

  place(name: string | null | undefined, source: string): this {
    if (name && this.#hasRoom('places') && !this.item.places.some((place) => place.name === name))
      this.item.places.push({ name, source });
    return this;
  }

  media(media: WireMedia): this {
    this.item.media.push(media);
    return this;
  }

  /** The story as HTML; markup without any text is no body. */
  body(html: string, from: string): this {
    if (this.item.body === null && hasText(html)) {
      this.item.body = { kind: 'html', value: html.trim() };
      this.item.trace.push({ field: 'body', from });
    }
    return this;
  }

  plainBody(text: string | null | undefined, from: string): this {
    if (this.item.body === null && text?.trim()) {
      this.item.body = { kind: 'text', value: text };
      this.item.trace.push({ field: 'body', from });
    }
    return this;
  }

  summary(kind: 'html' | 'text', value: string | null | undefined, from: string): this {
    if (this.item.summary === null && value && (kind === 'text' || hasText(value))) {
      this.item.summary = { kind, value: value.trim() };
      this.item.trace.push({ field: 'summary', from });
    }
    return this;
  }

  take(take: number | null): this {
    this.item.take ??= take;
    return this;
  }

  withdraws(uri: string | null | undefined): this {
    return this.add('withdraws', uri, 'withdraws');
  }

  dropped(field: string, from: string, why: string): this {
    this.item.trace.push({ field, from, dropped: why });
    return this;
  }

  /** No list holds more values; the first that finds no room is named in the trace. */
  #hasRoom(field: ListField): boolean {
    const { length } = this.item[field];
    if (length < MOST_VALUES) return true;
    if (!this.#full.has(field)) this.dropped(field, field, `all after its first ${MOST_VALUES} values`);
    this.#full.add(field);
    return false;
  }

  finish(): WireItem {
    return this.item;
  }
}

function hasText(html: string): boolean {
  return (
    /[^\s\u00a0]/.test(html.replace(/<[^<>]*>/g, ' ').replace(/&nbsp;/g, ' ')) || /<(?:img|table|iframe)\b/i.test(html)
  );
}
