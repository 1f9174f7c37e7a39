import { inspect } from 'node:util';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { cutText } from '../article/cut-text.ts';
import { describeError } from '../article/failure.ts';

const LONGEST_FIELD = 2_048;
// U+2028 and U+2029 break lines in some viewers, C1 and bidirectional controls rewrite what a terminal shows.
const HARMFUL = /[\u0080-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Values that must never be printed, whatever text they are found in. */
const secrets = new Set<string>();

/** From now on `value` prints as `[redacted]` in every log line. */
export function redactInLogs(value: string): void {
  if (value.length < 6) return;
  secrets.add(value);
  secrets.add(JSON.stringify(value).slice(1, -1));
}

/** The service's log: one JSON object a line, fixed messages, ids as fields. */
export function createLog({ level, stream }: { level: string; stream?: DestinationStream }): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describeError(error) },
      hooks: { streamWrite: scrub },
    },
    stream ?? destination({ fd: 1, sync: true }),
  );
}

function scrub(line: string): string {
  let clean = line.replace(HARMFUL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, '[redacted]');
  return clean;
}

/** Text from outside, cut to what a log line bears. */
export function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : inspect(value, { depth: 2 });
  return text.length > LONGEST_FIELD ? `${cutText(text, LONGEST_FIELD)}…` : text;
}
