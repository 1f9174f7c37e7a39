import { Secret } from './secret.ts';

/** True when two settings say the same, secrets included. */
export function sameSettings(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other);
}

function textOf(settings: unknown): string | undefined {
  return JSON.stringify(settings, function (this: Record<string, unknown>, key, value: unknown) {
    const held = this[key];
    return held instanceof Secret ? held.reveal() : value;
  });
}
