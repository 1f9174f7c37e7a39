import { bytesOf } from '../formats/wires/read-fixture.ts';

/** Content words of the fixtures; every copy says something else in their place, so that no two are one story. */
const CONTENT =
  /(?<=[^<&/#\w.-])(?:German|Tuesday|Havnen|igen|tirsdag|into|force|port|jours|maritime|annon|dans|harbours?|harbor|ferry|fires?|reopen(?:s|ed)?|passengers|authority|unhurt|closed|known|cause|taken|Bergen|BERGEN|Brest|rouvert|rouvre|mardi|fermeture|passagers|incendie|police|Hafen|offen|wieder|Brand|Verletzt|cabinet|agreed|small|comes|spring|fish|prices|minister|stories|events|pictures|puerto|porto|story)(?=[^\w])/g;
/** Ids that fixtures share. */
const IDS =
  /L8N3BERG1|TX-PAR-ABC12|doc-11aa22|AAP\.20261103\.001|BC-Norway-Port|BC-Fish Market(?=[ ,])|PA-\d(?=")|urn:example:(?:ninjs:)?\d|eca004\d|V0123|<NewsID>1-2-3|<HistID>PTP-1|261103-99-00000\d|0a1b2c3[def]\d|harbour-80\d|urn:example:p\d|H10\d(?=["/-])|https:\/\/post\.example\/(?:no\/)?\d/g;
const DAYS: readonly (readonly [RegExp, string])[] = [
  [/2026-11-0([456])/g, '2096-11-0$1'],
  [/2026110([456])(?=T)/g, '2096110$1'],
  [/(Nov 5, |4 November )2026/g, '$12096'],
];

/**
 * A fixture as another story: its own id and words, marks as they are, embargoes far ahead. `number` tells copies
 * apart; `twin` gives a copy the id of another.
 */
export function copyOf(name: string, number: number, twin = number): Buffer {
  const bytes = bytesOf(name);
  // Two-byte text is left as it is: its signs do not stand side by side.
  if (bytes.includes(0)) return bytes;
  let text = bytes.toString('latin1');
  text = text.replace(CONTENT, (word) => invented(word, number));
  text = text.replace(IDS, (id) => (id.startsWith('<') ? `${id}-${twin}` : otherId(id, twin)));
  const said = Array.from({ length: 14 }, (_, place) => invented(`word${place}`, number)).join(' ');
  text = text.replace('</p>', `</p><p>${said}.</p>`);
  text = text
    .replace(/\r\n\r\n(?=dpa pre|\(SDA)/, `\r\n\r\n${said}.\r\n\r\n`)
    .replace('\r\n\x03AP-', `\r\n\t${said}.\r\n\x03AP-`);
  for (const [day, later] of DAYS) text = text.replace(day, later);
  return Buffer.from(text, 'latin1');
}

const SYLLABLES = ['ba', 'ko', 'mi', 'ru', 'te', 'sa', 'lo', 'ni', 'fu', 'de', 'ga', 'pe', 'vo', 'zi', 'ha', 'jo'];

function invented(word: string, number: number): string {
  let state = number * 7_919 + [...word.toLowerCase()].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  let made = '';
  for (let count = 0; count < 4; count += 1) {
    state = (state * 48_271 + 11) % 2_147_483_647;
    made += SYLLABLES[state % SYLLABLES.length];
  }
  return word === word.toUpperCase()
    ? made.toUpperCase()
    : /^[A-Z]/.test(word)
      ? made[0]!.toUpperCase() + made.slice(1)
      : made;
}

function otherId(id: string, twin: number): string {
  const digits = String(twin).padStart(3, '0');
  if (id === 'L8N3BERG1') return `L8N3X${digits}`;
  if (id === 'TX-PAR-ABC12') return `TX-PAR-XY${String.fromCharCode(65 + (twin % 26))}${digits}`;
  if (id === 'doc-11aa22') return `doc-1${digits}zz`;
  if (id.startsWith('eca')) return `eca${Number(id.slice(-1))}${digits}`;
  if (id === 'V0123') return `V0${digits}`;
  return `${id}${digits}`;
}
