import type { Settings } from './schema.ts';

/** The proxies that settings name, as requests need them. */
export function proxiesIn({ proxy: { http, https, except } }: Pick<Settings, 'proxy'>) {
  return { http: http?.reveal() ?? null, https: https?.reveal() ?? null, except };
}
