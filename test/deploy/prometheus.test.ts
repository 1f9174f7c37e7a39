import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type RunningService, startService } from '../running-service.ts';

const DEPLOY = join(import.meta.dirname, '../../config/deploy');
const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

/** Prometheus's own tool. */
function promtool(words: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync('promtool', words, { cwd: DEPLOY, input, encoding: 'utf8' });
  return status === 0 ? '' : `${error?.message ?? ''}${stdout}${stderr}`;
}

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Board = z.object({
  panels: z
    .array(
      z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1), gridPos: z.object({}) }),
    )
    .min(1),
});
const alerts = Rules.parse(parse(read('prometheus-rules.yaml'))).groups.flatMap(({ rules }) => rules);
const panels = Board.parse(JSON.parse(read('grafana-board.json'))).panels;

let service: RunningService;
let metrics = '';
beforeAll(async () => {
  service = await startService({
    feeds: [{ id: 'wire', url: 'http://127.0.0.1:1/', allowPrivateAddresses: true }],
    destinations: [{ id: 'cms', type: 'webhook', url: 'http://127.0.0.1:1/', allowPrivateAddresses: true }],
  });
  metrics = await (await fetch(`${service.address}/metrics`)).text();
});
afterAll(() => service.end());

/** The names of series that a service shows; a histogram has three. */
function seriesOf(text: string): ReadonlySet<string> {
  const kinds = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    kinds.flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

const namesIn = (expression: string): string[] =>
  [...expression.matchAll(/\b(?:copytaster|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);

describe('for Prometheus', () => {
  test('the metrics have names and units as Prometheus has them', () => {
    const said = promtool(['check', 'metrics'], metrics).split('\n');
    // The names of these are the library's.
    expect(said.filter((line) => line !== '' && !line.startsWith('nodejs_'))).toEqual([]);
  });

  test('the rules are right, and fire when they should', () => {
    expect(promtool(['check', 'rules', 'prometheus-rules.yaml'])).toBe('');
    expect(promtool(['test', 'rules', 'prometheus-rules.test.yaml'])).toBe('');
  });

  test('every rule asks for metrics that there are', () => {
    const known = seriesOf(metrics);
    expect(alerts.flatMap(({ expr }) => namesIn(expr)).filter((name) => !known.has(name))).toEqual([]);
    expect(alerts.filter(({ expr }) => namesIn(expr).length === 0).map(({ alert }) => alert)).toEqual([]);
  });
});

describe('the board for Grafana', () => {
  test('every panel asks for metrics that there are', () => {
    const known = seriesOf(metrics);
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(asked.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([]);
    expect(asked.filter((expr) => namesIn(expr).length === 0)).toEqual([]);
  });

  test('every query is an expression', () => {
    const rules = panels.flatMap(({ targets }, panel) =>
      targets.map(({ expr }, at) => ({ record: `board:panel_${panel}_${at}`, expr })),
    );
    const file = join(mkdtempSync(join(tmpdir(), 'ct-board-')), 'rules.json');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'board', rules }] }));
    expect(promtool(['check', 'rules', file])).toBe('');
    rmSync(dirname(file), { recursive: true });
  });
});
