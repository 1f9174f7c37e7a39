/** One server by name and port. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

interface Access {
  readonly nodes: readonly RedisNode[];
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
}

/** Where a Redis is: one server (as ioredis reads its address), the sentinels that know its primary, or a cluster. */
export type RedisAddress =
  | { readonly kind: 'server'; readonly address: string }
  | (Access & {
      readonly kind: 'sentinel';
      readonly name: string;
      readonly database: number;
      readonly sentinelPassword?: string;
    })
  | (Access & { readonly kind: 'cluster' });

const ONE_SERVER = /^(?:(?:rediss?|unix):\/\/[^,]*$|\/)/;
const SEVERAL_SERVERS =
  /^redis(?<tls>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<user>[^:@/,]*)(?::(?<password>[^@/]*))?@)?(?<nodes>[^/?@]+)(?:\/(?<name>[^/?]*))?(?:\/(?<database>\d+))?(?:\?sentinelPassword=(?<sentinelPassword>[^&]+))?$/;
const NODE = /^(?<host>\[[\da-f:.]+\]|[^:[\]\s]+)(?::(?<port>\d{1,5}))?$/i;
const PORTS = { sentinel: 26_379, cluster: 6_379 } as const;

/**
 * Reads an address of Redis: `redis://host:6379`, a socket, `redis://host:6379,host:6379` or `redis+cluster://host` for
 * a cluster, `redis+sentinel://host:26379,host:26379/NAME` for what sentinels watch; `rediss` is the same by TLS.
 * @returns null when it is none of them
 */
export function readRedisAddress(text: string): RedisAddress | null {
  if (ONE_SERVER.test(text)) return isAddress(text) ? { kind: 'server', address: text } : null;
  const found = SEVERAL_SERVERS.exec(text)?.groups;
  if (found === undefined) return null;
  const kind = found.kind === 'sentinel' ? 'sentinel' : 'cluster';
  const nodes = (found.nodes as string).split(',').map((node) => readNode(node, PORTS[kind]));
  if (!nodes.every((node) => node !== null)) return null;
  const access = {
    nodes,
    tls: found.tls === 's',
    ...(found.user ? { username: decoded(found.user) } : {}),
    ...(found.password ? { password: decoded(found.password) } : {}),
  };
  if (kind === 'cluster') return found.name || found.sentinelPassword ? null : { kind, ...access };
  if (!found.name) return null;
  return {
    kind,
    ...access,
    name: decoded(found.name),
    database: Number(found.database ?? 0),
    ...(found.sentinelPassword ? { sentinelPassword: decoded(found.sentinelPassword) } : {}),
  };
}

/** True of a socket's path, and of what can be taken apart: its port is one. */
const isAddress = (text: string): boolean => text.startsWith('/') || URL.canParse(text);

/** The passwords in an address of several servers; an address of one is read as any other. */
export function passwordsOf(address: RedisAddress | null): string[] {
  if (address === null || address.kind === 'server') return [];
  const sentinel = address.kind === 'sentinel' ? address.sentinelPassword : undefined;
  return [address.password, sentinel].filter((password) => password !== undefined);
}

function readNode(text: string, standardPort: number): RedisNode | null {
  const found = NODE.exec(text)?.groups;
  const port = Number(found?.port ?? standardPort);
  if (found?.host === undefined || port < 1 || port > 65_535) return null;
  return { host: found.host.replaceAll(/[[\]]/g, ''), port };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
