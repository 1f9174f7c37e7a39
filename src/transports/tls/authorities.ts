import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { FeedDown } from '../../article/failure.ts';
import { Path } from '../../settings/setting-values.ts';

/** The key of a feed whose server has a certificate of a private authority. */
export const AuthorityKeys = {
  ca: Path.optional()
    .describe('a file of certificates (PEM) to trust beside those of the system')
    .meta({ example: '/config/agency-ca.pem' }),
};

/** The certificates of `ca:`, or null. @throws FeedDown when the file cannot be read */
export async function readAuthorities(feed: string, path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new FeedDown(`feed ${feed}: the file of ca: cannot be read`, 'network', { cause });
  });
}

/** How a TLS connection to a server is made whose address was looked up. @throws FeedDown */
export async function trustOf(
  { id, host, ca }: { readonly id: string; readonly host: string; readonly ca?: string | undefined },
  address: string,
): Promise<{ host: string; servername?: string; ca?: string[] }> {
  const authorities = await readAuthorities(id, ca);
  return {
    host: address,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(authorities === null ? {} : { ca: [...rootCertificates, authorities] }),
  };
}
