import type { AccountMemory } from '../../store/accounts.ts';

/** The same for one process that keeps nothing: to try a feed, without counting what it asks. */
export function accountsOfThisProcess(): AccountMemory {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    async read(account, name) {
      const found = kept.get(`${account} ${name}`);
      return found !== undefined && found.until > Date.now() ? found.value : null;
    },
    async keep(account, name, value, lifeMs) {
      kept.set(`${account} ${name}`, { value, until: Date.now() + lifeMs });
    },
    agree: async () => undefined,
    endAgreement: async () => undefined,
    agreements: async () => new Map(),
    takeTurn: async () => true,
    endTurn: async () => undefined,
    countRequest: async () => 0,
  };
}
