import type { Draft } from '../wire/draft.ts';
import { attributeOf, childrenOf, elementAt, oneLine, textAt, textOf } from '../xml/lookup.ts';
import type { XmlElement } from '../xml/parse-xml.ts';

/** What the item says of its story: lines, place, language, subjects, keywords, genres, people. */
export function readG2Descriptions(
  draft: Draft,
  item: XmlElement,
  meta: XmlElement | null,
  content: XmlElement | null,
): void {
  readLines(draft, content);
  readPlace(draft, content);
  const language = attributeOf(elementAt(content, 'language'), 'tag') ?? attributeOf(item, 'lang');
  draft.set('language', language, 'contentMeta/language');
  for (const genre of childrenOf(content, 'genre')) {
    const code = attributeOf(genre, 'qcode') ?? textAt(genre, 'name');
    draft.add('genres', code, 'contentMeta/genre').signal('genre', code);
    draft.signal('genre', textAt(genre, 'name'));
  }
  for (const keyword of childrenOf(content, 'keyword')) draft.add('keywords', textOf(keyword), 'contentMeta/keyword');
  for (const subject of childrenOf(content, 'subject')) readSubject(draft, subject);
  for (const memberOf of childrenOf(meta, 'instanceOf')) draft.signal('instanceOf', attributeOf(memberOf, 'qcode'));
}

function readLines(draft: Draft, content: XmlElement | null): void {
  for (const headline of childrenOf(content, 'headline')) {
    const role = attributeOf(headline, 'role');
    const main = role === null || /(?:^|:)(?:main|headline|title)$/i.test(role);
    if (main) draft.set('headline', textOf(headline), 'contentMeta/headline');
    else if (/sub|deck/i.test(role)) draft.set('subheadline', textOf(headline), `contentMeta/headline ${role}`);
  }
  draft.set('slugline', textAt(content, 'slugline'), 'contentMeta/slugline');
  for (const by of childrenOf(content, 'by')) draft.add('bylines', textOf(by), 'contentMeta/by');
  for (const creator of childrenOf(content, 'creator')) {
    const name = textAt(creator, 'name');
    if (name?.includes(' ')) draft.author(name, attributeOf(creator, 'role'));
  }
  draft.set('creditLine', textAt(content, 'creditline'), 'contentMeta/creditline');
  readSummary(draft, content);
}

function readSummary(draft: Draft, content: XmlElement | null): void {
  const echo = `${draft.get('slugline')}:${draft.get('headline')}`;
  for (const description of childrenOf(content, 'description')) {
    const text = textOf(description);
    const role = attributeOf(description, 'role') ?? '';
    if (text === echo || /videoCaption|moreInfo/.test(role))
      draft.dropped('summary', 'contentMeta/description', 'no summary');
    else draft.summary('text', text, `contentMeta/description ${role}`.trim());
  }
}

function readPlace(draft: Draft, content: XmlElement | null): void {
  // Reuters Online Reports put a time into the dateline.
  const dateline = oneLine(textAt(content, 'dateline'));
  if (dateline !== null && /^\d{4}-\d\d-\d\dT/.test(dateline))
    draft.dropped('dateline', 'contentMeta/dateline', 'a time');
  else draft.set('dateline', dateline, 'contentMeta/dateline');
  const located = elementAt(content, 'located');
  const place = textAt(located, 'name') ?? attributeOf(located, 'literal');
  if (place === 'No-Data-Available') draft.dropped('located', 'contentMeta/located', 'says that there is none');
  else draft.set('located', place, 'contentMeta/located');
}

function readSubject(draft: Draft, subject: XmlElement): void {
  const type = attributeOf(subject, 'type') ?? '';
  const name = textAt(subject, 'name');
  const code = attributeOf(subject, 'qcode') ?? attributeOf(subject, 'literal') ?? attributeOf(subject, 'uri');
  draft.subject(code, name);
  for (const same of childrenOf(subject, 'sameAs')) {
    const alias = attributeOf(same, 'qcode');
    if (alias !== null && /^(?:subj|medtop):/.test(alias)) draft.subject(alias, textAt(same, 'name'));
  }
  if (/^cptType:5$|geoArea$|:poi$|:city$|:country$/i.test(type)) draft.place(name, 'subject');
  else if (/:person$/i.test(type)) draft.add('people', name, 'contentMeta/subject');
  else if (/:organi[sz]ation$|:company$/i.test(type)) draft.add('organisations', name, 'contentMeta/subject');
}
