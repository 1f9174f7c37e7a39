import { lookup } from 'node:dns/promises';
import { FeedDown } from '../../article/failure.ts';
import { isPublicAddress } from '../../network/addresses.ts';

/**
 * The address of a host that may be connected to.
 * @throws FeedDown when the name has none, or a private one and none are allowed
 */
export async function checkedAddress(
  { id, allowPrivateAddresses }: { readonly id: string; readonly allowPrivateAddresses: boolean },
  host: string,
): Promise<string> {
  const found = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw new FeedDown(`feed ${id}: ${host} has no address`, 'network', { cause });
  });
  const refused = allowPrivateAddresses ? undefined : found.find(({ address }) => !isPublicAddress(address));
  if (refused !== undefined)
    throw new FeedDown(
      `feed ${id}: ${host} is the private address ${refused.address}; allowPrivateAddresses: true opens it`,
      'network',
    );
  return found[0]?.address ?? host;
}
