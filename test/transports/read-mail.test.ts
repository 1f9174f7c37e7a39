import { expect, test } from 'vitest';
import { readMail } from '../../src/transports/imap/read-mail.ts';

const HEAD = 'From: a@b.example\r\nSubject: Port\r\nMIME-Version: 1.0\r\n';
const attached = (lines: string): Buffer =>
  Buffer.from(
    `${HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Disposition: attachment; filename=a.xml\r\n\r\n${lines}\r\n--x--\r\n`,
  );

test.each([
  ['small', '<nitf/>'],
  ['large', `<nitf><!--${'x'.repeat(300_000)}--></nitf>`],
])('a %s mail has the same documents', async (_, xml) => {
  const [document, ...others] = await readMail(attached(xml));
  expect(others).toEqual([]);
  expect(Buffer.from(document?.bytes ?? []).toString()).toBe(xml);
  expect(document).toMatchObject({ contentType: 'text/xml; charset=utf-8', filename: 'a.xml' });
});

test('a large mail that takes long to read holds nothing else up', async () => {
  const source = Buffer.from(`${HEAD}Content-Type: text/plain\r\n\r\n${'\r\n'.repeat(2_000_000)}`);
  const before = [process.threadCpuUsage(), process.cpuUsage()] as const;
  expect(await readMail(source)).toEqual([]);
  const here = process.threadCpuUsage(before[0]);
  const everywhere = process.cpuUsage(before[1]);
  expect((here.user + here.system) * 4).toBeLessThan(everywhere.user + everywhere.system);
});

test('a large mail that takes longer than it may is refused, and so is one whose parts cannot be told apart', async () => {
  const long = Buffer.from(`${HEAD}Content-Type: text/plain\r\n\r\n${'\r\n'.repeat(2_000_000)}`);
  await expect(readMail(long, { longestMs: 1 })).rejects.toThrow('reading it takes more than 0.001 s');
  const parts = `${HEAD}Content-Type: multipart/mixed; boundary=q\r\n\r\n${'--q\r\n\r\nhello\r\n'.repeat(10_000)}--q--\r\n`;
  await expect(readMail(Buffer.from(parts))).rejects.toThrow(/child nodes/);
});

test('a large mail is no worse for a thread that cannot start', async () => {
  const xml = `<nitf><!--${'x'.repeat(300_000)}--></nitf>`;
  const [document] = await readMail(attached(xml), { entry: new URL('./no-such-module.ts', import.meta.url) });
  expect(Buffer.from(document?.bytes ?? []).toString()).toBe(xml);
});
