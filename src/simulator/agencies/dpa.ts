import { escapeText } from '../../markup/markup.ts';
import type { FiledVersion } from '../agency-desk.ts';
import { json, NOTHING_HERE, type SimulatedAgency, Turns } from './contract/agency.ts';

const QUEUE = '/wireq/secret-of-the-simulated-agency/';
const MOST = 6;

/** dpa wireQ: entries that are handed out for a time and come again until they are deleted, 429 with retry-after. */
const dpa: SimulatedAgency = {
  name: 'dpa',
  uriOf: (number) => `urn:newsml:dpa.com:20090101:261123-99-${String(number).padStart(6, '0')}`,
  layOut: ({ paragraphs }) => paragraphs,
  settings: (url) => ({
    accounts: [],
    feed: { transport: 'dpa-wireq', queue: `${url}${QUEUE}`, agency: 'dpa', speaksFor: ['dpa'] },
  }),
  open({ desk, lives }) {
    const deleted = new Set<number>();
    const handedOut = new Map<number, { receipt: string; until: number }>();
    const turns = new Turns();
    return {
      answer({ method, path }) {
        if (!path.startsWith(QUEUE)) return { status: 403, body: 'forbidden' };
        if (turns.each('busy', 13)) return { status: 429, body: 'later', headers: { 'retry-after': '1' } };
        const receipt = /entry\/(.+)$/.exec(path)?.[1];
        if (method === 'DELETE' && receipt !== undefined) return { status: remove(receipt), body: '' };
        if (method !== 'GET' || !path.endsWith('/entries.json')) return NOTHING_HERE;
        const waiting = desk.filed.filter(
          ({ place }) => !deleted.has(place) && (handedOut.get(place)?.until ?? 0) < Date.now(),
        );
        const entries = waiting.slice(0, MOST).map((version) => {
          const given = `receipt-${version.place}-${Date.now()}`;
          handedOut.set(version.place, { receipt: given, until: Date.now() + lives.leaseMs });
          return { ...(entryOf(version) as object), _wireq_receipt: given };
        });
        return json(
          { entries },
          { headers: { 'retry-after': waiting.length > MOST ? '0' : '1' }, cut: turns.each('cut', 7) },
        );
      },
    };
    function remove(receipt: string): number {
      const place = Number(receipt.split('-')[1]);
      const known = handedOut.get(place);
      if (known === undefined) return 404;
      if (deleted.has(place) || known.receipt !== receipt || known.until < Date.now()) return 410;
      deleted.add(place);
      return 204;
    }
  },
};
export default dpa;

function entryOf(version: FiledVersion): unknown {
  const { uri, headline, paragraphs, versionCreated, firstCreated, status } = version;
  const html = paragraphs.map((paragraph) => `<p>${escapeText(paragraph)}</p>`).join('');
  return {
    format: 'digitalwires@0.9.1',
    entry_id: `${uri}-${version.version}`,
    urn: uri,
    version: version.version,
    version_created: versionCreated,
    content_created: firstCreated,
    updated: versionCreated,
    pubstatus: status,
    language: 'en',
    urgency: 4,
    headline,
    dateline: 'Berlin (dpa) - ',
    creditline: 'dpa',
    article_html: html === '' ? null : `<section class="main">${html}</section>`,
    notepad: { nonpublic_html: '<p>Author: +49 30 5550199</p>' },
  };
}
