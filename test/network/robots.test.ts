import { expect, test } from 'vitest';
import { mayFetch, parseRobots } from '../../src/network/robots.ts';

const SITE = `# for all
User-agent: *
Disallow: /private/
Allow: /private/open.html
Disallow: /*.pdf$
Disallow: /search?
Crawl-delay: 2

User-agent: Copytaster
User-agent: other
Disallow: /wire/
Allow: /wire/today$
Disallow:

User-agent: nobody
Disallow: /
`;

test.each([
  ['somebody', '/a', true],
  ['somebody', '/private/a', false],
  ['somebody', '/private/open.html', true],
  ['somebody', '/reports/a.pdf', false],
  ['somebody', '/reports/a.pdf?page=2', true],
  ['somebody', '/search?q=a', false],
  ['somebody', '/search', true],
  ['copytaster', '/private/a', true],
  ['copytaster', '/wire/a', false],
  ['copytaster', '/wire/today', true],
  ['copytaster', '/wire/today/a', false],
  ['nobody', '/', false],
])('%s and %s: %s', (product, path, allowed) => {
  expect(mayFetch(parseRobots(SITE, product), path)).toBe(allowed);
});

test('a pause is asked for in seconds, and only of those it is meant for', () => {
  expect([parseRobots(SITE, 'somebody').delayMs, parseRobots(SITE, 'copytaster').delayMs]).toEqual([2_000, null]);
});
