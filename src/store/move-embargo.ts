import type { Article } from '../article/article.ts';
import type { Gate } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { OPERATOR } from '../judge/operator-hold.ts';
import { carryOut } from './actions.ts';
import type { Order } from './operator-decision.ts';
import type { Store } from './store.ts';

/**
 * Gives an article that is under an embargo another instant at which it may run: its next revision, held like the one
 * before.
 * @param until ISO 8601, later than the order
 * @throws Rejected where the instant has passed, there is no such article, or nothing holds it until an instant
 */
export async function moveEmbargo(store: Store, id: string, until: string, order: Order): Promise<Article> {
  const at = Date.parse(until);
  if (!(at > order.now)) throw new Rejected(`${id}: ${until} has passed; release sends it now`);
  const embargoedUntil = new Date(at).toISOString();
  const action = {
    name: 'move-embargo',
    change: () => 'update' as const,
    refuse: ({ state }: Gate) => REFUSED[state],
    apply: (head: Article): Article => ({ ...head, embargoedUntil, embargoText: null }),
    isDone: (head: Article) => head.embargoedUntil === embargoedUntil && head.changeSource === OPERATOR,
  };
  return carryOut(store, action, id, order);
}

const REFUSED: Readonly<Record<Gate['state'], string | null>> = {
  held: null,
  open: 'it is under no embargo; hold keeps it back',
  withheld: 'it is withheld until it is released; there is no instant to move',
  withdrawn: 'it is withdrawn, and its text is not kept',
};
