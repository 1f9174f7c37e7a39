import { type DateLabel, loneLabel, readDateLine, readYearlessDay, type StatedDate } from './stated-dates.ts';
import { timeOfClock } from './stated-times.ts';
import type { TextKind, TextLine } from './text-line.ts';

/** So many lines above the headline a date may still be the story's. */
const NEAR_ABOVE = 6;

/**
 * When the story was published and last changed, by the lines of dates of a page: those under the headline first, then
 * those above it, then those under the story. `headline` and `start` are the places of headline and first paragraph.
 */
export function datesOfLines(
  lines: readonly TextLine[],
  headline: number,
  start: number,
): { published: StatedDate | null; updated: StatedDate | null } {
  const above = headline < 0 ? [] : lines.slice(Math.max(0, headline - NEAR_ABOVE), headline);
  const places = [lines.slice(headline + 1, Math.max(start, headline + 1)), above, lines.slice(start)];
  for (const [at, place] of places.entries()) {
    const dates = at === 2 ? labelled(datesOf(place)) : datesOf(place);
    const published = timed(dates, 'published') ?? timed(dates, null);
    const updated = dates.find(({ label }) => label === 'updated');
    if (published !== undefined)
      return { published, updated: updated === undefined || isWithin(published, updated) ? null : updated };
    if (updated !== undefined)
      return { published: publishedBefore(updated, at === 0 ? above : [], lines.slice(start)), updated };
  }
  return { published: null, updated: null };
}

/** The first date with a label; of those of its day the first that names a time. */
function timed(dates: readonly StatedDate[], label: DateLabel | null): StatedDate | undefined {
  const said = dates.filter((date) => date.label === label);
  const day = said[0]?.value.slice(0, DAY);
  return said.find(({ value }) => value.length > DAY && value.slice(0, DAY) === day) ?? said[0];
}

/** True where the day on which a story changed is that of the published time, and no time is named. */
const isWithin = (published: StatedDate, updated: StatedDate): boolean =>
  updated.value.length === 10 && published.value.length > 10 && published.value.startsWith(updated.value);

/** Some papers say under the headline when the story changed, and over it or under the story when it was published. */
function publishedBefore(
  updated: StatedDate,
  above: readonly TextLine[],
  below: readonly TextLine[],
): StatedDate | null {
  const day = updated.value.slice(0, 10);
  const said = [...datesOf(above), ...datesOf(below).filter(({ label }) => label === 'published')];
  return said.find(({ value, label }) => label !== 'updated' && value.slice(0, 10) <= day) ?? null;
}

/** Below the story a date without a label may be anything's. */
const labelled = (dates: readonly StatedDate[]): readonly StatedDate[] => dates.filter(({ label }) => label !== null);

/** So many letters has a day without a time. */
const DAY = 10;

const OF_DATES: ReadonlySet<TextKind> = new Set<TextKind>(['date', 'writer', 'credit']);

/** Gives the last date the time that stands on the line below it, where it has none of its own. */
function addTime(found: StatedDate[], clock: string): void {
  const last = found.pop();
  if (last !== undefined)
    found.push(last.value.length === DAY ? { ...last, value: `${last.value}${timeOfClock(clock)}` } : last);
}

/** The year that the first full date names. */
function yearOf(lines: readonly TextLine[]): string | undefined {
  for (const { kind, text } of lines) {
    const value = OF_DATES.has(kind) ? readDateLine(text)?.dates[0]?.value : undefined;
    if (value !== undefined) return value.slice(0, 4);
  }
  return undefined;
}

/** Beside the day on which a story changed, a day without a label is that of its publication. */
function paired(dates: readonly StatedDate[] | undefined): readonly StatedDate[] | undefined {
  const [first, second] = dates ?? [];
  return first?.label === null && second?.label === 'updated' && dates?.length === 2
    ? [{ ...first, label: 'published' }, second]
    : dates;
}

/** The dates that one line names; `year` is that of a full date near it. */
function datesIn({ text, kind }: TextLine, year: string | undefined): readonly StatedDate[] {
  const read = OF_DATES.has(kind) ? readDateLine(text) : null;
  const dates = paired(read?.dates);
  if (dates !== undefined || kind === 'caption' || year === undefined) return dates ?? [];
  const yearless = readYearlessDay(text, year);
  return yearless !== null && (yearless.label !== null || kind === 'date') ? [yearless] : [];
}

function datesOf(lines: readonly TextLine[]): readonly StatedDate[] {
  const found: StatedDate[] = [];
  let waiting: DateLabel | null = null;
  let above: TextKind | null = null;
  const year = yearOf(lines);
  for (const line of lines) {
    if (line.kind === 'date-label') {
      waiting = loneLabel(line.text);
      continue;
    }
    if (line.kind === 'clock' && above === 'date') addTime(found, line.text);
    if (/[\p{L}\p{N}]/u.test(line.text)) above = line.kind;
    const dates = datesIn(line, year);
    for (const date of dates) found.push({ ...date, label: date.label ?? waiting });
    if (dates.length > 0) waiting = null;
  }
  return found;
}
