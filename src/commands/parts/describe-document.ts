import type { Article } from '../../article/article.ts';
import { cutText } from '../../article/cut-text.ts';
import type { WireItem } from '../../article/wire-item.ts';
import { unmappedScheme } from '../../normalise/vocabulary/map-subjects.ts';
import type { GivenDocument, ReadStories } from './open-reader.ts';

const WIDTH = 100;

/** What a document gives, as JSON. */
export function documentJson({ format, decoded, problems, feed, stories }: ReadStories) {
  return {
    format,
    ...decoded,
    problems,
    feed,
    stories: stories.map(({ item, article }) => ({
      article,
      mapped: item.trace.filter(({ dropped }) => dropped === undefined),
      dropped: item.trace.filter(({ dropped }) => dropped !== undefined),
      unmapped: article.subjects
        .filter((subject) => unmappedScheme(subject) !== null)
        .map(({ sourceCode }) => sourceCode),
      signals: item.signals,
    })),
  };
}

/** What a document gives, for a person: what was detected, each article, where its fields come from, what was dropped. */
export function documentText(
  place: string,
  given: GivenDocument,
  { format, decoded, problems, feed, stories }: ReadStories,
): string {
  const lines = [
    place,
    `  format    ${format}`,
    `  charset   ${decoded.charset} (${decoded.charsetSource})`,
    `  bytes     ${given.bytes.byteLength}`,
    ...decoded.repairs.map((repair) => `  repaired  ${repair}`),
    ...(feed === null ? [] : [`  feed      ${[feed.title, feed.link].filter(Boolean).join('  ')}`]),
    `  articles  ${stories.length}`,
    ...problems.map((problem) => `  problem   ${problem}`),
    '',
    ...stories.flatMap(({ item, article }, at) => [
      `article ${at + 1}`,
      ...showArticle(article),
      ...showTrace(item, article),
      '',
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function showArticle(article: Article): string[] {
  const { pubStatus, embargoedUntil, embargoText, newsClass, priority, dateline, changeSource } = article;
  const embargo = embargoedUntil ?? (embargoText === null ? null : `no time to be read: ${embargoText}`);
  const rows: readonly (readonly [string, string | null])[] = [
    ['headline', article.headline],
    ['filed as', article.sourceHeadline === article.headline ? null : article.sourceHeadline],
    ['change', `${article.change}${changeSource === null ? '' : `, said by ${changeSource}`}`],
    ['note', article.changeNote],
    ['status', pubStatus === 'usable' ? null : pubStatus],
    ['withdraws', article.withdraws?.uris.join(' ') ?? null],
    ['embargo', embargo],
    ['class', `${newsClass}, ${priority}, ${article.type}`],
    ['agency', article.agency?.name ?? null],
    ['credits', article.credits.map(({ name }) => name).join(', ') || null],
    ['uri', article.uri],
    ['version', article.version],
    ['slugline', article.slugline],
    ['byline', article.byline],
    ['dateline', dateline?.text ?? null],
    ['language', `${article.language} (${article.languageSource})`],
    ['created', article.versionCreated ?? `unknown: ${article.dateFlags.join(', ')}`],
    ['subjects', article.subjects.map(subjectShown).join('; ') || null],
    ['media', article.media.map(({ type, href }) => `${type} ${href ?? ''}`.trim()).join('; ') || null],
    ['body', `${article.wordCount} words: ${cutText(article.bodyText, WIDTH).replace(/\s+/g, ' ')}`],
    ['sign-off', article.signOff],
    ['note to desks', article.edNote],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(15)}${cut(value)}`]));
}

function subjectShown({ code, name, sourceCode, match }: Article['subjects'][number]): string {
  if (code === null) return `${sourceCode ?? name} (no Media Topic)`;
  return `${sourceCode} → ${code} ${name ?? ''}${match === 'exact' ? '' : ` (${match})`}`;
}

function showTrace({ trace }: WireItem, article: Article): string[] {
  const mapped = trace.filter(({ dropped }) => dropped === undefined);
  const dropped = trace.filter((each) => each.dropped !== undefined);
  const kept = article.dateFlags.filter((flag) => flag !== 'missing');
  return [
    '  mapped from',
    ...mapped.map(({ field, from }) => `    ${field.padEnd(16)}${from}`),
    ...(dropped.length + kept.length === 0 ? [] : ['  dropped or repaired']),
    ...dropped.map((each) => `    ${each.field.padEnd(16)}${each.from}: ${each.dropped}`),
    ...kept.map((flag) => `    ${'date'.padEnd(16)}${flag}`),
  ];
}

function cut(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > WIDTH * 2 ? `${cutText(line, WIDTH * 2)} …` : line;
}
