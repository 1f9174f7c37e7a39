import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Agency } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { agencyNamed, isCreditLine, readCredits, takeTrailingCredit } from './credits.ts';
import type { NormaliseContext } from './normalise-context.ts';
import { readBodyText } from './read-body.ts';
import { styleOfDateline } from './read-dateline.ts';

/** Whose wire item it is: by its ids, by its provider, by the feed; nobody's where the feed is no wire. */
export function agencyOf(item: WireItem, { feed, styles }: NormaliseContext): Agency | null {
  for (const style of styles.values()) {
    const ids = [item.uri, ...item.altIds.map(({ value }) => value)].filter((id) => id !== null);
    if (feed.standing === 'wire' && ids.some((id) => style.ownIds.some((pattern) => pattern.test(id))))
      return { code: style.code, name: style.name };
  }
  for (const provider of item.providers) {
    const named = agencyNamed(provider, styles);
    if (named !== null && feed.standing === 'wire') return named;
  }
  const own = feed.agency === null ? undefined : styles.get(feed.agency);
  return own === undefined || feed.standing !== 'wire' ? null : { code: own.code, name: own.name };
}

/** The agency of a code, if it is known. */
export function agencyOfCode(code: string, styles: NormaliseContext['styles']): Agency[] {
  const style = styles.get(code);
  return style === undefined ? [] : [{ code, name: style.name }];
}

const OPENING_PARAGRAPHS = 3;

/** The house style that the credit or the dateline of an item names, or who holds the rights in it. */
export function styleOfCredit(item: WireItem, { styles }: NormaliseContext): HouseStyle | null {
  const named = readCredits(item.creditLine, styles)[0];
  const credited = named === undefined ? null : (styles.get(named.code) ?? null);
  if (credited !== null) return credited;
  const dated = item.dateline === null ? null : styleOfDateline(`${item.dateline.trim()} - X`, styles);
  if (dated !== null) return dated;
  return styleOfBody(item, styles) ?? styles.get(readCredits(item.copyrightHolder, styles)[0]?.code ?? '') ?? null;
}

function styleOfBody(item: WireItem, styles: NormaliseContext['styles']): HouseStyle | null {
  if (item.body === null) return null;
  // Lines may stand over the dateline.
  for (const paragraph of readBodyText(item.body, null).plain.split('\n\n', OPENING_PARAGRAPHS)) {
    const style = styleOfDateline(paragraph, styles);
    if (style !== null) return style;
  }
  return null;
}

/** Sites sign what they print with the agency's name where a reporter's would stand: that is a credit, no byline. */
export function signaturesOf(
  { bylines, authors }: WireItem,
  { feed, styles }: NormaliseContext,
): { people: readonly string[]; authors: WireItem['authors']; credit: string | null } {
  if (feed.standing === 'wire') return { people: bylines, authors, credit: null };
  const agencies = bylines.filter((byline) => isCreditLine(byline, styles));
  return {
    people: bylines.filter((byline) => !agencies.includes(byline)),
    authors: authors.filter(({ name }) => !isCreditLine(name, styles)),
    credit: agencies.join(', ') || null,
  };
}

/** The credit that the last paragraph ends with, taken off it. */
export function trailingCredit(
  paragraphs: readonly string[],
  { styles }: NormaliseContext,
): { paragraphs: readonly string[]; line: string | null } {
  const taken = takeTrailingCredit(paragraphs.at(-1) ?? '', styles);
  return taken === null
    ? { paragraphs, line: null }
    : { paragraphs: [...paragraphs.slice(0, -1), taken.text], line: taken.credit };
}

/** Agencies without repetition, in order. */
export function joinAgencies(first: readonly Agency[], more: readonly Agency[]): Agency[] {
  const all = [...first, ...more];
  return all.filter(({ code }, at) => all.findIndex((agency) => agency.code === code) === at);
}
