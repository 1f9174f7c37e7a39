import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isKnownHost, isLoopback } from '../../src/http/access.ts';
import { allows, findToken, hashOf, makeToken, readOrMakeTokens } from '../../src/http/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-tokens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a token', () => {
  const { token, kept } = makeToken('desk', ['read']);

  test('is found by its hash alone', () => {
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept.sha256).toBe(hashOf(token));
    expect(findToken(`Bearer ${token}`, [makeToken('other', ['act']).kept, kept])?.name).toBe('desk');
  });

  test.each([
    ['another token', `Bearer ${makeToken('desk', ['read']).token}`],
    ['its hash', `Bearer ${kept.sha256}`],
    ['another scheme', `Basic ${token}`],
    ['no header', undefined],
    ['an empty one', 'Bearer '],
    ['one that is far too long', `Bearer ${token}${'a'.repeat(400)}`],
  ])('%s does not open', (_, header) => {
    expect(findToken(header, [kept])).toBeNull();
  });

  test('may do what its scopes say; admin may do all', () => {
    const admin = makeToken('root', ['admin']).kept;
    expect([allows(kept, 'read'), allows(kept, 'act'), allows(admin, 'read'), allows(admin, 'act')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('of a first start is made once, readable by its owner alone, and kept as a hash', () => {
    const path = join(folder, 'token.json');
    const first = readOrMakeTokens(path);
    const second = readOrMakeTokens(path);
    expect(first.made).toMatch(/^ct_[\w-]{43}$/);
    expect(second).toEqual({ tokens: first.tokens, made: null });
    expect(readFileSync(path, 'utf8')).not.toContain(first.made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('a Host header', () => {
  test.each([
    ['localhost:8080', true],
    ['LOCALHOST', true],
    ['wire.localhost', true],
    ['127.0.0.1:80', true],
    ['127.8.9.1', true],
    ['[::1]:8080', true],
    ['wire.example.org', true],
    ['Wire.Example.Org:443', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['evil.example@localhost', false],
    ['[::2]', false],
    ['10.0.0.1', false],
    ['', false],
    [undefined, false],
  ])('%s: known %s', (header, known) => {
    expect(isKnownHost(header, ['wire.example.org'])).toBe(known);
  });

  test.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.0.7', false],
    ['example.org', false],
  ])('%s is loopback: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });
});
