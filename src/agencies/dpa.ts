import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, genres, headlinesLike, marksBefore, marksBehind, SPACE } from './tables/marks.ts';
import { EDITORS_NOTE } from './tables/notes.ts';

const KINDS = [
  'ANALYSE',
  'ANALYSIS',
  'HINTERGRUND',
  'INTERVIEW',
  'KORR-BERICHT',
  'NEWS FEATURE',
  'PORTRÄT',
  'PREVIEW',
  'PROFILE',
  'REPORTAGE',
  'STICHWORT',
  'ZITATE',
  'CHRONOLOGIE',
];

/** dpa: state words over the headline, "dpa abc n1 def" as the last line, a notebook for the desks. */
const dpa: HouseStyle = houseStyle({
  code: 'dpa',
  name: 'dpa',
  names: [
    'dpa',
    'deutsche presse-agentur',
    'deutsche presse-agentur gmbh',
    'dpa international',
    'dpa-afx',
    'dpa-infocom',
    'dpa-tns',
    'dpa.com',
  ],
  ownIds: [/^urn:newsml:dpa\.com/i],
  headlineMarks: [
    ...marksBefore(COLON_OR_DASH, [
      ['KILL', { change: 'withdrawal' }],
      ['ANNULLIERUNG', { change: 'withdrawal' }],
      ['ANNULLIERT', { change: 'withdrawal' }],
      ['KORREKTUR', { change: 'correction' }],
      ['Korrektur', { change: 'correction' }],
      ['BERICHTIGUNG', { change: 'correction' }],
      ['Berichtigung', { change: 'correction' }],
      ['CORRECTION', { change: 'correction' }],
      ['REFILE', { change: 'refile' }],
      ['WIEDERHOLUNG', { change: 'repeat' }],
      ['ROUNDUP', { change: 'update', genre: 'roundup' }],
      ['ROUNDUP #', { change: 'update', genre: 'roundup' }],
      ['ZUSAMMENFASSUNG', { change: 'update', genre: 'zusammenfassung' }],
      ['ZUSAMMENFASSUNG #', { change: 'update', genre: 'zusammenfassung' }],
      ['ÜBERBLICK', { change: 'update', genre: 'überblick' }],
      ['EIL', { newsClass: 'alert' }],
      ['Eil', { newsClass: 'alert' }],
      ['EILMELDUNG', { newsClass: 'alert' }],
      ['BLITZ', { newsClass: 'alert' }],
      ['URGENT', {}],
      ['EXTRA', {}],
      ['ACHTUNG', { newsClass: 'advisory' }],
      ['ADVISORY', { newsClass: 'advisory' }],
      ...genres(KINDS),
    ]),
    ...marksBefore(SPACE, [
      ['(Achtung)', {}],
      ['(Zusammenfassung)', { change: 'update' }],
      ['(Berichtigung)', { change: 'correction' }],
      ['(Korrektur)', { change: 'correction' }],
      ['#ST LEAD', { change: 'update' }],
      ['#ND LEAD', { change: 'update' }],
      ['#RD LEAD', { change: 'update' }],
      ['#TH LEAD', { change: 'update' }],
      ['#ST NET', { change: 'update' }],
      ['#ND NET', { change: 'update' }],
      ['#RD NET', { change: 'update' }],
      ['#. Lead', { change: 'update' }],
    ]),
    ...headlinesLike([
      ['dpa-Tagesvorschau', { newsClass: 'schedule' }],
      ['Tagesvorschau', { newsClass: 'schedule' }],
      ['Terminvorschau', { newsClass: 'schedule' }],
      ['Themenplanung', { newsClass: 'schedule' }],
      ['dpa Foreign News Schedule', { newsClass: 'schedule' }],
    ]),
  ],
  headlineTails: marksBehind([
    ['Zusammenfassung', { change: 'update' }],
    ['Berichtigung', { change: 'correction' }],
  ]),
  bodyNotes: [EDITORS_NOTE],
  datelines: bracketed({ tokens: ['dpa', 'dpa-AFX', 'tca', 'dpa-infocom'] }),
  signOffs: [/^dpa(?:[-/][a-z]{2,8})?(?: [a-z0-9]{1,6}(?:\/[a-z0-9]{1,6})?){1,6}$/],
  priorities: { '1': 'flash', '2': 'alert', '3': 'urgent', '4': 'normal', '5': 'low', '6': 'low' },
});
export default dpa;
