/** What is read otherwise than it is written: signs of markup, white space, a host behind three strokes. */
const ODDLY_WRITTEN = /[<>"\\\s]|^https?:\/\/\//i;

/** An address as it may leave: absolute http or https without credentials. Null for any other. */
export function webAddress(written: string | null): string | null {
  const address = written?.trim() ?? '';
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const { username, password, href } = new URL(address);
  if (username !== '' || password !== '') return null;
  return ODDLY_WRITTEN.test(address) ? href : address;
}
