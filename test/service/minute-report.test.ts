import { pino } from 'pino';
import { expect, test } from 'vitest';
import { MinuteReport } from '../../src/service/minute-report.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';

test('a line says what came and went since the line before, and that nothing did', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const report = new MinuteReport(metrics, log);
  metrics.fetches.inc({ feed: 'world', outcome: 'ok' }, 2);
  metrics.items.inc({ feed: 'world', action: 'publish' }, 3);
  metrics.items.inc({ feed: 'sport', action: 'publish' });
  metrics.deliveries.inc({ destination: 'cms', outcome: 'delivered' }, 4);
  await report.write();
  metrics.fetches.inc({ feed: 'world', outcome: 'unchanged' });
  await report.write();
  await report.write();
  const said = lines.map(({ fetches, items, deliveries }) => ({ fetches, items, deliveries }));
  expect(said).toEqual([
    { fetches: { ok: 2 }, items: { publish: 4 }, deliveries: { delivered: 4 } },
    { fetches: { unchanged: 1 }, items: {}, deliveries: {} },
    { fetches: {}, items: {}, deliveries: {} },
  ]);
});
