import { posix } from 'node:path';
import type { Delivery, Outlet } from './destination.ts';
import { fileOf } from './facts.ts';
import { fillName } from './place-name.ts';
import { type Cures, delivered, failed, within } from './results.ts';
import { Turns } from './turns.ts';

/** A file that is to be put on a server: under its temporary name first, so that nobody reads half of it. */
export interface RemoteFile {
  readonly path: string;
  readonly unfinished: string;
  /** The folder that must be there, where the name has one below that of the destination; else null. */
  readonly folder: string | null;
  readonly content: Buffer;
}

/** A protocol that brings files to a server, by its client library. */
export interface FileProtocol<Client> {
  /** @throws what keeps it from being used */
  connect(): Promise<Client>;
  isClosed(client: Client): boolean;
  put(client: Client, file: RemoteFile): Promise<void>;
  close(client: Client): Promise<void>;
}

/** Puts a file for each revision on a server, one after the other over one connection, which an error ends. */
export function openFileServer<Client>(
  protocol: FileProtocol<Client>,
  settings: { readonly folder: string; readonly name: string; readonly cures: Cures },
): Outlet {
  const turns = new Turns();
  let client: Client | null = null;
  const connected = async (): Promise<Client> => {
    if (client === null || protocol.isClosed(client)) client = await protocol.connect();
    return client;
  };
  const disconnect = async (): Promise<void> => {
    const old = client;
    client = null;
    if (old !== null) await protocol.close(old).catch(() => undefined);
  };
  return {
    connect: () => turns.run(async () => void (await connected())),
    async deliver(delivery) {
      const name = fillName(settings.name, delivery);
      const put = async (): Promise<void> =>
        protocol.put(await connected(), remoteFile(settings.folder, name, delivery));
      try {
        await within(turns.run(put), delivery.signal);
        return delivered(name);
      } catch (error) {
        await disconnect();
        // The same file is put again under the same name: a second time harms nobody.
        return failed(error, false, settings.cures);
      }
    },
    close: disconnect,
  };
}

function remoteFile(root: string, name: string, delivery: Delivery): RemoteFile {
  const path = posix.join(root, name);
  const folder = posix.dirname(path);
  return {
    path,
    unfinished: posix.join(folder, `.${posix.basename(path)}.tmp`),
    folder: posix.dirname(name) === '.' ? null : folder,
    content: Buffer.from(fileOf(delivery)),
  };
}
