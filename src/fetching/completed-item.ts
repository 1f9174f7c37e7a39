import type { WireItem } from '../article/wire-item.ts';

/** On another host, under a headline that shares no word with the feed's: the redirect led to another story. */
export function isAnother(item: WireItem, story: WireItem, asked: string, got: string): boolean {
  if (new URL(asked).host === new URL(got).host || item.headline === null || story.headline === null) return false;
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  const words = new Set(wordsOf(item.headline));
  return words.size > 0 && !wordsOf(story.headline).some((word) => words.has(word));
}

/** The feed's item with what its page adds: the story in full; for the rest the feed's own word stands where it has one. */
export function completedFrom(item: WireItem, story: WireItem): WireItem {
  return {
    ...item,
    body: story.body,
    bodyIsSummary: false,
    summary: item.summary ?? item.body ?? story.summary,
    headline: item.headline ?? story.headline,
    subheadline: item.subheadline ?? story.subheadline,
    bylines: item.bylines.length > 0 ? item.bylines : story.bylines,
    authors: item.authors.length > 0 ? item.authors : item.bylines.length > 0 ? [] : story.authors,
    creditLine: item.creditLine ?? story.creditLine,
    publisher: story.publisher ?? item.publisher,
    language: item.language ?? story.language,
    keywords: item.keywords.length > 0 ? item.keywords : story.keywords,
    media: item.media.length > 0 ? item.media : story.media,
    copyrightHolder: item.copyrightHolder ?? story.copyrightHolder,
    dates: item.dates.length > 0 ? item.dates : story.dates,
    trace: [...item.trace, { field: 'body', from: `page ${story.uri ?? ''}`.trim() }],
  };
}
