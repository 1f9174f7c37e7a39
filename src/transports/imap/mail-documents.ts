import { hasOwnEnd } from '../../decode/document-end.ts';

/** A document that came by mail: an attachment, or the text of the mail itself. */
export interface MailDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly filename: string | null;
}

/** What wire copy is attached as; anything else, as pictures and office files, is no document of a wire. */
const COPY_TYPES = /^(?:text\/(?!calendar)|application\/(?:[\w.+-]*\+)?(?:xml|json)$|application\/octet-stream$)/i;
const COPY_NAMES = /\.(?:xml|nitf|newsml|nml|json|ninjs|txt|text|iptc|anpa|fip|rss|atom|html?)$/i;
const NO_NAME = /\.[a-z0-9]{2,5}$/i;

/**
 * The documents of a mail: its attachments that may be wire copy, else its text under its subject. A text that is a
 * document by itself, as some agencies put it into mails, stays as it is.
 * @returns none where the mail has neither
 */
export async function documentsOf(source: Uint8Array): Promise<readonly MailDocument[]> {
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(Buffer.from(source), { skipImageLinks: true, skipTextToHtml: true });
  const attached = mail.attachments.filter(({ contentType, filename, related }) => {
    const name = filename ?? '';
    return !related && (COPY_NAMES.test(name) || (COPY_TYPES.test(contentType) && !NO_NAME.test(name)));
  });
  if (attached.length > 0)
    return attached.map(({ content, contentType, filename }) => ({
      bytes: content,
      contentType: contentType === 'application/octet-stream' ? null : contentType,
      filename: filename ?? null,
    }));
  const text = (mail.text ?? '').trim();
  if (text === '') return typeof mail.html === 'string' ? [documentFrom(mail.html, 'text/html', mail.messageId)] : [];
  const isDocument = hasOwnEnd(Buffer.from(text, 'utf8'));
  return [
    isDocument
      ? { bytes: Buffer.from(text, 'utf8'), contentType: null, filename: null }
      : documentFrom([mail.subject ?? '', text].join('\n\n').trim(), 'text/plain', mail.messageId),
  ];
}

function documentFrom(text: string, type: string, messageId: string | undefined): MailDocument {
  return { bytes: Buffer.from(text, 'utf8'), contentType: `${type}; charset=utf-8`, filename: messageId ?? null };
}
