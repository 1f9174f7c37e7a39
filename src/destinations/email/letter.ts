import { sha256 } from '../../article/content.ts';
import { cutText } from '../../article/cut-text.ts';
import { titleOf } from '../../renderers/contract/copy.ts';
import { renderDocument } from '../../renderers/contract/render-document.ts';
import text from '../../renderers/text.ts';
import type { Delivery } from '../contract/destination.ts';

/** A mail, as far as the story makes it. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly references: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly priority: 'high' | 'normal';
}

const MARKS: Readonly<Record<string, string>> = {
  'article.withdrawal': 'KILL',
  'article.withheld': 'HOLD',
  'article.correction': 'CORRECTION',
  'article.update': 'UPDATE',
  'article.reinstated': 'REINSTATED',
};
const LONGEST_SUBJECT = 200;
const idOf = (id: string): string => `<${sha256(id).slice(0, 40)}@copytaster>`;

/** The mail of one revision. */
export function letterOf(delivery: Delivery): Letter {
  const { id, articleId, article, document, event, stop } = delivery;
  const mark = stop
    ? MARKS[event.type]
    : article?.priority === 'flash'
      ? 'FLASH'
      : article?.priority === 'alert'
        ? 'ALERT'
        : MARKS[event.type];
  const title = article === null ? event.type : titleOf(article);
  return {
    subject: cutText(
      [mark, article?.agency?.name, title].filter(Boolean).join(': ').replace(/\s+/g, ' '),
      LONGEST_SUBJECT,
    ),
    text: article === null ? document.body : renderDocument(text, article, { bare: false }),
    messageId: idOf(id),
    references: idOf(articleId),
    priority: stop || mark === 'FLASH' || mark === 'ALERT' ? 'high' : 'normal',
  };
}

/** One mail of several revisions, in their order. */
export function digestOf(deliveries: readonly Delivery[]): Letter {
  const letters = deliveries.map(letterOf);
  const [first] = letters;
  if (first !== undefined && letters.length === 1) return first;
  const id = idOf(deliveries.map((delivery) => delivery.id).join(' '));
  return {
    subject: `${letters.length} stories: ${cutText(first?.subject ?? '', 120)} …`,
    text: letters.map(({ subject, text }) => `${subject}\n\n${text}`).join(`\n${'-'.repeat(70)}\n\n`),
    messageId: id,
    references: id,
    priority: 'normal',
  };
}
