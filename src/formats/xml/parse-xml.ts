import { Parser } from 'htmlparser2';
import { Rejected } from '../../article/failure.ts';

/** Deeper documents are no news items. */
export const MAX_DEPTH = 200;

/** An element by its local name: agencies use every prefix, a default namespace, or none. */
export interface XmlElement {
  readonly name: string;
  /** By local name; an attribute without prefix wins over one with. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
  /** True when the document ended inside it. */
  cut: boolean;
  /** True when something inside was nested too deeply, and left out. */
  tooDeep: boolean;
}

/**
 * The root element of a document. DOCTYPE is passed over, DTDs and entities are never loaded, entity references other
 * than XML's own stay as written, tags without partner are mended.
 * @param keepsDeep what is nested deeper than any news item is left out, and marked, for who reads item by item
 * @throws Rejected when there is no element, or the nesting is deeper than any news item's
 */
export function parseXml(text: string, { keepsDeep = false } = {}): XmlElement {
  const document = newElement('', {});
  const open: XmlElement[] = [document];
  let ended = false;
  let beyond = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > MAX_DEPTH) {
          if (!keepsDeep) throw new Rejected(`xml: nested deeper than ${MAX_DEPTH} elements`);
          if (beyond === 0) for (const around of open) around.tooDeep = true;
          beyond += 1;
          return;
        }
        const opened = newElement(localName(name), localAttributes(attributes));
        open.at(-1)!.children.push(opened);
        open.push(opened);
      },
      onclosetag() {
        if (beyond > 0) beyond -= 1;
        else if (open.length > 1) open.pop()!.cut = ended;
      },
      ontext(data) {
        if (beyond > 0) return;
        const { children } = open.at(-1)!;
        if (typeof children.at(-1) === 'string') children[children.length - 1] += data;
        else children.push(data);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  ended = true;
  parser.end();
  const root = document.children.find((child) => typeof child !== 'string');
  if (root === undefined) throw new Rejected('xml: there is no element');
  return root;
}

function newElement(name: string, attributes: Record<string, string>): XmlElement {
  return { name, attributes, children: [], cut: false, tooDeep: false };
}

function localName(name: string): string {
  const colon = name.lastIndexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function localAttributes(attributes: Record<string, string>): Record<string, string> {
  const local: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const bare = localName(name);
    if (bare === name || local[bare] === undefined) local[bare] = value;
  }
  return local;
}
