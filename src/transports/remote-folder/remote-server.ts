/** A file as a listing of another machine shows it. */
export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  /** As the server says it; listings of old servers have no seconds, no year or no zone. */
  readonly modified: string;
}

/** A server that holds files, connected and logged in to. */
export interface RemoteServer {
  list(path: string): Promise<readonly RemoteFile[]>;
  /** The bytes of a file from a place on. What came before the connection broke is given to `take` all the same. */
  read(path: string, from: number, take: (chunk: Buffer) => void): Promise<void>;
  makeFolder(path: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Where the files are, and what becomes of those that were taken. */
export interface RemoteFolder {
  readonly path: string;
  readonly after: 'leave' | 'move' | 'delete';
  /** Milliseconds for which an upload may stall. */
  readonly stalls: number;
}

/** A path in a folder of the server. */
export const pathIn = (folder: string, name: string): string => `${folder.replace(/\/$/, '')}/${name}`;
