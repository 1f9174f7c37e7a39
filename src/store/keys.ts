import { sha256 } from '../article/content.ts';

/** One hash tag for every key of ours: in a cluster they all live in one shard, so scripts may touch them together. */
export const TAG = '{copytaster}';

const name = (...parts: readonly string[]): string => [TAG, ...parts].join(':');

/** The names of all durable keys. */
export const keys = {
  epoch: name('epoch'),
  log: name('log'),
  releases: name('releases'),
  recovering: name('recovering'),
  receipts: name('receipts'),
  deadLetters: name('dead-letters'),
  feeds: name('feeds'),
  overdue: name('overdue'),
  spike: name('spike'),
  deadLetter: (id: string) => name('dead-letter', id),
  feed: (feed: string) => name('feed', feed),
  receipt: (receipt: string) => name('receipt', receipt),
  open: (receipt: string) => name('receipt', receipt, 'open'),
  seen: (feed: string, itemId: string) => name('seen', feed, sha256(itemId).slice(0, 24)),
  page: (feed: string, itemId: string) => name('page', feed, sha256(itemId).slice(0, 24)),
  arrival: (arrival: string) => name('arrival', arrival),
  named: (word: string) => name('named', sha256(word).slice(0, 24)),
  id: (key: string) => name('id', key),
  article: (id: string) => name('article', id),
  revisions: (id: string) => name('article', id, 'revisions'),
  duplicates: (id: string) => name('article', id, 'duplicates'),
  revision: (id: string) => name('revision', id),
  destination: (id: string) => name('destination', id),
  lease: (id: string) => name('destination', id, 'lease'),
  due: (id: string) => name('destination', id, 'due'),
  unread: (id: string) => name('destination', id, 'unread'),
  got: (id: string) => name('destination', id, 'got'),
  lane: (destination: string, article: string) => name('destination', destination, 'lane', article),
} as const;
