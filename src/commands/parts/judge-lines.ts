import { sha256 } from '../../article/content.ts';
import { EMPTY_ITEM } from '../../article/wire-item.ts';
import type { Candidate, Verdict } from '../../judge/verdict.ts';
import { normaliseItem } from '../../normalise/normalise.ts';
import type { NormaliseContext } from '../../normalise/normalise-context.ts';
import { stopReadIn } from '../../normalise/stop-read-in.ts';
import { judgeStories } from '../../stories/judge-stories.ts';
import { MapMemory } from '../../stories/map-memory.ts';

const WINDOW_MS = 96 * 3_600_000;
const MARKUP =
  /<\/?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|table|tr|td|pre|article|section|blockquote|img)\b[^<>]{0,300}>/i;

type Line = Readonly<Record<string, unknown>>;

const textIn = (line: Line, name: string): string => (typeof line[name] === 'string' ? (line[name] as string) : '');

/** The article of a line, as that agency's own wire or as copy from elsewhere. */
function candidateOf(
  line: Line,
  { styles, detectLanguage }: Pick<NormaliseContext, 'styles' | 'detectLanguage'>,
): Candidate {
  const style = styles.get(textIn(line, 'agency'));
  const standing = style === undefined ? 'web' : 'wire';
  const now = Date.parse(textIn(line, 'published'));
  if (Number.isNaN(now)) throw new Error('published: write an instant in ISO 8601');
  const body = textIn(line, 'body');
  const item = {
    ...EMPTY_ITEM,
    uri: `batch:${textIn(line, 'id')}`,
    headline: textIn(line, 'headline') || null,
    body: { kind: MARKUP.test(body) ? ('html' as const) : ('text' as const), value: body },
    language: textIn(line, 'language') || null,
    dates: [{ role: 'versionCreated' as const, value: new Date(now).toISOString(), field: 'published' }],
  };
  const context: NormaliseContext = {
    feed: { id: feedOf(line), agency: style?.code ?? null, standing, zone: null, language: null },
    format: 'batch',
    receivedAt: now,
    captureSha256: sha256(textIn(line, 'id')),
    styles,
    detectLanguage,
  };
  const article = normaliseItem(item, context);
  const asStop = stopReadIn(item, context, article);
  return { article, asStop, speaksFor: style === undefined ? [] : [style.code], standing, saidUsable: false, now };
}

const feedOf = (line: Line): string => textIn(line, 'agency') || 'unknown';

/** Judges one line after the other, each against all before it. */
export function judgeInOrder(
  styles: NormaliseContext['styles'],
  detectLanguage: NormaliseContext['detectLanguage'],
): (line: Line) => Promise<Record<string, unknown>> {
  const memory = new MapMemory(WINDOW_MS);
  const arrivals = new Map<string, string>();
  return async (line) => {
    const candidate = candidateOf(line, { styles, detectLanguage });
    const { article, standing, now } = candidate;
    const item = `${feedOf(line)}|${textIn(line, 'id')}`;
    memory.passTo(now);
    const answers = await judgeStories(memory, [{ candidate, rejection: null, previous: arrivals.get(item) ?? '' }]);
    const judged = answers.at(-1);
    if (judged?.verdict == null) throw new Error(judged?.rejection ?? 'nothing was judged');
    const { verdict, lineage } = judged;
    arrivals.set(item, `${arrivals.size}|${now}`);
    for (const each of answers) memory.commit(each, arrivals.get(item) as string);
    const elsewhere = standing === 'web' && verdict.action === 'spike';
    return {
      id: line.id,
      ok: true,
      cluster_id: lineage,
      relation: verdict.relation,
      ...(verdict.of === null ? {} : { of: verdict.of }),
      articleId: elsewhere ? article.id : verdict.articleId,
      eventId: judged.article?.eventId ?? null,
      sends: sends(verdict),
      change: verdict.change,
      rule: verdict.rule,
      reason: verdict.reason,
    };
  };
}

function sends({ action }: Verdict): boolean {
  return action === 'publish' || action === 'revise';
}
