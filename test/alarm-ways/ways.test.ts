import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noticeOf } from '../../src/alarm-ways/contract/alarm-notice.ts';
import type { AnyAlarmWay } from '../../src/alarm-ways/contract/alarm-way.ts';
import email from '../../src/alarm-ways/email.ts';
import log from '../../src/alarm-ways/log.ts';
import slack from '../../src/alarm-ways/slack.ts';
import webhook from '../../src/alarm-ways/webhook.ts';
import { alarmWaySchema } from '../../src/settings/plugin-settings.ts';
import { anAlarm } from '../alarms/notified-alarm.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type SmtpReceiver, startSmtpReceiver } from '../servers/smtp-receiver.ts';

const AT = Date.UTC(2026, 10, 24, 10, 12);
const URGENT = anAlarm({
  key: 'line',
  rule: 'line',
  priority: 'urgent',
  problem: '5 of 6 feeds <cannot> be reached & more',
});
const NOTICE = noticeOf([URGENT], [anAlarm()], AT);
const OVER = noticeOf([], [anAlarm()], AT);
const lines: Record<string, unknown>[] = [];
const logger = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });

async function tell(way: AnyAlarmWay, own: Record<string, unknown>, notice = NOTICE): Promise<void> {
  const settings = { id: 'desk', type: way.type, allowPrivateAddresses: true, ...own };
  const open = way.open(alarmWaySchema(way).parse(settings) as never, { userAgent: 'copytaster/test', log: logger });
  try {
    await open.notify(notice, AbortSignal.timeout(30_000));
  } finally {
    open.close();
  }
}

test('the log has urgent alarms as errors, ordinary ones as warnings, and ends', async () => {
  await tell(log, {});
  await tell(log, {}, noticeOf([anAlarm()], [], AT));
  expect(lines.map(({ level, msg, cure }) => ({ level, msg, cure }))).toEqual([
    { level: 50, msg: `alarm: ${URGENT.problem}`, cure: 'mend the receiver' },
    { level: 30, msg: 'alarm is over: destination cms fails: answered 500', cure: undefined },
    { level: 40, msg: 'alarm: destination cms fails: answered 500', cure: 'mend the receiver' },
  ]);
});

describe('over HTTP', () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  test('a webhook gets every alarm with its cure, signed', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    server.script((response, { body, headers }) => {
      const { 'webhook-id': id, 'webhook-signature': signature } = headers;
      // The receiver's library refuses old timestamps: the signature is made again with one of now.
      response.writeHead(id === NOTICE.id && String(signature).startsWith('v1,') && body.length > 0 ? 204 : 400).end();
    });
    await tell(webhook, { url: server.url, secrets: [secret], headers: { 'x-desk': 'wire' } });
    const [seen] = server.seen;
    expect(seen?.headers).toMatchObject({ 'x-desk': 'wire', 'user-agent': 'copytaster/test' });
    const signed = new Webhook(secret).sign(NOTICE.id, new Date(AT), seen?.body ?? '');
    expect(seen?.headers['webhook-signature']).toBe(signed);
    expect(JSON.parse(seen?.body ?? '')).toMatchObject({
      type: 'alarms',
      priority: 'urgent',
      title: `URGENT: ${URGENT.problem}`,
      began: [{ key: 'line', rule: 'line', cure: 'mend the receiver' }],
      ended: [{ key: 'destination.cms.failing' }],
    });
  });

  test('Slack gets one text, in its own markup', async () => {
    await tell(slack, { url: `${server.url}/services/T0/B0/x` });
    const { text } = JSON.parse(server.seen[0]?.body ?? '') as { text: string };
    expect(text).toMatch(/^\*URGENT: 5 of 6 feeds &lt;cannot&gt; be reached &amp; more\*\n/);
    expect(text).toContain('over: destination cms fails: answered 500\n  it lasted 12 min');
  });

  test.each([
    ['webhook', webhook],
    ['slack', slack],
  ] as const)('%s says what was answered where it was not taken', async (_, way) => {
    server.script(answer(503));
    await expect(tell(way as AnyAlarmWay, { url: server.url })).rejects.toThrow('answered 503');
  });

  test('no address of one’s own network without permission', async () => {
    await expect(tell(webhook, { url: server.url, allowPrivateAddresses: false })).rejects.toThrow(/private|loopback/);
    expect(server.seen).toEqual([]);
  });
});

describe('a mail', () => {
  let server: SmtpReceiver;
  const mailbox = () => ({
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    sender: 'wire@example.org',
    to: ['night@example.org', 'chief@example.org'],
  });

  beforeAll(async () => {
    server = await startSmtpReceiver();
  });
  afterAll(() => server.close());

  test('says it in the subject, and what to do below', async () => {
    await tell(email, mailbox(), noticeOf([anAlarm()], [], AT));
    await tell(email, mailbox(), OVER);
    expect(server.mails.map(({ to }) => to)).toEqual([mailbox().to, mailbox().to]);
    expect(server.mails[0]?.text).toContain('Subject: copytaster: destination cms fails: answered 500');
    expect(server.mails[0]?.text).toContain('do: mend the receiver');
    expect(server.mails[1]?.text).toContain('Subject: copytaster: over: destination cms fails: answered 500');
  });

  test('fails where there is no server', async () => {
    await expect(tell(email, { ...mailbox(), port: 1 })).rejects.toThrow(/ECONNREFUSED|connect/i);
  });
});
