import { userinfoOf } from '../article/userinfo.ts';
import { passwordsOf, readRedisAddress } from './redis-address.ts';
import { Secret } from './secret.ts';

/** Every secret that settings hold: secret values, and passwords and keys in addresses. */
export function secretsIn(settings: unknown): string[] {
  if (settings instanceof Secret) {
    const value = settings.reveal();
    return [value, ...secretsOfAddress(value)];
  }
  if (typeof settings === 'string') return secretsOfAddress(settings);
  if (settings === null || typeof settings !== 'object') return [];
  return Object.values(settings).flatMap(secretsIn);
}

/** Names of a query's parts whose values are keys. */
const KEY_NAME = /key|token|secret|pass|auth|sig|cred/i;

function secretsOfAddress(text: string): string[] {
  if (!URL.canParse(text)) return passwordsOf(readRedisAddress(text));
  const url = new URL(text);
  const { password } = userinfoOf(url);
  const keys = [...url.searchParams].flatMap(([name, value]) => (KEY_NAME.test(name) ? [value] : []));
  return [password, url.password, ...keys].filter((secret) => secret !== '');
}
