import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readTeletypeMessage } from './wire/teletype-message.ts';

const BEGINS = /^[\s\x00-\x1f]{0,200}ZCZC(?![\p{L}])/u;
/** Where a message begins: ZCZC at the beginning of a line, or behind the end of the message above. */
const BEGINNING = /(?:^|\n|NNNN)[^\S\n]{0,20}ZCZC(?![\p{L}])/gu;
const END = /(?<![\p{L}\p{N}])N{4}(?![\p{L}\p{N}])/u;

/** Messages between ZCZC and NNNN, as teleprinters of many agencies parted them; several may follow one another. */
const teletype: Format = {
  name: 'teletype',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (BEGINS.test(text.slice(0, 300)) ? 0.96 : 0),
  read({ text }) {
    const messages = messagesIn(text.replace(/\r\n?/g, '\n'));
    const whole = messages.filter(({ isCut }) => !isCut);
    const items = whole.map(({ text }) => readTeletypeMessage(text)).filter((item) => item !== null);
    if (items.length === 0) throw new Rejected('teletype: no message has any copy');
    const cut = messages.length - whole.length;
    const empty = whole.length - items.length;
    return {
      items,
      feed: null,
      problems: [
        ...(cut === 0 ? [] : ['the last message has no NNNN: it was cut']),
        ...(empty === 0 ? [] : [`${empty} of ${messages.length} messages have no copy`]),
      ],
    };
  },
};
export default teletype;

/** The messages of a text. The last is cut where the others are closed with NNNN and it is not. */
function messagesIn(text: string): { readonly text: string; readonly isCut: boolean }[] {
  const pieces = text
    .replace(BEGINNING, (begins) => begins.replace('ZCZC', '\x01'))
    .split('\x01')
    .slice(1)
    .filter((piece) => /[^\s\x00-\x1f]/.test(piece));
  const closes = pieces.map((piece) => END.test(piece));
  return pieces.map((piece, at) => ({
    text: piece.split(END)[0] as string,
    isCut: at > 0 && at === pieces.length - 1 && closes[at] === false && closes[0] === true,
  }));
}
