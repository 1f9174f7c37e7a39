import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readIptc7901 } from './wire/iptc7901-message.ts';
import { splitTransmissions } from './wire/transmissions.ts';

/** Source, sequence, priority, category and word count, as in "abc0123 4 i 211". */
const HEADER = /^[\s\x00-\x1f\x7f]{0,40}[a-z]{2,3}\d{2,6} \d [a-z]{1,3} \d+(?: |\r|\n)/i;

/** IPTC 7901: the teleprinter format of dpa, ATS and others; several messages may follow one another. */
const iptc7901: Format = {
  name: 'iptc7901',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (HEADER.test(text.slice(0, 200)) ? 0.95 : 0),
  read({ text }) {
    const messages = splitTransmissions(text);
    const items = messages.map(readIptc7901).filter((item) => item !== null);
    if (items.length === 0) throw new Rejected('iptc7901: no message begins with source, sequence and priority');
    const unread = messages.length - items.length;
    return {
      items,
      feed: null,
      problems: unread === 0 ? [] : [`${unread} of ${messages.length} messages have no header`],
    };
  },
};

export default iptc7901;
