import { readFileSync } from 'node:fs';

/** The version in package.json, found from the sources and from the build alike. */
export const VERSION: string = readVersion();

function readVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return '0.0.0';
}

/** How the service names itself to others. */
export const USER_AGENT = `copytaster/${VERSION}`;
