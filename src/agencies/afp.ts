import type { HouseStyle } from './contract/house-style.ts';

const MARK = { change: null, newsClass: null, genre: null } as const;
const MONTH =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|janv|févr?|mars|avr|mai|juin|juil|août|déc|ene|abr|ago|dic|fev|set|out|dez|mär|okt)[\\p{L}]{0,7}\\.?';

/** AFP: take words before the headline, "(AFP) -" in the dateline, initials of the desks as the last line. */
const afp: HouseStyle = {
  code: 'afp',
  name: 'AFP',
  names: ['afp', 'afp.com', 'agence france-presse', 'agence france presse', 'أ ف ب', 'ا ف ب', 'فرانس برس'],
  ownIds: [/^urn:newsml:afp\.com/i, /^(?:https?:\/\/|newsml\.)(?:[\w-]+\.)?afp\.com/i, /^https?:\/\/doc\.afp\.com\//i],
  headlineMarks: [
    {
      ...MARK,
      pattern: /^(?:KILL|ANNULATION|ANULACIÓN|ANULAÇÃO|ANNULLIERUNG|ANNULLIERT|إلغاء) ?[:-] ?/,
      change: 'withdrawal',
    },
    {
      ...MARK,
      pattern: /^(?:CORRECTED|CORRECTION|CORRECTIF|CORRECCIÓN|CORREÇÃO|KORREKTUR|BERICHTIGUNG)(?: ?[:-] ?|\s)/,
      change: 'correction',
    },
    {
      ...MARK,
      pattern: /^(?:\d{1,2}(?:ST|ND|RD|TH|st|nd|rd|th|er|e|ème) ?)?(?:LEAD|lead)(?: ?[:-] ?|\s)/,
      change: 'update',
    },
    { ...MARK, pattern: /^(?:WRAP|UPDATE|ZUSAMMENFASSUNG)(?: \d{1,2})? ?[:-] ?/, change: 'update' },
    { ...MARK, pattern: /^(?:FLASH) ?[:-] ?/, newsClass: 'alert' },
    { ...MARK, pattern: /^(?:ALERT|ALERTE|ALERTA|EILMELDUNG|تنبيه) ?[:-] ?/, newsClass: 'alert' },
    { ...MARK, pattern: /^(?:URGENT|URGENTE|عاجل) ?[:-] ?/ },
    ...['FOCUS', 'SCENE', 'PROFILE', 'PREV', 'ENCADRE', 'ECLAIRAGE', 'PAPIER GENERAL'].map((genre) => ({
      ...MARK,
      pattern: new RegExp(`^${genre} ?[:-] ?`),
      genre: genre.toLowerCase(),
    })),
  ],
  slugMarks: [{ ...MARK, pattern: /,\d?(?:st|nd|rd|th)? ?lead\b/i, change: 'update' }],
  bodyNotes: [
    { pattern: /^(?:CORRECTS|CORRIGE|CORRIGIERT|CLARIFIES)\b/, change: 'correction' },
    { pattern: /^(?:UPDATES|RECASTS|ADDS|RAISES|AJOUTE|ACTUALISE|ACTUALIZA|AGREGA|إضافة)\b/, change: 'update' },
  ],
  bodyBylines: [],
  datelines: [
    new RegExp(
      `^(?<place>[\\p{L}][\\p{L}\\p{M}'’. /-]{1,40})(?:, (?<country>[\\p{L} .]{2,30}?))??(?:, (?<date>(?:\\d{1,2}\\.? ${MONTH}|${MONTH} \\d{1,2})(?:,? \\d{4})?|\\d{1,2}-\\d{1,2}-\\d{4}))? ?\\((?<agencies>AFP|أ ف ب|ا ف ب)\\) ?[-–—]? ?`,
      'iu',
    ),
    /^\((?<agencies>AFP)\) ?[-–—] ?/,
  ],
  signOffs: [/^(?:[\p{L}]{1,6}[/-]){1,8}[\p{L}]{1,6}$/u, /^© (?:\d{4} )?(?:AFP|Agence France-Presse)$/],
  furniture: [{ pattern: /^© (?:\d{4} )?(?:AFP|Agence France-Presse)$/, private: false }],
  priorities: { '1': 'flash', '2': 'alert', '3': 'urgent', '4': 'normal', '5': 'low' },
};
export default afp;
