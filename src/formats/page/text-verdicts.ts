import { opensAsSite, speaksOfItself, speaksOfStory } from './furniture-words.ts';
import { opensAsCaption } from './line-kinds.ts';
import { speaksToReader } from './reader-words.ts';
import type { TextLine } from './text-line.ts';
import { isRunning, isSentence } from './text-prose.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

/** A line without the end of a sentence is copy from this length on. */
const LONG = 110;
/** Of the paragraphs of a page with blank lines so many stand alone. */
const MOSTLY = 0.7;

/** What a line inside a story is: copy of it, the caption of a picture, or the page's own. */
export type Verdict = 'copy' | 'caption' | 'no';

/**
 * Tells for each line of a story, by itself and its neighbours, what it is. `own` are the places of sentences in which the
 * page speaks.
 */
export function verdictsOn(story: readonly TextLine[], own: ReadonlySet<number>): Verdict[] {
  const parted = isParted(story);
  const boxes = parted ? boxesOf(story) : new Set<number>();
  const last = story.findLastIndex((line, at) => !boxes.has(at) && !own.has(at) && isCopy(line));
  const found: Verdict[] = [];
  const told = stemsOf(
    story
      .filter(isCopy)
      .map(({ text }) => text)
      .join(' '),
  );
  for (const [at, line] of story.entries())
    found.push(verdictOf(story, line, at, { boxes, own, parted, last, told, found }));
  return found;
}

interface Around {
  /** The lines of boxes that the page set into the story. */
  readonly boxes: ReadonlySet<number>;
  /** Sentences of the page's own. */
  readonly own: ReadonlySet<number>;
  /** The page parts its paragraphs with blank lines. */
  readonly parted: boolean;
  readonly last: number;
  /** What the paragraphs speak of. */
  readonly told: ReadonlySet<string>;
  /** The verdicts on the lines above. */
  readonly found: readonly Verdict[];
}

function verdictOf(story: readonly TextLine[], line: TextLine, at: number, around: Around): Verdict {
  const { boxes, own, last, found } = around;
  if (at === 0 || line.kind === 'sign-off') return 'copy';
  if (line.kind === 'caption') return 'caption';
  const isShown = line.kind === 'copy' && !own.has(at) && at < last && isOverCredit(story, at, around);
  if (isShown) return 'caption';
  if (line.kind !== 'copy' || boxes.has(at) || own.has(at) || at > last || goesOnFrom(story, at, found)) return 'no';
  if (isCopy(line)) return isPagesOwn(story, at, around) ? 'no' : 'copy';
  if (isItem(line.text)) return found[at - 1] === 'copy' ? 'copy' : 'no';
  return isCrosshead(story, at, around) ? 'copy' : 'no';
}

/** A line over a picture's credit is the picture's caption. */
function isOverCredit(story: readonly TextLine[], at: number, { parted }: Around): boolean {
  const line = story[at] as TextLine;
  return (
    story[at + 1]?.kind === 'picture-credit' &&
    story[at - 1]?.kind !== 'related' &&
    ((line.gap === 1 && parted) || !line.sentence)
  );
}

/** A longer line is no call or title. */
const LONGEST_CALL = 200;
const LONGEST_TITLE = 120;

/** A sentence that is a question over the page's own sentence, the title of another story, or a call to the reader. */
function isPagesOwn(story: readonly TextLine[], at: number, { own, found, last }: Around): boolean {
  const line = story[at] as TextLine;
  const isBehindOwn = found[at - 1] === 'no';
  const isTitle = isUnderRelated(story, at) && line.length < LONGEST_TITLE && /[!！]$/u.test(line.text);
  if (isQuestion(line) && (speaksToReader(line.text) || ON_STORY.test(line.text))) return true;
  if (/^[^.!?"“„«]{4,60}!$/u.test(line.text) && isCalledOut(story, at, own, isBehindOwn)) return true;
  if (isQuestion(line) ? isBehindOwn || own.has(at + 1) : isBehindOwn && (isTitle || opensAsCaption(line.text)))
    return true;
  return (
    line.length < LONGEST_CALL &&
    opensAsSite(line.text) &&
    ((at === last && speaksToReader(line.text)) || isBehindOwn || speaksOfItself(line.text))
  );
}

/** "Find the best jobs and | be told by mail.": the second of two lines of a button, in small letters. */
function goesOnFrom(story: readonly TextLine[], at: number, found: readonly Verdict[]): boolean {
  const [above, line] = [story[at - 1], story[at]];
  const isUnderOwn = found[at - 1] === 'no' && above?.gap === 1 && !above.sentence;
  return isUnderOwn && line !== undefined && line.length < SHORT_GOING_ON && /^\p{Ll}/u.test(line.text);
}
const SHORT_GOING_ON = 60;

/**
 * The next line is the page's own sentence, or one without an end in which it speaks to its readers; or the line is one
 * word behind the page's own, as buttons are.
 */
function isCalledOut(story: readonly TextLine[], at: number, own: ReadonlySet<number>, isBehindOwn: boolean): boolean {
  const next = story[at + 1];
  if (isBehindOwn && /^\p{L}+!$/u.test(story[at]?.text ?? '')) return true;
  return own.has(at + 1) || (next !== undefined && !next.sentence && speaksToReader(next.text));
}

/** So many sections and kickers stand between the heading of a list and one of its titles. */
const MOST_KICKERS = 3;

/** In a list of other stories: nothing but short lines, no sentences, between its heading and the line. */
function isUnderRelated(story: readonly TextLine[], at: number): boolean {
  const above = story.slice(Math.max(0, at - MOST_KICKERS), at).reverse();
  const heading = above.findIndex(({ kind }) => kind === 'related');
  return heading >= 0 && above.slice(0, heading).every(({ sentence, length }) => !sentence && length < SHORT_KICKER);
}
const SHORT_KICKER = 30;

/** "¿Te ha resultado interesante esta noticia?": asks how the reader liked what they read. */
const ON_STORY =
  /(?<!\p{L})(?:esta (?:noticia|nota|información)|est[ae] notícia|questa notizia|cette info(?:rmation)?|dit (?:bericht|nieuws)|denna (?:nyhet|text)|denne nyhed(?:en)?|diese[rn]? (?:nachricht|meldung)|this news|эта новость|bu haber|berita ini)(?!\p{L})/iu;

const isItem = (text: string): boolean => /^(?:[•·▪◦*–—-]\s|\d{1,2}[.)]\s|["“„«「])/u.test(text);

/** A question alone, as headings and titles of other stories are. */
const isQuestion = ({ text, length }: TextLine): boolean =>
  length < 120 && /^[^.。।]*[?？؟;]$/u.test(text) && /[?？؟]$/u.test(text);

/** A sentence, or a line as long as a paragraph. */
function isCopy(line: TextLine): boolean {
  return (
    isRunning(line) ||
    (line.kind === 'copy' &&
      ((line.sentence && /[\p{L}\p{M}][\p{L}\p{M}]/u.test(line.text) && line.length >= 8) || line.length >= LONG))
  );
}

/** One short line between two paragraphs heads what follows; two in a row are the page's own. */
function isCrosshead(story: readonly TextLine[], at: number, { told, found, own }: Around): boolean {
  const line = story[at] as TextLine;
  const next = story[at + 1];
  if (
    next === undefined ||
    own.has(at + 1) ||
    !isCopy(next) ||
    isQuestion(next) ||
    opensAsSite(next.text) ||
    found[at - 1] !== 'copy'
  )
    return false;
  if (sharedStems(stemsOf(line.text), told) === 0 || opensAsSite(line.text) || speaksToReader(line.text)) return false;
  if (opensAsCaption(line.text)) return false;
  return (
    line.length <= 90 &&
    !/[:：]$/.test(line.text) &&
    !/(?<!\p{L})(?:our|notre|nos|unser[e]?|nuestr[oa]s?|noss[oa]s?|nostr[oaie]|onze|vår[t]?|vores)(?!\p{L})/iu.test(
      line.text,
    )
  );
}

/**
 * On a page that parts its paragraphs with blank lines, lines without a blank line between them belong together: where
 * one is the page's own, all are (the newsletter that is offered, the list of other stories).
 */
function boxesOf(story: readonly TextLine[]): ReadonlySet<number> {
  const boxed = blocksOf(story).filter((block) => {
    if (block.length < 2) return false;
    const lines = block.map((at) => story[at] as TextLine);
    const opens = lines[0] as TextLine;
    if (isRunning(opens) && opens.length >= 110) return false;
    if (isQuestion(opens) && lines.slice(1).every(({ sentence, length }) => !sentence && length < LONG)) return true;
    return lines.some(
      ({ kind, text, sentence }) =>
        kind === 'site' ||
        kind === 'related' ||
        kind === 'tags' ||
        (kind === 'copy' && (!sentence || !opens.sentence) && speaksOfItself(text)) ||
        (kind === 'copy' && !sentence && speaksOfStory(text)) ||
        (kind === 'copy' && opensAsSite(text)),
    );
  });
  return new Set(boxed.flatMap((block) => (endsInStory(story, block) ? block.slice(0, -1) : block)));
}

/** A button or the title of another story, and below it without a blank line the next paragraph of this one. */
function endsInStory(story: readonly TextLine[], block: readonly number[]): boolean {
  const last = story[block.at(-1) as number] as TextLine;
  if (!isRunning(last) || opensAsSite(last.text) || speaksOfItself(last.text)) return false;
  const outside = story.filter((line, at) => !block.includes(at) && isRunning(line));
  return sharedStems(stemsOf(last.text), stemsOf(outside.map(({ text }) => text).join(' '))) >= 2;
}

function isParted(story: readonly TextLine[]): boolean {
  const running = blocksOf(story).filter(
    (block) => block.some((at) => isSentence(story[at] as TextLine)) && block.every((at) => story[at]?.kind === 'copy'),
  );
  const alone = running.filter((block) => block.length === 1).length;
  return running.length >= 3 && alone >= running.length * MOSTLY;
}

function blocksOf(story: readonly TextLine[]): number[][] {
  const blocks: number[][] = [];
  let open: number[] = [];
  for (const [at, { gap }] of story.entries()) {
    open.push(at);
    if (gap <= 1 && at < story.length - 1) continue;
    blocks.push(open);
    open = [];
  }
  return blocks;
}
