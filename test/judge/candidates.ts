import { EMPTY_ITEM, type WireItem } from '../../src/article/wire-item.ts';
import type { Candidate } from '../../src/judge/verdict.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { saysUsable } from '../../src/normalise/status.ts';
import { stopReadIn } from '../../src/normalise/stop-read-in.ts';
import { loadPlugins } from '../../src/registry.ts';

/** A story as a case tells it. */
export interface Told {
  /** Minutes after the case begins. */
  readonly at: number;
  /** `reuters`, `afp` … is that agency's own wire, anything else a feed from elsewhere. */
  readonly from: string;
  /** Whose story a feed from elsewhere says it is. */
  readonly credit?: string;
  readonly id: string;
  readonly headline: string;
  readonly body: string;
  readonly language?: string;
  readonly slug?: string;
  readonly item?: Partial<WireItem>;
}

export const BEGIN = Date.UTC(2026, 2, 3, 9);
const styles = await loadPlugins('agencies');

/** The story as it reaches the judge, normalised as in the service. */
export function candidateOf(told: Told): Candidate {
  const now = BEGIN + told.at * 60_000;
  const style = styles.get(told.from);
  const standing = style === undefined ? 'partner' : 'wire';
  const item: WireItem = {
    ...EMPTY_ITEM,
    uri: told.id,
    headline: told.headline,
    slugline: told.slug ?? null,
    body: { kind: 'text', value: told.body },
    language: told.language ?? 'en',
    creditLine: told.credit ?? null,
    dates: [{ role: 'versionCreated', value: new Date(now).toISOString(), field: 'versionCreated' }],
    ...told.item,
  };
  const context = {
    feed: { id: told.from, agency: style?.code ?? null, standing, zone: null, language: null },
    format: 'case',
    receivedAt: now,
    captureSha256: 'case',
    styles,
    detectLanguage: null,
  } as Parameters<typeof normaliseItem>[1];
  const article = normaliseItem(item, context);
  const asStop = stopReadIn(item, context, article);
  return {
    article,
    asStop,
    speaksFor: style === undefined ? [] : [style.code],
    standing,
    saidUsable: saysUsable(item),
    now,
  };
}
