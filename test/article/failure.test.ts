import { expect, test } from 'vitest';
import { describeError, FeedDown } from '../../src/article/failure.ts';

test('an error and its causes are one path on one line', () => {
  const cause = new Error('first line\r\n  second line\n', { cause: 'no reason' });
  expect(describeError(new FeedDown('feed wire: no connection', 'network', { cause }))).toBe(
    'feed wire: no connection: first line second line: no reason',
  );
});
