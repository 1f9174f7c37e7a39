import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { appendAction } from './append-action.ts';
import { noSuchArticle, readHeadEntry, readKnownArticle } from './articles.ts';
import { describeGate } from './gates.ts';
import type { Order } from './operator-decision.ts';
import type { Store } from './store.ts';

/** Others may commit to the same article at the same moment. */
const TRIES = 5;

/**
 * Sends the current revision of an article again, under its own id: to one destination, whatever its filter says, or to
 * all that have the article. Of an article that is withdrawn or withheld its stop goes again.
 * @throws Rejected where there is no such article, or an embargo holds it
 */
export async function resendArticle(
  store: Store,
  id: string,
  { to, overrides = false }: { readonly to: string | null; readonly overrides?: boolean },
  order: Order,
): Promise<Article> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readKnownArticle(store, id);
    if (known === null) throw noSuchArticle(id);
    const gate = gateOf(known.head, order.now);
    if (gate.state === 'held') throw new Rejected(`${id}: ${describeGate(gate)}; it goes out when that ends`);
    const entry = await readHeadEntry(store, id);
    if (entry === null) throw new Rejected(`${id}: the wire log does not hold it any more`);
    const about = { ...entry, pubStatus: known.head.pubStatus };
    if ((await appendAction(store, { act: 'resend', entry: about, to, overrides }, order)) !== null) return known.head;
  }
  throw new Rejected(`${id}: its revisions follow each other too fast, try again`);
}
