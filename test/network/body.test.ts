import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { unpackBody } from '../../src/network/body.ts';

const TEXT = 'Rivers rise after a night of rain. '.repeat(40);
const plain = Buffer.from(`<p>${TEXT}</p>`);
const unpack = (bytes: Buffer, encoding?: string, most = 100_000) =>
  unpackBody(bytes, encoding, most).then((body) => body.toString());

describe('a body is read as it is packed', () => {
  test.each([
    ['not packed', undefined, plain],
    ['gzip', 'gzip', gzipSync(plain)],
    ['gzip under its old name', 'X-GZIP', gzipSync(plain)],
    ['gzip with other bytes behind it', 'gzip', Buffer.concat([gzipSync(plain), Buffer.from('\n<!-- page cache -->')])],
    ['gzip of two members', 'gzip', Buffer.concat([gzipSync(plain.subarray(0, 100)), gzipSync(plain.subarray(100))])],
    ['gzip without its trailer', 'gzip', gzipSync(plain).subarray(0, -8)],
    ['deflate', 'deflate', deflateSync(plain)],
    ['deflate without the frame of zlib', 'deflate', deflateRawSync(plain)],
    ['br', 'br', brotliCompressSync(plain)],
    ['zstd', 'zstd', zstdCompressSync(plain)],
    ['gzip that is called br', 'br', gzipSync(plain)],
    ['zstd that is called gzip', 'gzip', zstdCompressSync(plain)],
    ['under the name of what a store did to its upload', 'aws-chunked', plain],
    ['said to be gzip, but plain', 'gzip', plain],
    ['under the name of a charset', 'utf-8', plain],
    ['under the word none', 'none', plain],
    ['under an empty name', ' , ', plain],
  ])('%s', async (_, encoding, bytes) => {
    expect(await unpack(bytes, encoding)).toBe(plain.toString());
  });

  test.each([
    ['two layers', 'gzip, br', gzipSync(plain), 'encoding'],
    ['an encoding that nobody knows', 'lzma', Buffer.from([1, 2, 3]), 'encoding'],
    ['rubbish', 'gzip', Buffer.from([1, 2, 3, 4]), 'encoding'],
    ['more than may be unpacked', 'gzip', gzipSync(Buffer.alloc(200_000)), 'too-large'],
    ['more than may be read', undefined, Buffer.alloc(200_000), 'too-large'],
  ])('%s is refused', async (_, encoding, bytes, kind) => {
    await expect(unpack(bytes, encoding)).rejects.toMatchObject({ name: 'NetworkFailure', kind });
  });
});
