import type { Draft } from '../wire/draft.ts';
import { attributeOf, childrenOf, descendants, oneLine, rawText } from '../xml/lookup.ts';
import { isNonPublic } from '../xml/markup.ts';
import type { XmlElement } from '../xml/parse-xml.ts';

/** Roles of notes that are written for readers, for the file, or say again what other notes say. */
const ROLES: Readonly<Record<string, 'reader' | 'private' | 'signature' | 'repeated'>> = {
  'sttnote:public': 'reader',
  'dpaednoterole:dpacontacts': 'private',
  'dpaednoterole:closingline': 'signature',
  'dpaednoterole:notepad': 'repeated',
};

/** The notes between desks, and which of them must not leave the house. */
export function readG2Notes(draft: Draft, meta: XmlElement | null): void {
  const notes = childrenOf(meta, 'edNote');
  for (const note of notes) {
    const role = attributeOf(note, 'role');
    const kind = ROLES[role ?? ''];
    for (const part of descendants(note, isNonPublic)) draft.note(oneLine(rawText(part)), role, false);
    const text = oneLine(publicText(note));
    if (kind === 'reader') draft.set('correctionNote', text, `itemMeta/edNote ${role}`);
    else if (kind === 'signature') draft.dropped('edNote', `itemMeta/edNote ${role}`, 'a signature');
    else if (kind === 'repeated' && notes.length > 1)
      draft.dropped('edNote', `itemMeta/edNote ${role}`, 'said again in other notes');
    else draft.note(text, role, kind !== 'private' && !isPrivate(note));
  }
}

function isPrivate(note: XmlElement): boolean {
  return /non-?public/i.test(attributeOf(note, 'pubconstraint') ?? '');
}

function publicText(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : isNonPublic(child) ? '' : `${publicText(child)} `))
    .join('');
}
