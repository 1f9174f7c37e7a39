import iconv from 'iconv-lite';

const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/;
const C1 = /[\u0080-\u009f]/g;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/g;

/** What windows-1252 has in the places of the C1 controls; nothing where it has nothing either. */
const SIGNS = Array.from({ length: 32 }, (_, at) =>
  iconv.decode(Buffer.from([0x80 + at]), 'windows-1252').replace(/[\u0080-\u009f\ufffd]/, ''),
);

/**
 * A text as whole Unicode: half a pair of UTF-16 becomes a replacement character; control characters but tab and
 * newline go, and so do the two marks that turn the direction of what follows. C1 controls are read as windows-1252
 * has them.
 */
export function wholeText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  if (!UNWANTED.test(whole)) return whole;
  return whole
    .replace(/\r\n?/g, '\n')
    .replace(C1, (control) => SIGNS[control.charCodeAt(0) - 0x80] as string)
    .replace(CONTROLS, '');
}

/** A value with every string in it made whole; what is whole already stays the same object. */
export function wholeStrings<T>(value: T): T {
  return wholeValue(value) as T;
}

function wholeValue(value: unknown): unknown {
  if (typeof value === 'string') return wholeText(value);
  if (Array.isArray(value)) {
    const list = value.map(wholeValue);
    return list.some((each, at) => each !== value[at]) ? list : value;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, each]) => [key, each, wholeValue(each)] as const);
  return entries.some(([, before, after]) => before !== after)
    ? Object.fromEntries(entries.map(([key, , after]) => [key, after]))
    : value;
}
