import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployment } from 'kubernetes-types/apps/v1.js';
import type { ConfigMap, Service } from 'kubernetes-types/core/v1.js';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.js';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.js';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { rolesOf } from '../../src/commands/parts/serve.ts';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { ROLES } from '../../src/service/roles.ts';
import { parseSettings } from '../../src/settings/read-settings.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'config/deploy/kubernetes');
/** Where kubernetes-types has the schema of each kind. */
const SCHEMAS: Readonly<Record<string, string>> = {
  ConfigMap: 'core/v1',
  Deployment: 'apps/v1',
  NetworkPolicy: 'networking/v1',
  PodDisruptionBudget: 'policy/v1',
  Service: 'core/v1',
  ServiceAccount: 'core/v1',
};
const CHECKED = {
  compilerOptions: { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', types: [] },
  files: ['resources.ts'],
};
const DRAIN_SECONDS = 25;

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}
const resources = parseAllDocuments(
  execFileSync('kubectl', ['kustomize', FOLDER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
).map((document) => document.toJS() as Resource);
const ofKind = <Kind>(kind: string): Kind[] => resources.filter((each) => each.kind === kind) as Kind[];
const deployments = ofKind<Deployment>('Deployment');
const folder = mkdtempSync(join(tmpdir(), 'ct-kubernetes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one container of a deployment's pods. */
function containerOf({ spec }: Deployment) {
  const [container, ...others] = spec?.template.spec?.containers ?? [];
  expect(others).toEqual([]);
  return container!;
}

/** What the schemas of Kubernetes, as types, refuse in some resources: a name that is not theirs, a value of another kind. */
function slipsIn(all: readonly Resource[]): string[] {
  const project = mkdtempSync(join(folder, 'schema-'));
  const lines = all.map(({ kind, ...rest }, at) => {
    const schema = `import('kubernetes-types/${SCHEMAS[kind]}.js').${kind}`;
    return `export const resource${at}: ${schema} = ${JSON.stringify({ kind, ...rest })};`;
  });
  writeFileSync(join(project, 'resources.ts'), lines.join('\n'));
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(CHECKED));
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', project], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('error'));
}

describe('what kubectl renders of the folder', () => {
  test('is what the schemas of Kubernetes say of each kind', () => {
    expect(slipsIn(resources)).toEqual([]);
  });

  test('would be refused with a slip of the pen in it', () => {
    const [service] = ofKind<Resource>('Service');
    const wrong = { ...service, spec: { selector: {}, ports: [{ port: '80', targetport: 'http' }] } } as Resource;
    expect(slipsIn([wrong])).toEqual([expect.stringContaining('TS')]);
  });

  test('is one deployment and one budget for each role, each pod with a port for its probes', () => {
    const roles = deployments.map((deployment) => {
      const { args } = containerOf(deployment);
      expect(args?.slice(0, 2)).toEqual(['start', '--roles']);
      const has = rolesOf(args?.[2] ?? '');
      const component = deployment.metadata?.labels?.['app.kubernetes.io/component'] as string;
      expect(has).toEqual(expect.arrayContaining([component, 'http']));
      expect(deployment.spec?.selector.matchLabels).toEqual(deployment.spec?.template.metadata?.labels);
      return component;
    });
    expect(roles.toSorted()).toEqual([...ROLES].toSorted());
    const budgets = ofKind<PodDisruptionBudget>('PodDisruptionBudget');
    expect(budgets.map(({ spec }) => spec?.selector).toSorted()).toEqual(
      deployments.map(({ spec }) => spec?.selector).toSorted(),
    );
    for (const [at, { spec }] of deployments.entries())
      expect(Number(budgets[at]?.spec?.minAvailable)).toBeLessThan(spec?.replicas ?? 0);
  });

  test('asks the paths that the service answers, and leaves it time to end', () => {
    for (const deployment of deployments) {
      const { startupProbe, livenessProbe, readinessProbe, ports } = containerOf(deployment);
      expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet)).toEqual([
        { path: '/healthz', port: 'http' },
        { path: '/healthz', port: 'http' },
        { path: '/readyz', port: 'http' },
      ]);
      expect(ports).toEqual([{ name: 'http', containerPort: 8080 }]);
      const { spec, metadata } = deployment.spec!.template;
      expect(spec?.terminationGracePeriodSeconds).toBeGreaterThan(DRAIN_SECONDS + 5);
      expect(metadata?.annotations).toEqual({
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '8080',
        'prometheus.io/path': '/metrics',
      });
    }
    const [service] = ofKind<Service>('Service');
    expect(service?.spec?.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  });

  test('runs as nobody of note, writes to empty folders alone, and says what it needs', () => {
    for (const deployment of deployments) {
      const pod = deployment.spec!.template.spec!;
      const { securityContext, volumeMounts, resources: needs } = containerOf(deployment);
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const writable = volumeMounts?.filter(({ readOnly }) => !readOnly).map(({ name }) => name);
      expect(writable).toEqual(['data', 'tmp']);
      for (const name of writable ?? [])
        expect(pod.volumes?.find((volume) => volume.name === name)?.emptyDir).toEqual({});
      expect(pod.volumes?.find(({ secret }) => secret)?.secret?.defaultMode).toBe(0o440);
      expect(needs).toEqual({
        requests: { cpu: expect.stringMatching(/^\d+m$/), memory: expect.stringMatching(/^\d+Mi$/) },
        limits: { memory: expect.stringMatching(/^\d+Mi$/) },
      });
    }
  });

  test('lets in one port, and out everything but the address of the cloud itself', () => {
    const [policy, ...others] = ofKind<NetworkPolicy>('NetworkPolicy');
    expect(others).toEqual([]);
    expect(policy?.spec?.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(policy?.spec?.ingress?.flatMap(({ ports }) => ports)).toEqual([{ port: 8080, protocol: 'TCP' }]);
    const blocks = policy?.spec?.egress?.flatMap(({ to }) => to ?? []).map(({ ipBlock }) => ipBlock?.except);
    expect(blocks).toEqual([['169.254.169.254/32'], ['fd00:ec2::254/128']]);
  });

  test('brings settings that are right, with every secret from a file', async () => {
    const [map] = ofKind<ConfigMap>('ConfigMap');
    const text = map?.data?.['copytaster.yaml'] ?? '';
    const named = new Set([...text.matchAll(/\$\{([A-Z0-9_]+)\}/g)].map(([, name]) => `${name}_FILE`));
    const environment: Record<string, string> = {};
    for (const { name, value } of containerOf(deployments[0]!).env ?? []) {
      const file = join(folder, name);
      writeFileSync(file, name === 'REDIS_URL_FILE' ? 'redis+sentinel://redis:26379/wire' : 'a'.repeat(64));
      environment[name] = file;
      expect(value?.startsWith('/secrets/')).toBe(true);
    }
    expect(Object.keys(environment).toSorted()).toEqual([...named, 'REDIS_URL_FILE'].toSorted());
    const settings = parseSettings(text, 'copytaster.yaml', environment, await loadSettingsPlugins());
    expect(settings.http.tokens.map(({ name }) => name)).toEqual(['desk', 'prometheus']);
    expect(settings.redis.url?.reveal()).toBe('redis+sentinel://redis:26379/wire');
  });
});

describe('the unit for systemd', () => {
  const text = readFileSync(join(ROOT, 'config/deploy/copytaster.service'), 'utf8');
  const value = (key: string): string[] => [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, v]) => v!);

  test('is ended by SIGTERM to the service alone, reloads by SIGHUP, and stays down where starting again is no use', () => {
    expect([value('KillSignal'), value('KillMode'), value('ExecReload')]).toEqual([
      ['SIGTERM'],
      ['mixed'],
      ['/bin/kill -HUP $MAINPID'],
    ]);
    expect(Number(value('TimeoutStopSec')[0])).toBeGreaterThan(DRAIN_SECONDS + 20);
    expect([value('Restart'), value('RestartPreventExitStatus')]).toEqual([['on-failure'], ['78']]);
  });

  test('is right by systemd itself', () => {
    const unit = join(folder, 'copytaster.service');
    writeFileSync(unit, text.replace('/usr/bin/node', process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
    const ours = stderr.split('\n').filter((line) => line.includes('copytaster'));
    expect({ status, ours }).toEqual({ status: 0, ours: [] });
  });
});
