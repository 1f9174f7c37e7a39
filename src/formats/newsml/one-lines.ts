import type { Draft } from '../wire/draft.ts';
import { attributeOf, childrenOf, descendants, elementAt, textAt, textOf } from '../xml/lookup.ts';
import type { XmlElement } from '../xml/parse-xml.ts';

/** NewsLines and the name label: headline, slug, byline, place, credit, notes. */
export function readNewsLines(draft: Draft, item: XmlElement, component: XmlElement | null): void {
  const lines = elementAt(component, 'NewsLines') ?? elementAt(item, 'NewsComponent/NewsLines');
  readHeadline(draft, lines);
  draft.set('slugline', textAt(lines, 'SlugLine'), 'NewsLines/SlugLine');
  for (const byline of childrenOf(lines, 'ByLine')) draft.add('bylines', textOf(byline), 'NewsLines/ByLine');
  draft.set('dateline', textAt(lines, 'DateLine'), 'NewsLines/DateLine');
  draft.set('creditLine', textAt(lines, 'CreditLine'), 'NewsLines/CreditLine');
  draft.set('copyrightNotice', textAt(lines, 'CopyrightLine'), 'NewsLines/CopyrightLine');
  draft.set('copyrightNotice', textAt(item, 'NewsComponent/NewsLines/CopyrightLine'), 'NewsLines/CopyrightLine');
  for (const keyword of childrenOf(lines, 'KeywordLine'))
    draft.add('keywords', textOf(keyword), 'NewsLines/KeywordLine');
  for (const line of childrenOf(lines, 'NewsLine')) readLine(draft, line);
  readLinesInside(draft, component);
  draft.set('slugline', textAt(item, 'Identification/NameLabel'), 'Identification/NameLabel');
}

/** What the lines of the item leave open, the lines of the first text in it that has some may say. */
function readLinesInside(draft: Draft, component: XmlElement | null): void {
  const texts = childrenOf(component, 'NewsComponent').filter((part) => !holdsFiles(part));
  const lines = texts.map((part) => elementAt(part, 'NewsLines')).find((each) => each !== null) ?? null;
  for (const byline of draft.finish().bylines.length > 0 ? [] : childrenOf(lines, 'ByLine'))
    draft.add('bylines', textOf(byline), 'NewsComponent/NewsLines/ByLine');
  draft.set('dateline', textAt(lines, 'DateLine'), 'NewsComponent/NewsLines/DateLine');
  draft.set('creditLine', textAt(lines, 'CreditLine'), 'NewsComponent/NewsLines/CreditLine');
  draft.set('copyrightNotice', textAt(lines, 'CopyrightLine'), 'NewsComponent/NewsLines/CopyrightLine');
  for (const keyword of draft.finish().keywords.length > 0 ? [] : childrenOf(lines, 'KeywordLine'))
    draft.add('keywords', textOf(keyword), 'NewsComponent/NewsLines/KeywordLine');
}

/** A picture with its caption, or any other file, is no text. */
const holdsFiles = (part: XmlElement): boolean =>
  descendants(part, ({ name, attributes }) => name === 'ContentItem' && attributes.Href !== undefined).length > 0;

function readHeadline(draft: Draft, lines: XmlElement | null): void {
  const headline = textAt(lines, 'HeadLine');
  draft.set('headline', headline ?? textAt(lines, 'NewsLine/HeadLine'), 'NewsLines/HeadLine');
  draft.set('subheadline', textAt(lines, 'SubHeadLine'), 'NewsLines/SubHeadLine');
}

function readLine(draft: Draft, line: XmlElement): void {
  const type = attributeOf(elementAt(line, 'NewsLineType'), 'FormalName') ?? '';
  const texts = childrenOf(line, 'NewsLineText').map(textOf);
  for (const text of texts) readTypedLine(draft, type, text);
}

function readTypedLine(draft: Draft, type: string, text: string | null): void {
  if (text === null) return;
  const from = `NewsLines/NewsLine ${type}`;
  if (/^AdvisoryLine$/i.test(type) && draft.get('type') === 'picture') draft.add('restrictions', text, from);
  else if (/^AdvisoryLine$/i.test(type)) draft.note(text, 'advisory').signal('advisory', text);
  else if (/^ProductLine$/i.test(type)) {
    for (const product of text.replace(/^\(|\)$/g, '').split('+')) draft.add('mediaAnnounced', product.trim(), from);
  } else if (/^CatchWord$/i.test(type)) draft.add('keywords', text, from);
  else if (/^(?:EditorialNote|EdNote|EditorNote|Note)$/i.test(type)) draft.note(text, type);
  else draft.signal(type || 'newsLine', text);
}
