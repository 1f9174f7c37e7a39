import { describe, expect, test } from 'vitest';
import { passwordsOf, readRedisAddress } from '../../src/settings/redis-address.ts';

describe('an address of one server is taken as it is', () => {
  test.each(['redis://localhost', 'rediss://user:p%40ss@host:6380/2', 'unix:///run/redis.sock', '/run/redis.sock'])(
    '%s',
    (address) => expect(readRedisAddress(address)).toEqual({ kind: 'server', address }),
  );
});

describe('an address of several', () => {
  test.each([
    [
      'redis://one:7000,two:7001',
      {
        kind: 'cluster',
        tls: false,
        nodes: [
          { host: 'one', port: 7000 },
          { host: 'two', port: 7001 },
        ],
      },
    ],
    ['redis+cluster://one', { kind: 'cluster', tls: false, nodes: [{ host: 'one', port: 6379 }] }],
    [
      'rediss+cluster://wire:p%40ss@one:7000',
      { kind: 'cluster', tls: true, username: 'wire', password: 'p@ss', nodes: [{ host: 'one', port: 7000 }] },
    ],
    [
      'redis+sentinel://:secret@one,[::1]:5000/wire/3?sentinelPassword=other',
      {
        kind: 'sentinel',
        tls: false,
        name: 'wire',
        database: 3,
        password: 'secret',
        sentinelPassword: 'other',
        nodes: [
          { host: 'one', port: 26_379 },
          { host: '::1', port: 5000 },
        ],
      },
    ],
  ])('%s', (address, read) => expect(readRedisAddress(address)).toEqual(read));

  test('gives its passwords to whoever must not show them', () => {
    const address = readRedisAddress('redis+sentinel://wire:secret@one,two/wire?sentinelPassword=other');
    expect(passwordsOf(address)).toEqual(['secret', 'other']);
  });
});

describe('what is none is refused', () => {
  test.each([
    'http://localhost:6379',
    'localhost:6379',
    'redis://one:port',
    'redis://one:70000',
    'redis://one,',
    'redis+cluster://one:0',
    'redis+cluster://one:70000',
    'redis+cluster://one/2',
    'redis+sentinel://one:26379',
    'redis+elsewhere://one',
  ])('%s', (address) => expect(readRedisAddress(address)).toBeNull());
});
