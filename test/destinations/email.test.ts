import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/article/content.ts';
import { shutDocument } from '../../src/article/shut-document.ts';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import email from '../../src/destinations/email.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { FULL, TEXT_OF_IT, WITHDRAWN } from '../renderers/articles.ts';
import { type SmtpReceiver, startSmtpReceiver } from '../servers/smtp-receiver.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';

let server: SmtpReceiver;

beforeAll(async () => {
  server = await startSmtpReceiver();
});
afterAll(() => server.close());

const open = (over: Record<string, unknown> = {}): Outlet =>
  email.open(
    destinationSchema(email).parse({
      id: 'desk',
      type: 'email',
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      sender: 'wire@example.org',
      to: ['desk@example.org', 'night@example.org'],
      allowPrivateAddresses: true,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

const headerOf = (text: string, name: string): string =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(text)?.[1]?.replace(/\r\n[ \t]/g, ' ') ?? '';

describeConformance('email', () => ({
  open: () => open(),
  openNowhere: () => open({ port: 1 }),
  received: () =>
    Promise.resolve(server.mails.map(({ text }) => ({ id: decodeURI(headerOf(text, 'X-Copytaster-id')), body: null }))),
  repeat: 'again',
}));

describe('a mail', () => {
  beforeEach(() => {
    server.mails.length = 0;
    server.refusal = null;
  });

  test('is the page as the desk reads it, to all of them, in one conversation', async () => {
    const outlet = open();
    await outlet.deliver(aDelivery({ id: 'r1', article: FULL, type: 'article.new' }));
    await outlet.deliver(aDelivery({ id: 'r2', article: FULL, type: 'article.correction' }));
    await outlet.close();
    const [first, second] = ['r1', 'r2'].map((id) =>
      server.mails.find(({ text }) => headerOf(text, 'X-Copytaster-id') === id),
    );
    expect(first?.to).toEqual(['desk@example.org', 'night@example.org']);
    expect(headerOf(first!.text, 'Subject')).toBe('Markagency: Markheadline: harbour & ferry reopen <soon>');
    expect(headerOf(second!.text, 'Subject')).toBe(
      'CORRECTION: Markagency: Markheadline: harbour & ferry reopen <soon>',
    );
    expect(headerOf(first!.text, 'References')).toBe(headerOf(second!.text, 'References'));
    expect(headerOf(first!.text, 'Message-ID')).toBe(`<${sha256('r1').slice(0, 40)}@copytaster>`);
    expect(first?.text).toContain('MARKDATELINE');
  });

  test('of a stop is marked, urgent, and has nothing of the text', async () => {
    const outlet = open({ gather: 10 });
    const stop = { id: 'r3', article: shutDocument(WITHDRAWN), type: 'article.withdrawal', stop: true };
    await outlet.deliver(aDelivery(stop));
    await outlet.close();
    expect(server.mails).toHaveLength(1);
    expect(headerOf(server.mails[0]!.text, 'Subject')).toBe('KILL: Markagency: Withdrawn by Markagency');
    expect(headerOf(server.mails[0]!.text, 'X-Priority')).toMatch(/^1/);
    expect(server.mails[0]?.text).not.toMatch(TEXT_OF_IT);
  });

  test('holds all that came within a few seconds, but alerts alone', async () => {
    const outlet = open({ gather: 1 });
    const slow = ['a', 'b', 'c'].map((id) =>
      outlet.deliver(aDelivery({ id, article: { ...FULL, headline: `Story ${id}` } })),
    );
    await outlet.deliver(aDelivery({ id: 'd', article: { ...FULL, priority: 'alert' } }));
    expect(server.mails.map(({ text }) => headerOf(text, 'Subject'))).toEqual([
      expect.stringMatching(/^ALERT: Markagency/),
    ]);
    expect((await Promise.all(slow)).map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(headerOf(server.mails[1]!.text, 'Subject')).toMatch(/3 stories|=\?UTF-8\?/);
    for (const id of ['a', 'b', 'c']) expect(server.mails[1]?.text).toContain(`Story ${id}`);
    await outlet.close();
  });

  test.each([
    [450, { outcome: 'failed', ambiguous: false }],
    [552, { outcome: 'refused' }],
  ])('that the server answers %i', async (status, result) => {
    server.refusal = status;
    const outlet = open();
    expect(await outlet.deliver(aDelivery({ id: 'x' }))).toMatchObject(result);
    await outlet.close();
  });
});
