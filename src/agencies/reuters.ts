import type { HouseStyle } from './contract/house-style.ts';

const MARK = { change: null, newsClass: null, genre: null } as const;

/** Reuters: marks joined to the headline by a hyphen; "(Reuters) -" in the dateline; bracketed sign-offs. */
const reuters: HouseStyle = {
  code: 'reuters',
  name: 'Reuters',
  names: ['reuters', 'thomson reuters', 'rtrs', 'рейтер', 'رويترز', 'ロイター', '路透'],
  ownIds: [/^tag[:_](?:www\.)?reuters\.com/i, /^urn:newsml:reuters\.com/i, /^https?:\/\/(?:[\w-]+\.)?reuters\.com\//i],
  headlineMarks: [
    { ...MARK, pattern: /^(?:STORY )?(?:WITHDRAWN|WITHDRAWAL|KILL)\s?-/, change: 'withdrawal' },
    { ...MARK, pattern: /^CORRECTED(?:-\([A-Z ]+\))?-/, change: 'correction' },
    { ...MARK, pattern: /^CORRECTED \((?:[A-Z ]+)\)-/, change: 'correction' },
    { ...MARK, pattern: /^\(?CORRECTED\)?\s?[-–]\s?/, change: 'correction' },
    { ...MARK, pattern: /^\(RPT\)\s?[-–]?\s?/, change: 'repeat' },
    { ...MARK, pattern: /^REFILE(?:D)?-/, change: 'refile' },
    { ...MARK, pattern: /^RPT-/, change: 'repeat' },
    { ...MARK, pattern: /^(?:UPDATE|WRAPUP) \d{1,2}-/, change: 'update' },
    { ...MARK, pattern: /^RECAST-/, change: 'update' },
    { ...MARK, pattern: /^URGENT-/, newsClass: 'alert' },
    { ...MARK, pattern: /^ADVISORY-/, newsClass: 'advisory' },
    { ...MARK, pattern: /^(?:DIARY|REUTERS NEWS SCHEDULE)-/, newsClass: 'schedule' },
    { ...MARK, pattern: /^TEST-/, newsClass: 'test' },
    ...[
      'EXCLUSIVE',
      'ANALYSIS',
      'INSIGHT',
      'SPECIAL REPORT',
      'FACTBOX',
      'TIMELINE',
      'EXPLAINER',
      'INTERVIEW',
      'POLL',
      'PREVIEW',
      'SNAPSHOT',
      'NEWSMAKER',
      'WITNESS',
      'COLUMN',
      'BREAKINGVIEWS',
      'BRIEF',
      'TABLE',
      'TEXT',
      'PRESS DIGEST',
    ].map((genre) => ({
      ...MARK,
      pattern: new RegExp(`^${genre}-`),
      genre: genre.toLowerCase(),
    })),
  ],
  slugMarks: [
    { ...MARK, pattern: /\bCORRECTED\b/, change: 'correction' },
    { ...MARK, pattern: /\bREFILE\b/, change: 'refile' },
    { ...MARK, pattern: /\b(?:UPDATE|WRAPUP) \d{1,2}\b/, change: 'update' },
    { ...MARK, pattern: /\bWITHDRAWN\b/, change: 'withdrawal' },
  ],
  bodyNotes: [
    { pattern: /^\((?:In [A-Z][a-z]{2,8}\.? \d{1,2} (?:story|item), )?[Cc]orrects\b/, change: 'correction' },
    { pattern: /^\(Refiles\b/, change: 'refile' },
    { pattern: /^\(Repeats\b/, change: 'repeat' },
    { pattern: /^\((?:Adds|Updates|Recasts|Rewrites|Releads|Changes|Fixes|Removes)\b/, change: 'update' },
  ],
  bodyBylines: [/^By ((?:[A-Z][\p{L}'’.-]+ ?){2,5}(?:(?:,| and) (?:[A-Z][\p{L}'’.-]+ ?){2,5}){0,3})$/u],
  datelines: [
    /^(?<place>[\p{Lu}][\p{Lu}\p{M}'’. /-]{1,40})(?:, (?<country>[\p{L} .]{2,30}?))??(?:, (?<date>[A-Z][a-z]{2,8}\.? \d{1,2}))? ?\((?<agencies>Reuters)\) ?[-–—] ?/u,
    /^(?<date>[A-Z][a-z]{2,8}\.? \d{1,2}) \((?<agencies>Reuters)\) ?[-–—] ?/,
    /^(?<place>[\p{L}][\p{L}\p{M}'’. /-]{1,40})(?:, (?<date>\d{1,2}\.? \p{L}{3,9}\.?))? ?\((?<agencies>Reuters|رويترز)\) ?[-–—] ?/u,
    /^\((?<agencies>Reuters)\) ?[-–—] ?/,
    /^(?<place>\p{Lu}[\p{Lu}\p{M}'’. /-]{1,40})(?:, (?<country>[\p{L} .]{2,30}?))??, (?<date>(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}) [-–—] /u,
  ],
  signOffs: [
    /\(\(?(?:Additional |Writing |Reporting |Compiled |Editing |Written )[^()]{3,600}\)?\)$/,
    // Sites print it without its brackets, as a paragraph of its own.
    /^(?:Additional reporting|Writing|Reporting|Compiled|Editing|Written) by [^()]{3,600}$/i,
  ],
  furniture: [
    { pattern: /^Our Standards: The Thomson Reuters Trust Principles/i, private: false },
    { pattern: /^\(\([^()]*(?:@|Reuters Messaging)[^()]*\)\)$/, private: true },
  ],
  priorities: { '1': 'flash', '2': 'alert', '3': 'normal', '4': 'normal', '5': 'low' },
};
export default reuters;
