import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readAnpaMessage } from './wire/anpa-message.ts';

/** SYN SYN SOH, or service letters and a sequence ended by US; the second line marks its text as plain or tabular. */
const HEADER = /^[\s\x00-\x15\x17-\x1f]{0,40}(?:\x16{1,3}\x01?|\x01)?[\s]*[A-Za-z]{0,10}\d{3,5}[A-Z]{0,8}\x1f/;
const SECOND_LINE = /\n[a-z] [a-z]{1,2}[\x13\x14]\s?[\x11\x12]/;
/** The same header where somebody took the controls out: the keyword's line ends with day and number of words. */
const WITHOUT_CONTROLS =
  /^\s{0,40}[A-Za-z]{0,2}\d{3,5}[A-Za-z]{0,12}-{0,5}[^\S\n]{0,9}\n[^\S\n]{0,9}[a-z] [a-z]{1,2} \S[^\n]{1,60}\s\d\d-\d\d(?: \d{3,5})?[^\S\n]{0,9}\n/;
/** All of the header on one line, its fields parted by controls. */
const ONE_LINE =
  /^[\s\x00-\x15]{0,40}\x16{1,3}\x01[\x1c-\x1f]?[A-Za-z]{1,4}\d{3,5}[\s\x1c-\x1f]{1,4}[\x13\x14][a-z]\s?[\x13\x14]/;

/** ANPA 1312: the teletypesetter format of AP, Kyodo and others; several messages may follow one another. */
const anpa1312: Format = {
  name: 'anpa1312',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => {
    const beginning = text.slice(0, 300);
    return [HEADER, SECOND_LINE, ONE_LINE, WITHOUT_CONTROLS].some((header) => header.test(beginning)) ? 0.95 : 0;
  },
  read({ text }) {
    const messages = text.split(/\x16{2,3}\x01|\x04/).filter((message) => /[^\s\x00-\x1f]/.test(message));
    const items = messages.map(readAnpaMessage).filter((item) => item !== null);
    if (items.length === 0) throw new Rejected('anpa1312: no message begins with service, sequence and keyword');
    const unread = messages.length - items.length;
    return {
      items,
      feed: null,
      problems: unread === 0 ? [] : [`${unread} of ${messages.length} messages have no header`],
    };
  },
};

export default anpa1312;
