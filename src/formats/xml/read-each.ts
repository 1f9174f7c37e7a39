import { isFailure, Rejected } from '../../article/failure.ts';
import { MAX_DEPTH, type XmlElement } from './parse-xml.ts';

/** What came of the items of a document. */
interface EachRead<Item> {
  readonly items: readonly Item[];
  readonly problems: readonly string[];
}

/**
 * Reads the items of a document one by one: what cannot be read costs itself alone.
 * @param read gives nothing for an element that is no item
 * @throws Rejected where not one of them can be read, or none was found for what had to be left out
 */
export function readEach<Item>(
  root: XmlElement,
  elements: readonly XmlElement[],
  {
    format,
    place,
    read,
  }: { format: string; place: (element: XmlElement, at: number) => string; read: (element: XmlElement) => Item | null },
): EachRead<Item> {
  const items: Item[] = [];
  const problems: string[] = [];
  for (const [at, element] of elements.entries()) {
    const problem = problemOf(element, () => {
      const item = read(element);
      if (item !== null) items.push(item);
    });
    if (problem !== null) problems.push(`${place(element, at)}: ${problem}`);
  }
  if (items.length === 0 && problems.length > 0)
    throw new Rejected(`${format}: ${problems.slice(0, MOST_NAMED).join('; ')}`);
  if (elements.length === 0 && root.tooDeep) throw new Rejected(`${format}: ${TOO_DEEP}`);
  if (root.cut && problems.length === 0) problems.push('the document is cut short');
  return { items, problems };
}

const MOST_NAMED = 3;
const TOO_DEEP = `nested deeper than ${MAX_DEPTH} elements`;

function problemOf({ cut, tooDeep }: XmlElement, read: () => void): string | null {
  if (cut) return 'the document ends inside it';
  if (tooDeep) return TOO_DEEP;
  try {
    read();
    return null;
  } catch (error) {
    if (!isFailure(error, 'Rejected')) throw error;
    return error.message;
  }
}
