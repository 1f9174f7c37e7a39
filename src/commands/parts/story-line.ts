import type { Article } from '../../article/article.ts';
import { cutText } from '../../article/cut-text.ts';

const UNKNOWN_WIDTH = 200;
const TIME = /T(\d\d:\d\d:\d\d)/;

/** One story in one line of a terminal: time, agency, what it is, headline; no wider than the terminal. */
export function storyLine(article: Article, columns: number | undefined): string {
  const { agency, provenance, priority, change, revision, headline, uri, receivedAt, pubStatus } = article;
  const marks = [
    ...(['flash', 'alert', 'urgent'].includes(priority) ? [priority.toUpperCase()] : []),
    ...(change === 'new' ? [] : [change.toUpperCase()]),
    ...((revision ?? 1) > 1 ? [`v${revision}`] : []),
  ];
  const words = headline ?? (pubStatus === 'canceled' ? `(withdrawn) ${uri}` : `(not shown) ${uri}`);
  const start = `${TIME.exec(receivedAt)?.[1] ?? receivedAt}  ${(agency?.code ?? provenance.feed).padEnd(10)}`;
  return cutText(`${start}  ${[...marks, words].join(' ')}`, columns ?? UNKNOWN_WIDTH);
}
