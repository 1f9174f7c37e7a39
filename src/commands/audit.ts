import type { AuditEntry } from '../store/audit.ts';
import { defineCommand } from './parts/define-command.ts';
import { describeAge, layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'audit',
  summary: 'show what people did: holds, releases, kills, what was sent by hand, and why',
  needs: 'store',
  options: {
    limit: { kind: 'number', value: 'N', default: 100, least: 1, most: 1_000, summary: 'how many are shown' },
  },
  examples: ['copytaster audit --limit 20'],
  async run({ service, options: { limit } }) {
    const { acts } = await service.get<{ acts: AuditEntry[] }>('v1/audit', { limit });
    return { json: acts, text: () => describe(acts, Date.now()) };
  },
});

function describe(acts: readonly AuditEntry[], now: number): string {
  if (acts.length === 0) return 'Nobody has done anything by hand.\n';
  const rows = acts.map(({ at, by, act, of, reason }) => [describeAge(at, now), by, act, of, reason]);
  return layOutTable([['AGE', 'WHO', 'DID', 'TO', 'WHY'], ...rows]);
}
