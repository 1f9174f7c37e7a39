import type { Attachment, ParsedMail } from 'mailparser';
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
/** A mail in a mail: copy that somebody hands on as it came. */
const MAIL = 'message/rfc822';
const MAIL_NAMES = /\.eml$/i;
const MOST_NESTED = 5;
/** Mails in mails in mails: each is read again for every one round it. */
const MOST_MAILS = 200;
const CHARSET = /\bcharset\s{0,5}=\s{0,5}"?([\w.:+-]{1,60})/gi;

/**
 * The documents of a mail: its attachments that may be wire copy, else its text under its subject. A text that is a
 * document by itself, as some agencies put it into mails, stays as it is.
 * @returns none where the mail has neither
 * @throws where more mails are in it than anybody hands on, or its parts cannot be told apart
 */
export function documentsOf(source: Uint8Array): Promise<readonly MailDocument[]> {
  return documentsIn(source, 0, { mails: 0 });
}

async function documentsIn(
  source: Uint8Array,
  depth: number,
  seen: { mails: number },
): Promise<readonly MailDocument[]> {
  seen.mails += 1;
  if (seen.mails > MOST_MAILS) throw new Error(`more than ${MOST_MAILS} mails are in it`);
  const mail = await parseMail(source);
  const attached: MailDocument[] = [];
  for (const attachment of mail.attachments) attached.push(...(await documentsAttached(attachment, depth, seen)));
  if (attached.length > 0) return attached;
  const text = (mail.text ?? '').trim();
  if (text === '') return typeof mail.html === 'string' ? [documentFrom(mail.html, 'text/html', mail.messageId)] : [];
  const isDocument = hasOwnEnd(Buffer.from(text, 'utf8'));
  return [
    isDocument
      ? { bytes: Buffer.from(text, 'utf8'), contentType: null, filename: null }
      : documentFrom(
          [(mail.subject ?? '').replace(/\s+/g, ' '), text].join('\n\n').trim(),
          'text/plain',
          mail.messageId,
        ),
  ];
}

/** The mail as text. If it names a charset that nobody knows and is no UTF-8 either, it is read as windows-1252. */
async function parseMail(source: Uint8Array): Promise<ParsedMail> {
  const { simpleParser } = await import('mailparser');
  const options = { skipImageLinks: true, skipTextToHtml: true };
  const mail = await simpleParser(Buffer.from(source), options);
  if (!`${mail.text ?? ''}${mail.html || ''}`.includes('\ufffd')) return mail;
  const known = Buffer.from(source)
    .toString('latin1')
    .replace(CHARSET, (whole, label: string) => (isCharset(label) ? whole : whole.replace(label, 'windows-1252')));
  return simpleParser(Buffer.from(known, 'latin1'), options);
}

function isCharset(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

async function documentsAttached(
  attachment: Attachment,
  depth: number,
  seen: { mails: number },
): Promise<readonly MailDocument[]> {
  const { content, contentType, filename, related } = attachment;
  const name = filename ?? '';
  if (contentType === MAIL || MAIL_NAMES.test(name))
    return depth < MOST_NESTED ? documentsIn(content, depth + 1, seen) : [];
  const isCopy = COPY_NAMES.test(name) || (COPY_TYPES.test(contentType) && !NO_NAME.test(name));
  return related || !isCopy ? [] : [{ bytes: content, contentType: typeOf(attachment), filename: filename ?? null }];
}

/** The type of an attachment with its charset; what is only named as bytes says nothing. */
function typeOf({ contentType, headers }: Attachment): string | null {
  if (contentType === 'application/octet-stream') return null;
  const stated = headers.get('content-type') as { readonly params?: { readonly charset?: string } } | undefined;
  const charset = stated?.params?.charset;
  return charset === undefined ? contentType : `${contentType}; charset=${charset}`;
}

function documentFrom(text: string, type: string, messageId: string | undefined): MailDocument {
  return { bytes: Buffer.from(text, 'utf8'), contentType: `${type}; charset=utf-8`, filename: messageId ?? null };
}
