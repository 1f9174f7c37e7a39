const ESCAPE = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/;
const NAMED_CONTROLS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * JSON whose strings hold what JSON forbids in them, made valid: raw control characters are escaped (RFC 8259,
 * section 7), and a backslash before a sign that needs none is dropped. What stands outside strings is left alone, so
 * that a document that is cut short stays invalid.
 */
export function repairStrings(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (sign === '"') quoted = !quoted;
    if (!quoted) continue;
    if (sign === '\\') {
      const known = ESCAPE.exec(text.slice(at, at + 6))?.[0];
      if (known === undefined) {
        parts.push(text.slice(kept, at));
        kept = at + 1;
      } else at += known.length - 1;
    } else if (sign < ' ') {
      parts.push(text.slice(kept, at), escapedControl(sign));
      kept = at + 1;
    }
  }
  return parts.join('') + text.slice(kept);
}

function escapedControl(sign: string): string {
  return NAMED_CONTROLS[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
