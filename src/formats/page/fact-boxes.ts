import type { TextKind, TextLine } from './text-line.ts';
import { isRunning } from './text-prose.ts';

/** Headings of boxes in which papers set facts beside a story. A row a language. */
const HEADINGS = [
  'fact ?(?:box|file)|(?:key|quick|the) (?:facts|dates|figures)|by the numbers|in numbers|timeline|background(?:er)?|(?:about|who is) (?:the )?(?:author|interviewee)',
  'repères|en chiffres|(?:les )?chiffres(?:[- ]clés)?|à savoir|encadré|chronologie|fiche technique|(?:les )?dates[- ]clés|bio(?:graphie)?(?: express)?',
  'fakten|(?:zahlen|daten)(?:,? und)? fakten|zur sache|steckbrief|chronologie|infobox|stichwort|hintergrund|zur person',
  '(?:en|las) cifras|en datos|los datos|(?:la )?ficha(?: técnica)?|cronología|contexto',
  '(?:em|os) números|ficha técnica|cronologia|raio[- ]x|contexto',
  '(?:la )?scheda|i numeri|in cifre|in numeri|le tappe|cronologia',
  'feiten(?: en cijfers)?|kort|(?:in|de) cijfers|in het kader|tijdlijn|achtergrond',
  'fakta(?:ruta|boks|box)?|bakgr(?:und|unn)|baggrund|tidslinje|tausta|aikajana',
  'w liczbach|kalendarium|w pigułce|v číslech|časová osa|rakamlarla|kronoloji',
  'справка|досье|хронология|σε αριθμούς|χρονολόγιο|بالأرقام|خلفية|メモ|ことば|小资料|新闻背景',
].join('|');
/** The heading alone, or with what the box is about: "Fakta: Isproppar", "Fakta om älven". */
const HEADING = new RegExp(
  `^(?:${HEADINGS})(?:\\s?[:：|/–—-]\\s?.{2,70}|\\s(?:on|about|zu[mr]?|sur|su|sobre|over|om|o)\\s.{2,60})?[:：]?$`,
  'iu',
);
/** "Källa: SMHI": the line that closes such a box. */
const SOURCE =
  /^(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|källa|kilder?|lähteet?|źródło|zdroj)\s?[:：]\s?\S/iu;

const LONGEST_HEADING = 80;
/** A box has no more lines than this. */
const MOST_LINES = 14;
/** A box without a heading that is known has at least so many lines, and none so long; two lines are shorter still. */
const FEWEST_LINES = 2;
const LONGEST_LINE = 160;
const LONGEST_OF_TWO = 90;

/**
 * The lines of a page, where below the first paragraph a box of facts is the page's own. A heading of facts opens one;
 * so do, among paragraphs that blank lines part, lines without any between them under a few words. `headline` is its place.
 */
export function setFactBoxesAside(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  const first = lines.findIndex((line, at) => at > headline && isRunning(line));
  if (first < 0) return lines;
  const running = lines.filter((line, at) => at > headline && isRunning(line));
  const isParted = running.length > 2 && running.filter(({ gap }) => gap > 1).length >= running.length * MOSTLY;
  const aside = new Set<number>();
  for (let at = first + 1; at < lines.length; at += 1) {
    const end = endOfBox(lines, at, isParted);
    // A summary without a box of its own over the story, and the source under it, are no box: that is beside the story.
    const inside = lines.slice(at, end).filter(isRunning).length;
    if (inside * 2 > running.length) continue;
    for (let place = at; place < end; place += 1) aside.add(place);
    at = Math.max(at, end - 1);
  }
  return aside.size === 0 ? lines : lines.map((line, at) => (aside.has(at) ? { ...line, kind: 'site' } : line));
}

/** Of the paragraphs of a page with blank lines so many have one below. */
const MOSTLY = 0.7;

const IN_BOX: ReadonlySet<TextKind> = new Set<TextKind>(['copy', 'site', 'points', 'date', 'credit', 'caption']);
/** Without blank lines what says of a story when and by whom it was written ends the box over it. */
const IN_TIGHT: ReadonlySet<TextKind> = new Set<TextKind>(['copy', 'site', 'points']);

/** The place behind the last line of the box that opens at a place; that place itself where none opens. */
function endOfBox(lines: readonly TextLine[], at: number, isParted: boolean): number {
  const opens = lines[at] as TextLine;
  const isApart = !isParted || (lines[at - 1]?.gap ?? 2) > 1;
  if (opens.sentence || opens.length > LONGEST_HEADING || opens.gap > 1 || !isApart) return at;
  const isKnown = opens.kind === 'points' || (opens.kind !== 'related' && HEADING.test(opens.text));
  if (!isKnown && (!isParted || opens.kind !== 'copy' || /[:：]$/u.test(opens.text))) return at;
  const below = lines.slice(at + 1, at + 1 + MOST_LINES);
  const size = isParted ? below.findIndex(({ gap }) => gap > 1) + 1 : sizeOfTight(below);
  const box = below.slice(0, size);
  const isBox = isKnown ? size > 0 && box.every(({ kind }) => IN_BOX.has(kind)) : isListOfFacts(box);
  return isBox ? at + 1 + size : at;
}

/** Without blank lines a box ends at the line that names its source, else before a sentence unlike its first line. */
function sizeOfTight(below: readonly TextLine[]): number {
  const source = below.findIndex(({ text, gap }) => gap > 0 && SOURCE.test(text));
  if (source > 0 && below.slice(0, source).every(({ kind }) => kind === 'copy')) return source + 1;
  const isTold = below[0]?.sentence === true;
  const next = below.findIndex(
    (line) => (isTold ? isRunning(line) : line.sentence) || !IN_TIGHT.has(line.kind) || /^["“„«–—]/u.test(line.text),
  );
  return Math.max(next, 0);
}

/** Lines of which none is as long as a paragraph and none is an item of a list or a quotation. */
function isListOfFacts(box: readonly TextLine[]): boolean {
  const longest = box.length > FEWEST_LINES ? LONGEST_LINE : LONGEST_OF_TWO;
  return (
    box.length >= FEWEST_LINES &&
    box.every(({ kind, text, length }) => kind === 'copy' && length < longest && !/^["“„«»–—•·▪*-]|[?？]$/u.test(text))
  );
}
