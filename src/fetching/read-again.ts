import { describeError, isFailure } from '../article/failure.ts';
import { idInFeed } from '../article/id-in-feed.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { KeptItem, WholeDocument } from '../store/kept-item.ts';
import { completedFrom, isAnother } from './completed-item.ts';
import { inOrder } from './gather-items.ts';
import type { DocumentReader } from './reading-threads.ts';

/** An item as its document is read now, or why there is none. */
export type ItemReadAgain = { readonly item: WireItem; readonly format: string } | { readonly unread: string };

/** Reads the document of an item again, with the page that completed it. */
export async function readItemAgain(
  reading: DocumentReader,
  { id, format, maxItems }: Pick<FeedSettings, 'id' | 'format' | 'maxItems'>,
  kept: KeptItem,
): Promise<ItemReadAgain> {
  try {
    const answer = await reading.read({ ...requestOf(kept.document), format, maxItems }, id);
    const items = inOrder(answer.items, answer.order);
    const item = items.findLast((each) => idInFeed(each) === kept.item.itemId);
    if (item === undefined) return { unread: 'as its document is read today there is no such item in it' };
    if (!item.bodyIsSummary && item.body !== null) return { item, format: answer.format };
    return await completedAgain(reading, id, kept, { item, format: answer.format });
  } catch (error) {
    if (!isFailure(error, 'Rejected')) throw error;
    return { unread: `its document cannot be read today: ${describeError(error)}` };
  }
}

async function completedAgain(
  reading: DocumentReader,
  feed: string,
  { item: before, page }: KeptItem,
  read: { readonly item: WireItem; readonly format: string },
): Promise<ItemReadAgain> {
  const wasWhole = !before.item.bodyIsSummary && before.item.body !== null;
  if (page === null) return wasWhole ? { unread: 'the page that completed it is not kept with it' } : read;
  const { items } = await reading.read({ ...requestOf(page), format: 'html-page' }, feed);
  const [story] = items;
  const [asked, got] = [read.item.links[0]?.uri ?? '', page.facts.url ?? ''];
  const isItsPage = URL.canParse(asked) && URL.canParse(got) && story && !isAnother(read.item, story, asked, got);
  if (!story || story.bodyIsSummary || !isItsPage)
    return wasWhole ? { unread: 'as its page is read today there is no story on it' } : read;
  return { ...read, item: completedFrom(read.item, story) };
}

const requestOf = ({ facts: { contentType, url, contentLocation, filename }, bytes }: WholeDocument) => ({
  bytes,
  contentType,
  url,
  contentLocation,
  filename,
});
