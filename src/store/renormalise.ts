import type { Article } from '../article/article.ts';
import { canonicalJson } from '../article/content.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { OPERATOR } from '../judge/operator-hold.ts';
import { settleArticle } from '../judge/settle.ts';
import type { KnownArticle } from '../judge/verdict.ts';
import { type Action, carryOut, operatorVerdict } from './actions.ts';
import type { Order } from './operator-decision.ts';
import type { Store } from './store.ts';

const NAME = 'renormalise';

/** What says where a revision stands, whence it came and who made it: today's reading has no say in that. */
const OF_THE_PLACE: ReadonlySet<string> = new Set([
  ...['id', 'revision', 'revisionId', 'previousRevisionId', 'current', 'change', 'changed', 'marked', 'changeNote'],
  ...['changeSource', 'duplicates', 'provenance', 'eventId', 'related', 'translationOf', 'splitFrom', 'mergedInto'],
  ...['receivedAt', 'dateFlags', 'dateSource'],
]);

/** What people decide, where somebody has touched the article. */
const OF_PEOPLE = ['embargoedUntil', 'embargoText', 'expires', 'correctionNote'] as const;

/**
 * An article as its next revision would be if it came today: what its document says by today's reading, under the names
 * that it has, with what people decided since.
 */
export function readAnew(read: Article, known: KnownArticle): Article {
  const { head } = known;
  const named = { uri: head.uri, version: head.version, altIds: head.altIds };
  const decided = Object.fromEntries(OF_PEOPLE.map((field) => [field, head[field]]));
  const article: Article = {
    ...read,
    ...named,
    ...(head.changeSource === OPERATOR ? decided : {}),
    receivedAt: head.receivedAt,
    changeSource: OPERATOR,
    changeNote: null,
  };
  return settleArticle(
    article,
    operatorVerdict({ name: NAME, change: 'refile' }, known, { by: '', reason: '' }),
    known,
  );
}

/** The fields in which today's reading differs from what stands. */
export function fieldsReadAnew(head: Article, anew: Article): string[] {
  const fields = Object.keys({ ...head, ...anew }) as (keyof Article)[];
  return fields.filter(
    (field) => !OF_THE_PLACE.has(field) && canonicalJson(head[field] ?? null) !== canonicalJson(anew[field] ?? null),
  );
}

/** Why an article cannot be read anew as it stands; null where it can. */
export function refusalOf(head: Article, now: number): string | null {
  return REFUSED[gateOf(head, now).state];
}

/** Why today's reading of an article cannot be sent as a revision; null where it can. */
export function stopIn({ pubStatus }: Article): string | null {
  if (pubStatus === 'usable') return null;
  return `today's reading takes it for a stop (${pubStatus}): ${pubStatus === 'canceled' ? 'withdraw' : 'hold'} sends one`;
}

/**
 * Sends today's reading of an article as its next revision. Asked twice, it is done once.
 * @param anew by `readAnew` of the revision that stands
 * @param of the revision that it was read from
 * @throws Rejected where the article does not stand as it was read, or nothing differs
 */
export function sendReadAnew(
  store: Store,
  { anew, of }: { readonly anew: Article; readonly of: string },
  order: Order,
): Promise<Article> {
  const action: Action & { readonly name: string } = {
    name: NAME,
    change: () => 'refile',
    refuse: ({ state }: Gate) => REFUSED[state],
    isDone: (head) => head.changeSource === OPERATOR && fieldsReadAnew(head, anew).length === 0,
    apply(head) {
      if (head.revisionId !== of)
        throw new Rejected(`${head.id}: it was revised meanwhile; look at the difference again`);
      if (fieldsReadAnew(head, anew).length === 0)
        throw new Rejected(`${head.id}: today's reading makes the same of it`);
      return anew;
    },
  };
  return carryOut(store, action, anew.id, order);
}

const REFUSED: Readonly<Record<Gate['state'], string | null>> = {
  held: null,
  open: null,
  withheld: 'it is withheld; release it first',
  withdrawn: 'it is withdrawn, and its text is not kept',
};
