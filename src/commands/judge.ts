import { parseArgs } from 'node:util';
import { sha256 } from '../article/content.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import { Desk } from '../judge/desk.ts';
import type { Verdict } from '../judge/verdict.ts';
import { loadLanguageDetector } from '../normalise/language.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import { loadPlugins } from '../registry.ts';
import { runBatch } from './contract/batch.ts';
import type { Command } from './contract/command.ts';

const WINDOW_MS = 96 * 3_600_000;
const MARKUP =
  /<\/?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|table|tr|td|pre|article|section|blockquote|img)\b[^<>]{0,300}>/i;

const judge: Command = {
  name: 'judge',
  summary: 'judge stories in order of arrival: new, repeated, or a version of an earlier one',
  usage:
    'copytaster judge --batch    {id, agency, headline, body, published, language?} a line on standard input, in order of arrival',
  async run(words, terminal) {
    const { values } = parseArgs({ args: [...words], options: { batch: { type: 'boolean' } } });
    if (!values.batch) {
      terminal.stderr.write(`${judge.usage}\n`);
      return 2;
    }
    const styles = await loadPlugins('agencies');
    const detectLanguage = await loadLanguageDetector();
    const desk = new Desk(WINDOW_MS);
    await runBatch(terminal, (line) => {
      const text = (name: string): string => (typeof line[name] === 'string' ? (line[name] as string) : '');
      const style = styles.get(text('agency'));
      const standing = style === undefined ? 'web' : 'wire';
      const now = Date.parse(text('published'));
      if (Number.isNaN(now)) throw new Error('published: write an instant in ISO 8601');
      const feed = text('agency') || 'unknown';
      const article = normaliseItem(
        {
          ...EMPTY_ITEM,
          uri: `batch:${text('id')}`,
          headline: text('headline') || null,
          body: { kind: MARKUP.test(text('body')) ? 'html' : 'text', value: text('body') },
          language: text('language') || null,
          dates: [{ role: 'versionCreated', value: new Date(now).toISOString(), field: 'published' }],
        },
        {
          feed: { id: feed, agency: style?.code ?? null, standing, zone: null, language: null },
          format: 'batch',
          receivedAt: now,
          captureSha256: sha256(text('id')),
          styles,
          detectLanguage,
        },
      );
      const speaksFor = style === undefined ? [] : [style.code];
      const { verdict, lineage } = desk.take({ article, speaksFor, standing, now });
      const elsewhere = standing === 'web' && verdict.action === 'spike';
      return {
        id: line.id,
        ok: true,
        cluster_id: lineage,
        relation: verdict.relation,
        ...(verdict.of === null ? {} : { of: verdict.of }),
        articleId: elsewhere ? article.id : verdict.articleId,
        sends: sends(verdict),
        change: verdict.change,
        rule: verdict.rule,
        reason: verdict.reason,
      };
    });
    return 0;
  },
};
export default judge;

function sends({ action }: Verdict): boolean {
  return action === 'publish' || action === 'revise';
}
