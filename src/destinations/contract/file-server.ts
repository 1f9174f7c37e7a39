import { posix } from 'node:path';
import type { Delivery, Outlet } from './destination.ts';
import { fileOf } from './facts.ts';
import { type Connecting, KeptConnection } from './kept-connection.ts';
import { fillName } from './place-name.ts';
import { type Cures, delivered, failed, within } from './results.ts';
import { takeBack } from './take-back.ts';
import { Turns } from './turns.ts';

/** A file that is to be put on a server: under its temporary name first, so that nobody reads half of it. */
export interface RemoteFile {
  readonly path: string;
  /** Where it stands while it is written. */
  readonly unfinished: string;
  /** The folder that must be there, where the name has one below that of the destination; else null. */
  readonly folder: string | null;
  readonly content: Buffer;
}

/** A protocol that brings files to a server, by its client library. */
export interface FileProtocol<Client> extends Connecting<Client> {
  put(client: Client, file: RemoteFile): Promise<void>;
  /** Takes a file away; one that is not there is no error. */
  remove(client: Client, path: string): Promise<void>;
}

/**
 * Puts a file for each revision on a server, one after the other over one connection, which an error ends. A stop comes
 * first and then takes the files of the story's earlier revisions away: until they are gone it is tried again.
 */
export function openFileServer<Client>(
  protocol: FileProtocol<Client>,
  settings: { readonly folder: string; readonly name: string; readonly cures: Cures },
): Outlet {
  const turns = new Turns();
  const connection = new KeptConnection(protocol);
  return {
    connect: () => turns.run(async () => void (await connection.get())),
    async deliver(delivery) {
      const name = fillName(settings.name, delivery);
      const put = async (): Promise<void> => {
        await protocol.put(await connection.get(), remoteFile(settings.folder, name, delivery));
        await takeBack(settings.name, delivery, async (earlier) => {
          const { path, unfinished } = placeOf(settings.folder, earlier);
          for (const each of [unfinished, path]) await protocol.remove(await connection.get(), each);
        });
      };
      try {
        await within(turns.run(put), delivery.signal);
        return delivered(name);
      } catch (error) {
        await connection.drop();
        // The same file is put again under the same name: a second time harms nobody.
        return failed(error, false, settings.cures);
      }
    },
    close: () => connection.end(),
  };
}

function placeOf(root: string, name: string): Pick<RemoteFile, 'path' | 'unfinished'> {
  const path = posix.join(root, name);
  return { path, unfinished: posix.join(posix.dirname(path), `.${posix.basename(path)}.tmp`) };
}

function remoteFile(root: string, name: string, delivery: Delivery): RemoteFile {
  const place = placeOf(root, name);
  return {
    ...place,
    folder: posix.dirname(name) === '.' ? null : posix.dirname(place.path),
    content: Buffer.from(fileOf(delivery)),
  };
}
