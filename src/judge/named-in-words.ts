import type { Article } from '../article/article.ts';
import { type Features, featuresOf } from '../similarity/features.ts';
import type { Window } from '../similarity/window.ts';
import type { WindowCandidate } from '../similarity/window-entry.ts';
import type { Candidate } from './verdict.ts';

const LONGEST_NOTE = 2_000;
const QUOTED = /[“"„«]([^“”"„«»\n]{8,200})[”"“»]/gu;
const FEWEST_WORDS = 2;
/** A quotation of fewer words may be of anything. */
const FEWEST_QUOTED = 3;
/** "BERICHT INGETROKKEN: Haven weer open". */
const BEHIND_COLON = /^[^:]{3,60}: (.{8,300})$/u;
/** A slug that more stories share is a desk's and names none. */
const MOST_STORIES_OF_A_SLUG = 8;

/**
 * The stories that a stop names by nothing but words: the agency's own in recent copy that stand under its headline, or
 * under one that its note quotes, and under no other slug.
 * @returns the articles' ids, the newest first
 */
export function namedInWords(
  { article }: Candidate,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly string[] {
  const code = article.agency?.code;
  if (code === undefined) return [];
  const found = storiesUnder(headlinesIn(article), code, window, batch);
  return found.length === 0 && namesSlugAlone(article) ? underSlug(article, code, window, batch) : found;
}

/** The stories that a message quotes by their whole headlines, or has behind words of its own and a colon, as the notice of a stop does: the agency's own. */
export function quotedBy({ article }: Candidate, window: Window, batch: readonly WindowCandidate[]): readonly string[] {
  const code = article.agency?.code;
  const quoted = [...quotedIn(article), behindColon(article)].map((words) => featuresOf(words, '', article.storyKey));
  const telling = quoted.filter((words) => words.headline.length >= FEWEST_QUOTED);
  return code === undefined ? [] : storiesUnder(telling, code, window, batch);
}

function storiesUnder(
  headlines: readonly Features[],
  code: string,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly string[] {
  const found = new Set<string>();
  for (const words of headlines) {
    for (const { entry, features } of [...batch.toReversed(), ...window.withHeadline(words)]) {
      const named = features.headlineHash === words.headlineHash && isUnderSlug(words, features);
      if (named && entry.agency === code && entry.standing === 'wire') found.add(entry.articleId);
    }
  }
  return [...found];
}

/** A headline that only says that something is taken back. */
const NOTICE =
  /^(?:(?:our|the|this|die|diese|la|le|esta|il|o|a)\s)?(?:story|item|report|article|alert|take|meldung|nachricht|bericht|dépêche|noticia|nota|notícia|notizia|melding(?:en)?|telegram(?:met)?|nyhet(?:en)?|artikeln|artiklen|juttu|uutinen|depesza|сообщение)?[\s:,-]{0,9}(?:kill(?:ed)?|withdrawn|withdrawal|retract(?:ed|ion)|cancell?ed|(?:wird |wurde )?zurückgezogen|annulée?|retirée?|anulad[ao]|retirad[ao]|annullat[ao]|ingetrokken|trekkes|trukket|annulleret|återkallas|indragen|peruttu|anulowana|аннулировано)?\W{0,20}$/iu;

function namesSlugAlone(article: Article): boolean {
  return NOTICE.test((article.headline ?? '').slice(0, 200)) && quotedIn(article).length === 0;
}

/** The agency's stories under the slug of a stop that names nothing else. */
function underSlug(
  { storyKey }: Article,
  code: string,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly string[] {
  const { slugHash } = featuresOf('', '', storyKey);
  if (slugHash === 0) return [];
  const lines = window.linesUnder(slugHash);
  if (lines.length > MOST_STORIES_OF_A_SLUG) return [];
  const recent = lines.flatMap((line) => window.ofLine(line, code)?.articleId ?? []);
  const beside = batch.filter(
    ({ entry, features }) => entry.agency === code && entry.standing === 'wire' && features.slugHash === slugHash,
  );
  return [...new Set([...beside.map(({ entry }) => entry.articleId), ...recent])];
}

const behindColon = ({ headline }: Article): string =>
  BEHIND_COLON.exec((headline ?? '').slice(0, LONGEST_NOTE))?.[1] ?? '';

/** The headlines that a stop may mean: its own, with or without what stands before a colon, and those in quotation marks. */
function headlinesIn(article: Article): readonly Features[] {
  return [article.headline ?? '', behindColon(article), ...quotedIn(article)]
    .map((words) => featuresOf(words, '', article.storyKey))
    .filter((words) => words.headline.length >= FEWEST_WORDS);
}

function quotedIn({ headline, changeNote, edNote, withdraws }: Article): readonly string[] {
  const said = [headline, changeNote, edNote, withdraws?.reason].map((text) => (text ?? '').slice(0, LONGEST_NOTE));
  return [...said.join('\n').matchAll(QUOTED)].map(([, words = '']) => words);
}

const isUnderSlug = (stop: Features, story: Features): boolean =>
  stop.slugHash === 0 || story.slugHash === 0 || stop.slugHash === story.slugHash;
