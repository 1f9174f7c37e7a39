/** "كانون الأول": months of the Levant in two words, which stand as those of Egypt. */
const LEVANTINE: readonly (readonly [RegExp, string])[] = [
  [/كانون ال[أا]ول/gu, 'ديسمبر'],
  [/كانون الثاني/gu, 'يناير'],
  [/تشرين ال[أا]ول/gu, 'أكتوبر'],
  [/تشرين الثاني/gu, 'نوفمبر'],
];

/** A line with the months of the Levant in one word each. */
export const withOneMonth = (line: string): string =>
  LEVANTINE.reduce((said, [month, name]) => said.replace(month, name), line);
