/** Scripts that put no spaces between words: a phrase of them is looked for anywhere. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Whether a text has a word or a phrase: in any case, as whole words; `inflat*` is the beginning of one. */
export function hasWords(text: string, phrase: string): boolean {
  const wanted = wordsOf(phrase);
  if (wanted === '') return false;
  if (UNSPACED.test(phrase)) return text.normalize('NFKC').toLowerCase().includes(wanted);
  return ` ${wordsOf(text)} `.includes(phrase.trimEnd().endsWith('*') ? ` ${wanted}` : ` ${wanted} `);
}

function wordsOf(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ');
}
