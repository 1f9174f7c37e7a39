import type { TextKind, TextLine } from './text-line.ts';
import { isSentence } from './text-prose.ts';
import {
  isWriterTitle,
  opensWriter,
  readLabelledName,
  readNameAlone,
  readNameInSigns,
  readSigned,
  readWriter,
} from './text-writer.ts';

/** Who wrote a story, by the lines of its head; `take` is told the places of the lines that say so. */
export function bylineIn(head: readonly TextLine[], take: (at: number) => void): string | null {
  for (const [at, { kind, text }] of head.entries()) {
    const next = head[at + 1]?.text ?? '';
    const labelled = opensWriter(text) ? readLabelledName(next) : null;
    if (labelled !== null) {
      take(at);
      take(at + 1);
      return labelled;
    }
    const beside = kind === 'credit' || kind === 'date' ? readSigned(head[at] as TextLine) : null;
    if (beside !== null) return beside;
    if (kind !== 'writer') continue;
    take(at);
    return readWriter(text);
  }
  return namedAlone(head, take);
}

/** A name without a label, beside what tells that it is the writer's. */
function namedAlone(head: readonly TextLine[], take: (at: number) => void): string | null {
  const alone = head.findIndex(({ kind, text }, at) => at > 0 && kind === 'copy' && readNameAlone(text) !== null);
  const first = head[0] !== undefined && head[0].kind === 'copy' && readNameAlone(head[0].text) !== null ? 0 : alone;
  const above = head[first - 1];
  const isLast = first === head.length - 1 && above !== undefined && isSentence(above);
  if (first < 0 || !(standsAsName(head, first) || isLast)) return namedInSigns(head, take);
  take(first);
  if (isWriterTitle(head[first + 1]?.text ?? '')) take(first + 1);
  return readNameAlone(head[first]?.text ?? '');
}

/** A name in signs, between the headline and a date. */
function namedInSigns(head: readonly TextLine[], take: (at: number) => void): string | null {
  const at = head.findIndex(
    ({ kind, text }, place) => kind === 'copy' && head[place + 1]?.kind === 'date' && readNameInSigns(text) !== null,
  );
  if (at < 0) return null;
  take(at);
  return readNameInSigns(head[at]?.text ?? '');
}

const OF_TIME: ReadonlySet<TextKind> = new Set<TextKind>(['date', 'date-label', 'clock']);
const isNoTool = ({ kind }: TextLine): boolean => kind !== 'site';

/** A name without a label stands beside a date, a title or the tools of the page. */
function standsAsName(head: readonly TextLine[], at: number): boolean {
  if (isWriterTitle(head[at + 1]?.text ?? '')) return true;
  const above = head.slice(0, at).findLast(isNoTool);
  const below = head.slice(at + 1).filter(isNoTool);
  const isBesideTime = [above, below[0], below[1]].some((line) => line !== undefined && OF_TIME.has(line.kind));
  return isBesideTime || (below[0]?.kind === 'credit' && head[at]?.gap === 1);
}
