import type { MarkedChange } from '../contract/house-style.ts';

/** The verbs that open a note between desks, by language: what was done to the story. A row a word. */
export const NOTE_WORDS: readonly (readonly [word: string, change: MarkedChange])[] = [
  ['corrects', 'correction'],
  ['correcting', 'correction'],
  ['clarifies', 'correction'],
  ['corrige', 'correction'],
  ['corregit', 'correction'],
  ['rectifie', 'correction'],
  ['rectifica', 'correction'],
  ['korrigiert', 'correction'],
  ['berichtigt', 'correction'],
  ['corregge', 'correction'],
  ['correctie', 'correction'],
  ['rättar', 'correction'],
  ['retter', 'correction'],
  ['korrigerer', 'correction'],
  ['korrigerar', 'correction'],
  ['preciserar', 'correction'],
  ['presiserer', 'correction'],
  ['præciserer', 'correction'],
  ['korjaa', 'correction'],
  ['poprawia', 'correction'],
  ['corrigeert', 'correction'],
  ['verbessert', 'correction'],
  ['تصحيح', 'correction'],
  ['refiles', 'refile'],
  ['resends', 'refile'],
  ['repeats', 'repeat'],
  ['repeating', 'repeat'],
  ['répète', 'repeat'],
  ['repite', 'repeat'],
  ['repete', 'repeat'],
  ['wiederholt', 'repeat'],
  ['adds', 'update'],
  ['adding', 'update'],
  ['updates', 'update'],
  ['updating', 'update'],
  ['recasts', 'update'],
  ['rewrites', 'update'],
  ['releads', 'update'],
  ['raises', 'update'],
  ['changes', 'update'],
  ['removes', 'update'],
  ['deletes', 'update'],
  ['fixes', 'update'],
  ['inserts', 'update'],
  ['restores', 'update'],
  ['tightens', 'update'],
  ['trims', 'update'],
  ['edits', 'update'],
  ['ajoute', 'update'],
  ['actualise', 'update'],
  ['précise', 'update'],
  ['complète', 'update'],
  ['réécrit', 'update'],
  ['actualiza', 'update'],
  ['agrega', 'update'],
  ['añade', 'update'],
  ['amplía', 'update'],
  ['reescribe', 'update'],
  ['atualiza', 'update'],
  ['acrescenta', 'update'],
  ['adiciona', 'update'],
  ['aggiorna', 'update'],
  ['aggiunge', 'update'],
  ['aktualisiert', 'update'],
  ['ergänzt', 'update'],
  ['lägger', 'update'],
  ['uppdaterar', 'update'],
  ['kompletterar', 'update'],
  ['oppdaterer', 'update'],
  ['tilføyer', 'update'],
  ['utvider', 'update'],
  ['supplerer', 'update'],
  ['tilføjer', 'update'],
  ['opdaterer', 'update'],
  ['uddyber', 'update'],
  ['täydentää', 'update'],
  ['päivittää', 'update'],
  ['aktualizuje', 'update'],
  ['uzupełnia', 'update'],
  ['actualiseert', 'update'],
  ['vervangt', 'update'],
  ['voegt', 'update'],
  ['integra', 'update'],
  ['amplia', 'update'],
  ['completa', 'update'],
  ['renueva', 'update'],
  ['إضافة', 'update'],
  ['تحديث', 'update'],
];

const BY_WORD = new Map(NOTE_WORDS);

const SHOUTED = /(?<![\p{L}])(?:\p{Lu}{3,14}|\p{Script=Arabic}{4,10})(?![\p{L}])/gu;
const OPENING =
  /^[\s("'*]*(?:(?:eds?|attn|attention|achtung|note|update)\s?[-:–—]\s?|in\s[^,()]{3,40},\s)?\(?(?<word>[\p{L}]{2,14})(?!\s(?:to\sfollow|will|are|expected)(?![\p{L}]))/iu;

/** True when a text opens as a note does: its first word, behind what introduces it, is one of the table. */
export function opensAsNote(text: string): boolean {
  return BY_WORD.has((OPENING.exec(text.slice(0, 200))?.groups?.word ?? '').toLowerCase());
}

/**
 * What a note says was done: its first word in any case, and the words in capitals behind it ("UPDATES with toll,
 * CORRECTS para 4"). Empty where it says nothing of the kind.
 */
export function changesNoted(note: string): MarkedChange[] {
  const opening = OPENING.exec(note.slice(0, 200))?.groups?.word ?? '';
  const shouted = note.slice(0, 400).match(SHOUTED) ?? [];
  return [opening, ...shouted].flatMap((word) => BY_WORD.get(word.toLowerCase()) ?? []);
}
