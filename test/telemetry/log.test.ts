import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLog, redactInLogs, shorten } from '../../src/telemetry/log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  write(createLog({ level: 'info', stream }));
  return lines.join('');
}

describe('the log', () => {
  test('is one JSON object a line, with a fixed message and ids', () => {
    const line = logged((log) => log.info({ feed: 'world' }, 'feed fetched'));
    expect(JSON.parse(line)).toMatchObject({ level: 'info', feed: 'world', msg: 'feed fetched' });
    expect(line.endsWith('\n')).toBe(true);
  });

  test.each([
    ['as it is', 'whsec_verysecret'],
    ['with characters that JSON escapes', 'pass"word\\with'],
  ])('never prints a secret, %s', (_, secret) => {
    redactInLogs(secret);
    const line = logged((log) => log.warn({ reason: `refused: ${secret}` }, 'delivery failed'));
    expect(line).toContain('[redacted]');
    expect(JSON.parse(line).reason).toBe('refused: [redacted]');
  });

  test.each([
    ['a right-to-left override', '\u202e'],
    ['a right-to-left mark', '\u200f'],
    ['an Arabic letter mark', '\u061c'],
    ['a line separator', '\u2028'],
    ['a C1 control', '\u009b'],
  ])('shows %s instead of obeying it', (_, character) => {
    const line = logged((log) => log.info({ headline: `a${character}b` }, 'story'));
    expect(line).not.toContain(character);
    expect(line).toMatch(/a\\u[0-9a-f]{4}b/);
  });

  test('a line break in a value starts no line', () => {
    const line = logged((log) => log.info({ headline: 'one\n{"level":"fatal"}' }, 'story'));
    expect(line.trimEnd().split('\n')).toHaveLength(1);
  });

  test('errors read as a path of causes', () => {
    const error = new Error('feed world: refused', { cause: new Error('connect ECONNREFUSED') });
    expect(JSON.parse(logged((log) => log.error({ err: error }, 'failed'))).err).toBe(
      'feed world: refused: connect ECONNREFUSED',
    );
  });

  test('long text is cut', () => {
    expect(shorten('x'.repeat(5_000))).toHaveLength(2_049);
  });
});
