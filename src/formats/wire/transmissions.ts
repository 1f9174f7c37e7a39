/** The messages of a transmission: they begin with SOH and end with EOT; filling between them is dropped. */
export function splitTransmissions(text: string): string[] {
  return text
    .split(/[\x04\x01]/)
    .map((message) => message.replace(/\x7f/g, ''))
    .filter((message) => /[^\s\x00-\x1f]/.test(message));
}

/** Where the copy of a message begins and ends. */
export const STX = '\x02';
export const ETX = '\x03';

/** A message's lines without what only steers a printer; STX and ETX stand at the beginning of theirs. */
export function linesOf(message: string): string[] {
  return message
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00\x01\x04-\x08\x0b-\x1f\x7f]/g, '')
    .replace(/[\x02\x03]/g, '\n$&')
    .split('\n');
}

const MONTHS: Readonly<Record<string, string>> = {
  jan: '01',
  feb: '02',
  fev: '02',
  fév: '02',
  mar: '03',
  mär: '03',
  apr: '04',
  avr: '04',
  may: '05',
  mai: '05',
  jun: '06',
  juin: '06',
  jul: '07',
  juil: '07',
  aug: '08',
  aou: '08',
  aoû: '08',
  sep: '09',
  oct: '10',
  okt: '10',
  nov: '11',
  dec: '12',
  dez: '12',
  déc: '12',
  gen: '01',
  ene: '01',
  abr: '04',
  mag: '05',
  maj: '05',
  mei: '05',
  giu: '06',
  lug: '07',
  ago: '08',
  set: '09',
  ott: '10',
  out: '10',
  dic: '12',
  mrt: '03',
  des: '12',
};

/** "131137 GMT Nov 13" as an ISO time, in UTC where the zone is written; null when it is none. */
export function trailerTime(trailer: string): string | null {
  const found = /(\d\d)(\d\d)(\d\d)\s{0,9}(GMT|UTC|Z)?\s{0,9}(\p{L}{3,12})\.?\s{0,9}(\d\d(?:\d\d)?)/u.exec(trailer);
  if (found === null) return null;
  const [, day, hour, minute, zone, month, year] = found;
  const name = month!.toLowerCase();
  const number = MONTHS[name.slice(0, 4)] ?? MONTHS[name.slice(0, 3)];
  if (number === undefined) return null;
  return `${year!.length === 2 ? `20${year}` : year}-${number}-${day}T${hour}:${minute}:00${zone === undefined ? '' : 'Z'}`;
}
