import type { Draft } from '../wire/draft.ts';
import { attributeOf, childrenOf, descendants, oneLine, rawText } from '../xml/lookup.ts';
import { isNonPublic } from '../xml/markup.ts';
import type { XmlElement } from '../xml/parse-xml.ts';
import { publicTextOf } from '../xml/public-html.ts';

/** What notes of these roles are: for readers, not to be published, a signature, or a repeat of the other notes. */
const ROLES: Readonly<Record<string, 'reader' | 'private' | 'signature' | 'repeated'>> = {
  'sttnote:public': 'reader',
  'dpaednoterole:dpacontacts': 'private',
  'dpaednoterole:closingline': 'signature',
  'dpaednoterole:notepad': 'repeated',
};

/** The notes between desks, and which of them must not be given out. */
export function readG2Notes(draft: Draft, meta: XmlElement | null): void {
  const notes = childrenOf(meta, 'edNote');
  for (const note of notes) {
    const role = attributeOf(note, 'role');
    for (const part of descendants(note, isNonPublic)) draft.note(oneLine(rawText(part)), role, false);
    const text = oneLine(publicTextOf(note));
    readRoledNote(draft, role, { text, isPublic: !isPrivate(note), alone: notes.length === 1 });
  }
}

/** One note, put where its role says it belongs. `alone`: the item has no other note. */
export function readRoledNote(
  draft: Draft,
  role: string | null,
  { text, isPublic, alone }: { text: string | null; isPublic: boolean; alone: boolean },
): void {
  const kind = ROLES[role ?? ''];
  if (/genrenote$/i.test(role ?? '')) draft.signal('genre', text);
  if (kind === 'reader') draft.set('correctionNote', text, `edNote ${role}`);
  else if (kind === 'signature') draft.dropped('edNote', `edNote ${role}`, 'a signature');
  else if (kind === 'repeated' && !alone) draft.dropped('edNote', `edNote ${role}`, 'said again in other notes');
  else draft.note(text, role, kind !== 'private' && isPublic);
}

function isPrivate(note: XmlElement): boolean {
  return /non-?public/i.test(attributeOf(note, 'pubconstraint') ?? '');
}
