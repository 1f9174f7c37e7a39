/** What is read otherwise than it is written: signs of markup, white space, a host behind three strokes. */
const ODDLY_WRITTEN = /[<>"\\\s]|^https?:\/\/\//i;

/** An address as it may leave: absolute http or https without credentials. Null for any other. */
export function webAddress(written: string | null): string | null {
  const address = written?.trim() ?? '';
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const { username, password, href, origin } = new URL(address);
  if (username !== '' || password !== '') return null;
  const namesItsHost = address.slice(0, origin.length).toLowerCase() === origin;
  return namesItsHost && !ODDLY_WRITTEN.test(address) ? address : href;
}

/** Everything up to the sign behind user and password, where an address is read as having them. */
const CREDENTIALS = /^(\s*(?:https?:[/\\]*|[/\\]{2,}))[^/?#\\]*@/i;

/** An id as it was written, but for user and password where it is an address that has them. */
export function withoutCredentials(id: string): string {
  return id.replace(CREDENTIALS, '$1');
}
