import { MailServerSettings, openMailServer } from '../destinations/email/mail-server.ts';
import { textOf, titleOf } from './contract/alarm-notice.ts';
import { defineAlarmWay } from './contract/alarm-way.ts';

/** Sends each notice as a mail. */
const email = defineAlarmWay({
  type: 'email',
  summary: 'sends alarms as mails',
  settings: MailServerSettings,
  open: (settings, { userAgent }) => ({
    async notify(notice) {
      const server = await openMailServer(settings);
      try {
        await server.sendMail({
          from: settings.sender,
          to: settings.to,
          subject: `copytaster: ${titleOf(notice)}`,
          text: textOf(notice),
          messageId: `<${notice.id}@copytaster>`,
          priority: notice.priority === 'urgent' ? 'high' : 'normal',
          xMailer: userAgent,
        });
      } finally {
        server.close();
      }
    },
    close: () => undefined,
  }),
});
export default email;
