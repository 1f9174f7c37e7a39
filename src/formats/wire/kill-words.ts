import type { Draft } from './draft.ts';

/** A line that kills a story in prose, in the languages of the AFP wire: the word, then what it withdraws and why. */
const KILL_LINE =
  /^\s*(KILL|MANDATORY KILL|ANNULATION|ANULACIÓN|ANULACION|ANULAÇÃO|ANULACAO|ANNULLIERUNG|ANNULLIERT|إلغاء)\s*[:：]\s*(.*)$/u;

/**
 * Says which of the first paragraphs kills a story, and in which words it names the victim (in the same paragraph, or
 * in the next ones when the word stands alone).
 */
export function signalKill(draft: Draft, paragraphs: readonly string[]): void {
  const early = paragraphs
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .slice(0, 6);
  early.slice(0, 4).some((paragraph, at) => {
    const found = KILL_LINE.exec(paragraph.slice(0, 2_000).replace(/\s+/g, ' '));
    if (found === null) return false;
    draft.signal('killWord', found[1]);
    draft.signal('killVictim', found[2] || early.slice(at + 1, at + 3).join(' '));
    return true;
  });
}
