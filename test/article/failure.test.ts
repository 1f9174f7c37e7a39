import { expect, test } from 'vitest';
import { describeError, FeedDown } from '../../src/article/failure.ts';

test('an error and its causes are one path on one line', () => {
  const cause = new Error('first line\r\n  second line\n', { cause: 'no reason' });
  expect(describeError(new FeedDown('feed wire: no connection', 'network', { cause }))).toBe(
    'feed wire: no connection: first line second line: no reason',
  );
});

test('an error reads as a path to its cause, each part of it once', () => {
  const cause = new Error('getaddrinfo ENOTFOUND wire.example');
  const host = new Error('getaddrinfo ENOTFOUND wire.example', { cause });
  expect(describeError(new Error('feed world', { cause: host }))).toBe(
    'feed world: getaddrinfo ENOTFOUND wire.example',
  );
  expect(describeError(new Error('item 3', { cause: 'no title' }))).toBe('item 3: no title');
});
