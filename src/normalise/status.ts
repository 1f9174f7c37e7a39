import { changeInNote, readDeskWord } from '../agencies/tables/desk-words.ts';
import { changesNoted } from '../agencies/tables/note-words.ts';
import type { Article, NewsClass } from '../article/article.ts';
import { withoutCredentials } from '../article/web-address.ts';
import type { WireItem } from '../article/wire-item.ts';
import { NAME_OF_ALERT } from './classify.ts';
import { holdingWordsIn } from './embargo-words.ts';
import type { SaidSignal } from './signals.ts';

/** Signal kinds and words to what they mean; a row a rule. Values are compared after the last colon, lower case. */
const SIGNALS: readonly {
  readonly kinds: readonly string[];
  readonly value: RegExp;
  readonly change?: SaidSignal['change'];
  readonly newsClass?: NewsClass;
}[] = [
  {
    kinds: ['status', 'instruction', 'revisionStatus'],
    value: /^(?:cancell?ed|kill(?:ed)?|deleted?|withdrawn|withdraw)$/,
    change: 'withdrawal',
  },
  { kinds: ['status', 'instruction', 'revisionStatus'], value: /^(?:withheld|withhold)$/, change: 'withheld' },
  { kinds: ['edStat', 'msgType'], value: /^d$/, change: 'withdrawal' },
  { kinds: ['killWord'], value: /./, change: 'withdrawal' },
  { kinds: ['signal'], value: /^(?:kill|delete|cancel|cancell?ed|withdrawn)$/, change: 'withdrawal' },
  {
    kinds: ['editorialType'],
    value: /^(?:kill|elimination|disregard)$/,
    change: 'withdrawal',
  },
  { kinds: ['editorialType'], value: /^withhold$/, change: 'withheld' },
  { kinds: ['editorialType'], value: /^(?:correct(?:ion|ive)|clarification)$/, change: 'correction' },
  { kinds: ['editorialType'], value: /^(?:lead|writethru|add|takes)$/, change: 'update' },
  { kinds: ['editorialType'], value: /^advisory$/, newsClass: 'advisory' },
  { kinds: ['edStat'], value: /^c$/, change: 'correction' },
  { kinds: ['msgType'], value: /^a$/, change: 'correction' },
  {
    kinds: ['signal', 'instruction', 'revisionStatus', 'genre'],
    value: /^(?:correct(?:ion|ed|ive)?|rectify|rectif(?:icati(?:on|f))?|korrektur|berichtigung)$/,
    change: 'correction',
  },
  { kinds: ['instruction', 'signal'], value: /^refiled?$/, change: 'refile' },
  { kinds: ['instruction', 'signal'], value: /^repeat(?:ed)?$/, change: 'repeat' },
  { kinds: ['edStat'], value: /^u$/, change: 'update' },
  { kinds: ['msgType'], value: /^r$/, change: 'update' },
  { kinds: ['signal', 'instruction', 'revisionStatus', 'genre'], value: /^updated?$/, change: 'update' },
  { kinds: ['signal'], value: /^(?:replace|supplement|append-(?:major|minor)-content)$/, change: 'update' },
  { kinds: ['takeKey'], value: /\b(?:writethru|\d+(?:st|nd|rd|th)[ -]?(?:ld|lead))\b/, change: 'update' },
  { kinds: ['takeKey'], value: /\bcorrecti(?:on|ve)\b/, change: 'correction' },
  {
    kinds: ['genre', 'itemType', 'profile', 'signal'],
    value:
      /^(?:program(?:me)?|textprogram|agenda|schedule|diary|daybook|planning|forecast|previsiones|vorschau|(?:tages|wochen|termin|themen)vorschau|terminkalender|themenplanung|nachrichtenüberblick|(?:dpa[/-])?(?:audio|video)?-?programm)$/,
    newsClass: 'schedule',
  },
  {
    kinds: ['genre', 'itemType', 'signal'],
    value:
      /^(?:advice|advisory|advisories|note to editors|editorial note|achtung|planungshinweis|redaktionshinweis|redaktioneller hinweis|hinweis)$/,
    newsClass: 'advisory',
  },
  {
    kinds: ['genre', 'itemType', 'signal', 'profile'],
    value: /^(?:service|service ?message|servicemeddelande|admin(?:istrative)?)$/,
    newsClass: 'service',
  },
  { kinds: ['profile'], value: /^snep/, newsClass: 'service' },
  {
    kinds: ['itemType', 'genre'],
    value: /^(?:alert[ea]?|newsalert|news alert|snap|flash|bulletin|eilmeldung|pika|hastemelding|lynmelding)$/,
    newsClass: 'alert',
  },
  // The one-line form of STT.
  { kinds: ['service'], value: /^viiva$/, newsClass: 'alert' },
  {
    kinds: ['signal', 'status', 'profile', 'genre', 'itemType', 'service', 'stateWord'],
    value: /^test(?:message| message|ing)?$/,
    newsClass: 'test',
  },
];

/** Headlines and sluglines that say on any wire what kind of message it is. */
const KINDS_OF_MESSAGE: readonly { readonly pattern: RegExp; readonly newsClass: NewsClass }[] = [
  {
    pattern:
      /^[\s*+-]*(?:(?:this is (?:only )?a )?test(?: (?:only|message|item|story|file|transmission))?(?:\s*[-–—:.!*+]+(?:\s|$)|$)|test (?:message|item|transmission|only)\b|ceci est un test|dies ist ein(?:e)? test|testmeldung\b|mensaje de prueba|prueba de transmisi[oó]n|please (?:ignore|disregard) this test)/iu,
    newsClass: 'test',
  },
  {
    pattern: /\b(?:please (?:ignore|disregard)|bitte nicht beachten|ne pas tenir compte)\b.{0,40}\btest/iu,
    newsClass: 'test',
  },
  { pattern: NAME_OF_ALERT, newsClass: 'alert' },
  { pattern: /^(?:news|story|daily|sports?|picture) (?:schedule|budget|diary|planner)\b/iu, newsClass: 'schedule' },
  {
    pattern:
      /^(?:(?:der |die )?[a-z]{2,5}[-/ ])?(?:tagesvorschau|wochenvorschau|terminvorschau|terminkalender|themenplanung|nachrichten(?:überblick|vorschau)|(?:audio|video|bild|foto)-?(?:programm|vorschau|planung))(?!\p{L})/iu,
    newsClass: 'schedule',
  },
  { pattern: /\bnicht zur ver(?:ö|oe)ffentlichung\b|\bnot for publication\b/iu, newsClass: 'advisory' },
  {
    pattern: /^(?:service message|technical (?:notice|message)|note to (?:clients|subscribers|customers))\b/iu,
    newsClass: 'service',
  },
];

/** What the envelope says of an item, place by place: first the statuses, then what desks add. */
export function envelopeSignals(item: WireItem): SaidSignal[] {
  const filed = item.signals.flatMap(({ kind, value }) => {
    const word = lastWord(value);
    if (kind === 'stateWord') return [stateOf(value)];
    const rule = SIGNALS.find(({ kinds, value: pattern }) => kinds.includes(kind) && pattern.test(word));
    if (rule === undefined) return [];
    return [{ source: kind, change: rule.change ?? null, newsClass: rule.newsClass ?? null, text: null }];
  });
  const advisories = item.signals
    .filter(({ kind }) => kind === 'advisory')
    .map(({ value }) => ({ source: 'advisory', text: value }));
  const notes = item.notes.filter((note) => note.public).map(({ text }) => ({ source: 'edNote', text }));
  const noted = [...advisories, ...notes].flatMap(({ source, text }) =>
    [...changesNoted(text), changeInNote(text) ?? []]
      .flat()
      .map((change) => ({ source, change, newsClass: null, text })),
  );
  return [...filed, ...noted, ...classes(item)];
}

const USABLE = /^(?:usable|released?|live)$/;

/** True when the item's status says in so many words that it may be used. */
export function saysUsable({ signals }: WireItem): boolean {
  return signals.some(({ kind, value }) => kind === 'status' && USABLE.test(lastWord(value)));
}

function lastWord(value: string): string {
  return value
    .slice(value.lastIndexOf(':') + 1)
    .trim()
    .toLowerCase();
}

/** What a line over the headline says; one that the table does not know is a note and no more. */
function stateOf(line: string): SaidSignal {
  const word = readDeskWord(line);
  return {
    source: 'stateWord',
    change: word?.change ?? null,
    newsClass: word?.newsClass ?? null,
    text: word?.note ?? null,
  };
}

/** Lines over the headline that say more than what kind of message it is. */
export function notesOfStates(item: WireItem): string[] {
  return item.signals
    .filter(({ kind }) => kind === 'stateWord')
    .flatMap(({ value }) => {
      const word = readDeskWord(value);
      return word === null ? value : (word.note ?? []);
    });
}

/** Genres and media that lines over the headline name. */
export function statesOf(item: WireItem): { genres: string[]; media: string[] } {
  const words = item.signals
    .filter(({ kind }) => kind === 'stateWord')
    .flatMap(({ value }) => readDeskWord(value) ?? []);
  return { genres: words.flatMap(({ genre }) => genre ?? []), media: words.flatMap(({ media }) => media ?? []) };
}

function classes(item: WireItem): SaidSignal[] {
  const places = [
    { source: 'headline', text: item.headline },
    { source: 'slug', text: item.slugline },
  ];
  return places.flatMap(({ source, text }) =>
    KINDS_OF_MESSAGE.filter(({ pattern }) => text !== null && pattern.test(text.slice(0, 300))).map(
      ({ newsClass }) => ({
        source,
        change: null,
        newsClass,
        text,
      }),
    ),
  );
}

/** What the copy says of the change: the note that made it, else any note where something changed. */
export function changeNoteOf(item: WireItem, said: readonly SaidSignal[], mark: SaidSignal['change']): string | null {
  if (mark === null) return null;
  const words = said.filter(({ source, text }) => text !== null && NOTES.includes(source));
  const own = words.find(({ change }) => change === mark) ?? words[0];
  return own?.text ?? item.signals.find(({ kind }) => kind === 'killVictim')?.value ?? publicNote(item);
}

const NOTES = ['body', 'stateWord', 'advisory', 'edNote'];

function publicNote(item: WireItem): string | null {
  // A note that holds the story back says nothing of the change.
  return item.notes.find((note) => note.public && holdingWordsIn(note.text) === null)?.text ?? null;
}

const NAMED_IDS = [
  /\burn:newsml:[\w.:-]{6,120}[\w]/g,
  /\btag:[\w.]+,\d{4}:[\w.:-]{4,100}\w/g,
  /\bTX-[A-Z]{3}-[A-Z]{3}\d{2,3}\b/g,
  /\bdoc-[a-z0-9]{5,8}\b/g,
  /\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z]\d?[A-Z]{1,3}\d{1,2}[A-Z0-9]{3,5}\b/g,
];

/** Everything a withdrawal says it withdraws: itself, what its envelope names, ids that its words name. */
export function withdrawalOf(item: WireItem, uri: string, note: string | null): NonNullable<Article['withdraws']> {
  const victim = item.signals.find(({ kind }) => kind === 'killVictim')?.value ?? null;
  const words = [victim, note]
    .filter((text) => text !== null)
    .join('\n')
    .slice(0, 2_000);
  const named = NAMED_IDS.flatMap((pattern) => words.match(pattern) ?? []);
  const uris = [uri, ...item.withdraws, ...named].map(withoutCredentials);
  return { uris: [...new Set(uris)], scope: 'article', reason: victim ?? note };
}
