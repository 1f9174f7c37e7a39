/** Text in quotation marks of any language; single ones stand apart from apostrophes. */
const QUOTATION =
  /[“"„«»”]([^“”"„«»\n]{2,240})[”"“»«„]|(?<![\p{L}\d])[‘‚']((?:[^‘’‚'\n]|['’](?=\p{L})){6,240})[’‘'](?!\p{L})|[「『《]([^「」『』《》\n]{2,120})[」』》]|[<〈](?=[\p{Script=Hangul}\p{Script=Han}])([^<>〈〉\n]{4,120})[>〉]/gu;

/** What a text quotes, in order. */
export function quotationsIn(text: string): string[] {
  return [...text.matchAll(QUOTATION)].map(([, double, single, corner, angle]) =>
    (double ?? single ?? corner ?? angle ?? '').trim(),
  );
}

/** A text with `§` in place of each quotation: what others are quoted with says nothing of the message itself. */
export function withoutQuotations(text: string): string {
  return text.replace(QUOTATION, '§');
}
