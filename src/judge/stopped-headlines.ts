import { sha256 } from '../article/content.ts';
import { headlinesNamed } from './pointers.ts';
import type { Candidate } from './verdict.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Fewer words, or in scripts without spaces fewer signs, may head any story. */
const FEWEST_WORDS = 4;
const FEWEST_SIGNS = 8;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Keys of the headlines under which a stop says that its agency's stories stand: those that nobody saw may come yet. */
export function stoppedHeadlineKeys({ article }: Candidate): string[] {
  const code = article.agency?.code;
  if (article.pubStatus === 'usable' || code === undefined) return [];
  return [...new Set(headlinesNamed(article).flatMap((headline) => keyOf(code, headline) ?? []))];
}

/** Keys under which a stop may have named this copy before it came: of its own agency on its wire, elsewhere of all it credits. */
export function ownHeadlineKeys(candidate: Candidate, isOwnWire: boolean): string[] {
  const { agency, credits, headline, pubStatus } = candidate.article;
  if (pubStatus !== 'usable' || headline === null) return [];
  const codes = [agency?.code, ...(isOwnWire ? [] : credits.map(({ code }) => code))];
  return [...new Set(codes.flatMap((code) => (code == null ? [] : (keyOf(code, headline) ?? []))))];
}

function keyOf(agency: string, headline: string): string | null {
  const words = headline.normalize('NFKC').toLowerCase().match(WORD) ?? [];
  const name = words.join(' ');
  const isTelling = UNSPACED.test(name) ? name.length >= FEWEST_SIGNS : words.length >= FEWEST_WORDS;
  return isTelling ? `stopped|${agency}|${sha256(name).slice(0, 32)}` : null;
}
