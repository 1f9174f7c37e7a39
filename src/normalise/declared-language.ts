import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { NormaliseContext } from './normalise-context.ts';

/** What agencies write in place of a language's code: codes of countries that are no language's, and older lists. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  gb: 'en',
  us: 'en',
  jp: 'ja',
  cn: 'zh',
  dk: 'da',
  cz: 'cs',
  eng: 'en',
  fra: 'fr',
  fre: 'fr',
  deu: 'de',
  ger: 'de',
  spa: 'es',
  por: 'pt',
  ita: 'it',
  nld: 'nl',
  dut: 'nl',
  swe: 'sv',
  dan: 'da',
  nor: 'no',
  fin: 'fi',
  rus: 'ru',
  ara: 'ar',
  zho: 'zh',
  chi: 'zh',
  jpn: 'ja',
  kor: 'ko',
  pol: 'pl',
  tur: 'tr',
};

/** The language that item or feed declare, as BCP 47 writes it; else what the text is detected to be, else `und`. */
export function languageOf(
  item: WireItem,
  { feed, detectLanguage }: NormaliseContext,
  text: string,
): { language: string; source: Article['languageSource'] } {
  const declared = (item.language ?? feed.language)?.trim().replace('_', '-');
  if (declared && /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(declared)) {
    const [first = '', ...rest] = declared.split('-');
    const base = OTHER_CODES[first.toLowerCase()] ?? first.toLowerCase();
    return { language: [base, ...rest].join('-'), source: 'declared' };
  }
  const detected = detectLanguage?.(text) ?? null;
  return detected === null ? { language: 'und', source: 'none' } : { language: detected, source: 'detected' };
}
