import { Rejected } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { Draft } from './wire/draft.ts';
import { rootNameOf } from './xml/detect.ts';
import { childrenOf, descendants, elementAt, elementsAt, oneLine, rawText, textAt, textOf } from './xml/lookup.ts';
import { xhtmlInside } from './xml/markup.ts';
import { parseXml, type XmlElement } from './xml/parse-xml.ts';

/** Yes-or-no elements, and the instruction they stand for. */
const FLAGS: Readonly<Record<string, string>> = {
  Annuleret: 'Delete',
  Korrektion: 'Correction',
  NyVersion: 'Update',
};

/** The Danish agency Ritzau's own XML: one RBNews element a story, alone or several in a list. */
const ritzau: Format = {
  name: 'ritzau',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (/^(?:RBNews|ArrayOfRBNews)$/.test(rootNameOf(text) ?? '') ? 1 : 0),
  read({ text }) {
    const root = parseXml(text);
    const stories = root.name === 'RBNews' ? [root] : descendants(root, ({ name }) => name === 'RBNews');
    const whole = stories.filter((story) => !story.cut);
    if (whole.length === 0 && root.cut) throw new Rejected('ritzau: the document is cut short');
    const problems = whole.length === stories.length ? [] : ['the last story: the document ends inside it'];
    return { items: whole.map(readStory), feed: null, problems };
  },
};

export default ritzau;

function readStory(story: XmlElement): WireItem {
  const draft = new Draft();
  const text = (name: string) => textAt(story, name);
  const id = text('NewsID');
  draft.set('itemId', id, 'NewsID').set('uri', id, 'NewsID').set('version', text('version'), 'version');
  draft.altId('HistID', text('HistID')).link('prevVersion', text('replacedID') ?? text('Replaces'));
  draft.set('type', 'text', 'RBNews').set('language', 'da', 'the agency').add('providers', 'Ritzau', 'RBNews');
  for (const [name, instruction] of Object.entries(FLAGS)) {
    if (text(name) === 'true') draft.signal('instruction', instruction);
  }
  draft.signal('itemType', text('format')).signal('newsStatus', text('Status'));
  draft.set('headline', text('headline'), 'headline').set('subheadline', text('subtitle'), 'subtitle');
  draft.set('slugline', text('strapline'), 'strapline').set('priority', text('Priority'), 'Priority');
  const place = [text('town'), text('origin')].filter((part) => part !== null).join(' ');
  draft.set('dateline', text('town') === null ? null : place, 'town, origin').set('located', text('town'), 'town');
  draft.add('bylines', text('byLine'), 'byLine');
  draft.date('versionCreated', text('PublishDate'), 'PublishDate');
  draft.note(text('TilRedaktionen'), 'TilRedaktionen');
  for (const name of ['byLineEmail', 'byLinePhone']) draft.note(text(name), name, false);
  draft.body(xhtmlInside(parseXml(`<div>${rawText(elementAt(story, 'content'))}</div>`)), 'content');
  draft.add('keywords', text('section'), 'section');
  for (const code of elementsAt(story, 'IPTCList').flatMap((list) => childrenOf(list)))
    readCode(draft, oneLine(textOf(code)));
  return draft.finish();
}

function readCode(draft: Draft, code: string | null): void {
  draft.subject(code !== null && /^\d{8}$/.test(code) ? `subj:${code}` : code, null);
}
