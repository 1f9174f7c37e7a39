import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an authority that nobody knows, and of a certificate that it gave. */
export interface Certificates {
  readonly authority: string;
  readonly key: string;
  readonly certificate: string;
}

/** Makes an authority in a folder, and a certificate of it for an address such as `IP:127.0.0.1`. */
export function makeCertificates(folder: string, address: string): Certificates {
  const at = (name: string): string => join(folder, name);
  const openssl = (words: string, ...more: readonly string[]): void => {
    execFileSync('openssl', [...words.split(' '), ...more], { stdio: 'ignore', cwd: folder });
  };
  const key = '-newkey rsa:2048 -nodes';
  openssl(`req -x509 ${key} -days 2 -subj /CN=authority -keyout authority.key -out authority.crt`);
  openssl(`req ${key} -subj /CN=server -keyout server.key -out server.csr`);
  writeFileSync(at('names'), `subjectAltName=${address}\n`);
  openssl(
    'x509 -req -days 2 -in server.csr -CA authority.crt -CAkey authority.key -CAcreateserial -extfile names -out server.crt',
  );
  return { authority: at('authority.crt'), key: at('server.key'), certificate: at('server.crt') };
}
