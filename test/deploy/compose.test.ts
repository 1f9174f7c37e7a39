import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { rolesOf } from '../../src/commands/parts/serve.ts';
import { ROLES } from '../../src/service/roles.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEPLOY = join(ROOT, 'config/deploy');

const HealthCheck = z.strictObject({
  test: z.array(z.string()),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number(),
});
/** The part of the Compose specification that the file uses; a name that is not here is a slip of the pen. */
const Service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.union([z.string(), z.array(z.string())]),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy']) })).optional(),
  volumes: z.array(z.string()),
  ports: z.array(z.string()).optional(),
  healthcheck: HealthCheck.optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  user: z.string().optional(),
  restart: z.enum(['unless-stopped']),
  stop_grace_period: z.string(),
});
const Compose = z.strictObject({
  'x-copytaster': z.unknown(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});
const compose = Compose.parse(parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8'), { merge: true }));
const { valkey, ...ours } = compose.services as Record<string, z.infer<typeof Service>>;

/** The last stage of the Dockerfile, its instructions joined over their lines. */
const stage = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .replaceAll(/\\\n/g, ' ')
  .split(/^FROM .*$/m)
  .at(-1) as string;
const instruction = (name: string): string[] =>
  [...stage.matchAll(new RegExp(`^${name} +(.*)$`, 'gm'))].map((found) => (found[1] as string).trim());
const env = Object.fromEntries(
  instruction('ENV').flatMap((line) => line.split(/\s+/).map((each) => each.split('=') as [string, string])),
);
const seconds = (span: string | undefined): number => Number(/^(\d+)s$/.exec(span ?? '')?.[1]);

describe('the services of the compose file', () => {
  test('are one for each role, and every one answers its health check', () => {
    const roles = Object.entries(ours).map(([name, { command }]) => {
      expect(command.slice(0, 2)).toEqual(['start', '--roles']);
      return [name, rolesOf(command[2])] as const;
    });
    for (const [name, has] of roles) expect(has).toEqual(expect.arrayContaining([name, 'http']));
    expect(roles.map(([name]) => name).toSorted()).toEqual([...ROLES].toSorted());
  });

  test('are built from this Dockerfile and wait for a Redis that keeps what it confirmed', () => {
    for (const { build, image, depends_on, environment } of Object.values(ours)) {
      expect({ build: join(DEPLOY, build ?? ''), image }).toEqual({ build: ROOT, image: 'copytaster' });
      expect(depends_on).toEqual({ valkey: { condition: 'service_healthy' } });
      expect(environment?.REDIS_URL).toBe('redis://:${VALKEY_PASSWORD:?set a password for Valkey}@valkey:6379');
    }
    expect(valkey?.command).toMatch(/--appendonly yes/);
    expect(valkey?.command).toContain('--requirepass ${VALKEY_PASSWORD}');
    expect(valkey).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    for (const each of Object.values(compose.services))
      expect(each).toMatchObject({ security_opt: ['no-new-privileges:true'] });
    expect(valkey?.command).toMatch(/--maxmemory-policy noeviction/);
    expect(valkey?.healthcheck?.test[0]).toBe('CMD');
  });

  test('write to volumes alone, and have time to end what is under way', () => {
    for (const { volumes, read_only, tmpfs, cap_drop, stop_grace_period } of Object.values(ours)) {
      expect({ read_only, tmpfs, cap_drop }).toEqual({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
      expect(volumes.map((each) => each.split(':')[1])).toEqual(['/config', '/data']);
      expect(seconds(stop_grace_period)).toBeGreaterThan(30);
    }
    const named = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((each) => each.split(':')[0] as string).filter((name) => !name.startsWith('.')),
    );
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  test('mount settings that are right where the image reads them', () => {
    const [folder = ''] = ours.http?.volumes[0]?.split(':') ?? [];
    expect(env.COPYTASTER_CONFIG).toBe('/config/copytaster.yaml');
    expect(() => readFileSync(join(DEPLOY, folder, 'copytaster.yaml'))).not.toThrow();
  });

  test('open the port of the image to this machine alone', () => {
    expect(Object.values(ours).flatMap(({ ports }) => ports ?? [])).toEqual([`127.0.0.1:${env.PORT}:${env.PORT}`]);
    expect(instruction('EXPOSE')).toEqual([env.PORT]);
  });
});

describe('the image', () => {
  test('runs as a user that owns its volume, and keeps the first token there', () => {
    const [user] = instruction('USER');
    const [volume] = instruction('VOLUME');
    expect(user).toBe('node');
    expect(instruction('RUN').at(-1)).toContain(`install -d -o ${user} -g ${user} -m 700 ${volume}`);
    expect(env.COPYTASTER_TOKEN_FILE?.startsWith(`${volume}/`)).toBe(true);
  });

  test('asks itself by node whether it is ready, and is ended by SIGTERM', () => {
    const check = instruction('HEALTHCHECK')[0] as string;
    const [node, flag, code] = JSON.parse(check.slice(check.indexOf('CMD') + 3)) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    expect(code).toContain('/readyz');
    expect(() => new Function('process', 'fetch', `return () => { ${code} }`)).not.toThrow();
    expect(instruction('STOPSIGNAL')).toEqual(['SIGTERM']);
  });
});
