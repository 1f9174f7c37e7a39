import { expect, test } from 'vitest';
import ninjs from '../../src/renderers/ninjs.ts';
import { FULL } from './articles.ts';

test('a picture whose file has no address is an association with a uri of its own', () => {
  const [picture] = FULL.media;
  const article = { ...FULL, media: [{ ...picture!, uri: null, href: null, renditions: [] }] };
  const { associations } = JSON.parse(ninjs.render(article, { bare: false })) as { associations: { uri: string }[] };
  expect(associations[0]!.uri).toBe(`urn:copytaster:media:${FULL.id}:1`);
});
