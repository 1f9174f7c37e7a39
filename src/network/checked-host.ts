import { lookup } from 'node:dns/promises';
import { isPublicAddress, literalAddress } from './addresses.ts';
import { NetworkFailure } from './failure.ts';

/**
 * The host to connect to, for clients that look names up by themselves: the name as it is where private addresses are
 * allowed, else the address that it was checked to have, so that no second look-up can lead elsewhere.
 * @throws NetworkFailure `address` when it has a private address, `dns` when it has none
 */
export async function checkedHost(host: string, allowPrivateAddresses: boolean): Promise<string> {
  if (allowPrivateAddresses) return host;
  const literal = literalAddress(host);
  const found = literal !== null ? [literal] : (await lookup(host, { all: true })).map(({ address }) => address);
  const refused = found.find((address) => !isPublicAddress(address));
  if (refused !== undefined)
    throw new NetworkFailure(
      'address',
      `${host} has the private address ${refused}; allowPrivateAddresses: true opens the host that the settings name`,
    );
  return found[0] ?? host;
}
