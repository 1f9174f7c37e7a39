import type { StatusConnections } from '../../network/status-request.ts';

/**
 * Sends a notice as JSON.
 * @throws where the receiver did not accept it
 */
export async function postNotice(
  connections: StatusConnections,
  given: {
    readonly url: string;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { status } = await connections.send({
    method: 'POST',
    ...given,
    headers: { 'content-type': 'application/json', ...given.headers },
  });
  if (status < 200 || status > 299) throw new Error(`answered ${status}`);
}
