/** A JSON object whose fields nobody has checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or null. */
export function objectOf(value: unknown): JsonObject | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The objects in a list, in a single object, or among the values of a map of objects. */
export function objectsOf(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.map(objectOf).filter((each) => each !== null);
  const single = objectOf(value);
  return single === null ? [] : [single];
}

/** A text or number as text without surrounding space, or null when there is none. */
export function textOfJson(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.trim() || null : null;
}

/** The texts in a list, or the one text. */
export function textsOfJson(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(textOfJson).filter((text) => text !== null);
}

/** The first of several fields that holds a text. */
export function firstText(object: JsonObject | null, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOfJson(object?.[name]);
    if (text !== null) return text;
  }
  return null;
}

/** The first text among the fields with such names: ninjs leaves the ending of some names to the sender. */
export function firstTextNamed(object: JsonObject, names: RegExp): string | null {
  const named = Object.keys(object).filter((name) => names.test(name));
  return firstText(object, named);
}
