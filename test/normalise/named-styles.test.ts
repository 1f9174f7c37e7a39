import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { houseStyle } from '../../src/agencies/tables/house-style.ts';
import { stylesNamedIn } from '../../src/normalise/named-styles.ts';
import { loadPlugins } from '../../src/registry.ts';

test('the styles named in a text are those whose name stands in it as a word, whatever stands around it', async () => {
  const styles = await loadPlugins('agencies');
  const names = [...styles.values()].flatMap(({ names }) => names);
  const part = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(' ', ' (', ') - ', '/', '-', 'x', 'é', '𝐀', '.', 'Москва'),
  );
  const isLetter = (sign: string | undefined): boolean => /\p{L}/u.test(sign ?? ' ');
  const standsIn = (text: string, name: string): boolean =>
    Array.from({ length: text.length }, (_, at) => at).some(
      (at) => text.startsWith(name, at) && !isLetter(text[at - 1]) && !isLetter(text[at + name.length]),
    );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join('').toUpperCase();
      const expected = [...styles.values()].filter(({ names }) =>
        names.some((name) => standsIn(text.toLowerCase(), name)),
      );
      expect(stylesNamedIn(text, styles).map(({ code }) => code)).toEqual(expected.slice(0, 8).map(({ code }) => code));
    }),
  );
});

test('a name that begins with no letter is found too', () => {
  const style = houseStyle({ code: 'seven', name: '7am', names: ['7am news'] });
  expect(stylesNamedIn('OSLO (7AM News) -', new Map([['seven', style]]))).toEqual([style]);
});
