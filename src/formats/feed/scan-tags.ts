/** A tag as it stands in a document. */
export interface Tag {
  /** With its prefix, as written. */
  readonly name: string;
  /** What stands between the name and the end of the tag. */
  readonly attributes: string;
  readonly isEmpty: boolean;
  /** Where it begins, and the place behind it. */
  readonly from: number;
  readonly to: number;
}

/** What is told of a document while it is scanned, in its order. */
export interface TagHandler {
  opened(tag: Tag): void;
  closed(name: string, from: number, to: number): void;
  /** Text from one place to another; `isRaw` in CDATA, where references mean nothing. */
  text(from: number, to: number, isRaw: boolean): void;
}

const NAME = /[^\s/<>="'!?]+/y;
const NO_NAME = /[$+*^\\%(){}[\],|]/;

/**
 * Tells a handler every tag and text of a document that need not be well formed, in one pass: a tag that never ends
 * costs no more than itself, a `<` before no name is text, comments and declarations are passed over.
 * @returns true where the document ends inside a tag, a comment or CDATA
 */
export function scanTags(text: string, handler: TagHandler): boolean {
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    if (open === -1) {
      handler.text(at, text.length, false);
      return false;
    }
    if (open > at) handler.text(at, open, false);
    const next = text.charCodeAt(open + 1);
    const end =
      next === EXCLAMATION
        ? passDeclaration(text, open, handler)
        : next === QUESTION
          ? passInstruction(text, open)
          : readTag(text, open, next, handler);
    if (end === -1) return true;
    at = end;
  }
  return false;
}

const EXCLAMATION = 33;
const QUESTION = 63;
const SLASH = 47;
const EQUALS = 61;
const GREATER = 62;
const CDATA = '<![CDATA[';

function passDeclaration(text: string, open: number, handler: TagHandler): number {
  if (text.startsWith('<!--', open)) return behind(text, '-->', open + 4);
  if (text.startsWith(CDATA, open)) {
    const end = text.indexOf(']]>', open + CDATA.length);
    handler.text(open + CDATA.length, end === -1 ? text.length : end, true);
    return end === -1 ? -1 : end + 3;
  }
  const end = text.indexOf('>', open);
  if (end === -1) return -1;
  const within = text.slice(open + 1, end).indexOf('<');
  if (within !== -1 && !text.slice(open, open + 1 + within).includes('[')) return open + 1 + within;
  // A document type with declarations of its own ends behind their bracket.
  return text.slice(open, end).includes('[') ? behind(text, '>', text.indexOf(']', open)) : end + 1;
}

function passInstruction(text: string, open: number): number {
  const end = behind(text, '>', open);
  if (end === -1 || text[end - 2] === '?') return end;
  const declared = text.slice(open, open + 200).indexOf('?>');
  return declared === -1 ? end : open + declared + 2;
}

function behind(text: string, mark: string, from: number): number {
  const end = from === -1 ? -1 : text.indexOf(mark, from);
  return end === -1 ? -1 : end + mark.length;
}

function readTag(text: string, open: number, next: number, handler: TagHandler): number {
  const closes = next === SLASH;
  const nameAt = closes ? open + 2 : open + 1;
  NAME.lastIndex = nameAt;
  const name = beginsName(text.charCodeAt(nameAt)) ? (NAME.exec(text)?.[0] ?? '') : '';
  // No name of an element has such signs: a formula, "$a<b$".
  if (name === '' || NO_NAME.test(name)) {
    handler.text(open, open + 1, false);
    return open + 1;
  }
  const following = text.indexOf('<', nameAt);
  const limit = following === -1 ? text.length : following;
  const end = tagEnd(text, nameAt + name.length, limit);
  if (end === -1 && following === -1) return -1;
  const to = end === -1 ? limit : end + 1;
  if (closes) handler.closed(name, open, to);
  else if (end !== -1) {
    const isEmpty = text.charCodeAt(end - 1) === SLASH && end - 1 >= nameAt + name.length;
    const attributes = text.slice(nameAt + name.length, isEmpty ? end - 1 : end);
    handler.opened({ name, attributes, isEmpty, from: open, to });
  }
  return to;
}

function beginsName(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 58 || code > 127;
}

/** The place of the `>` that ends a tag: not one inside a quoted value, unless the quotes do not match. */
function tagEnd(text: string, from: number, limit: number): number {
  if (text.charCodeAt(from) === GREATER) return from;
  // What comes behind the next tag's beginning is never looked at: it would be looked at again and again.
  const source = text.slice(from, limit);
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charCodeAt(at);
    if (sign === GREATER) return from + at;
    if (sign !== EQUALS) continue;
    while (isBlank(source.charCodeAt(at + 1))) at += 1;
    if (!isQuote(source.charCodeAt(at + 1))) continue;
    const close = source.indexOf(source.charAt(at + 1), at + 2);
    if (close === -1) return withinText(source.indexOf('>', at), from);
    at = close;
  }
  return -1;
}

const withinText = (found: number, from: number): number => (found === -1 ? -1 : from + found);

const isQuote = (code: number): boolean => code === 34 || code === 39;
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

const ATTRIBUTE = /\s*([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]*)))?/y;
const STRAY = /[\s/"'=]/y;
const MOST_ATTRIBUTES = 200;

/** The attributes of a tag in their order, values as written. */
export function attributesOf(source: string): [name: string, value: string][] {
  const found: [string, string][] = [];
  if (source === '') return found;
  for (let at = 0; at < source.length && found.length < MOST_ATTRIBUTES; ) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(source);
    if (match !== null) {
      found.push([match[1] ?? '', match[2] ?? match[3] ?? match[4] ?? '']);
      at = ATTRIBUTE.lastIndex;
      continue;
    }
    STRAY.lastIndex = at;
    if (!STRAY.test(source)) break;
    at += 1;
  }
  return found;
}
