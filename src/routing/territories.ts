const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** What agencies call territories beside their own names, and the regions that they license. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  UK: ['GB'],
  'U K': ['GB'],
  BRITAIN: ['GB'],
  'GREAT BRITAIN': ['GB'],
  ENGLAND: ['GB'],
  'REPUBLIC OF IRELAND': ['IE'],
  EIRE: ['IE'],
  US: ['US'],
  'U S': ['US'],
  USA: ['US'],
  'U S A': ['US'],
  AMERICA: ['US'],
  UAE: ['AE'],
  KOREA: ['KR'],
  'CZECH REPUBLIC': ['CZ'],
  HOLLAND: ['NL'],
  'HONG KONG': ['HK'],
  MACAU: ['MO'],
  TURKEY: ['TR'],
  'NORTH AMERICA': ['US', 'CA', 'MX'],
  SCANDINAVIA: ['DK', 'NO', 'SE'],
  'NORDIC COUNTRIES': ['DK', 'FI', 'IS', 'NO', 'SE'],
  BENELUX: ['BE', 'LU', 'NL'],
  'GERMAN SPEAKING COUNTRIES': ['AT', 'CH', 'DE', 'LI', 'LU'],
  'BRITISH ISLES': ['GB', 'IE', 'IM', 'GG', 'JE'],
};

let byName: ReadonlyMap<string, readonly string[]> | null = null;

/** The codes of every name, made when the first is asked for: it takes Intl some milliseconds. */
function codesOf(name: string): readonly string[] | undefined {
  byName ??= new Map(allNames());
  return byName.get(name);
}

function allNames(): [string, readonly string[]][] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  // A code that is no longer in use stands for the one that took its place.
  const codes = LETTERS.flatMap((one) => LETTERS.map((other) => one + other)).filter((code) =>
    Intl.getCanonicalLocales(`und-${code}`)[0]?.endsWith(code),
  );
  const named = codes.flatMap((code): [string, readonly string[]][] => {
    const name = names.of(code);
    return name === undefined ? [] : [[plain(name), [code]]];
  });
  return [...named, ...Object.entries(ALSO_CALLED)];
}

function plain(name: string): string {
  return (
    name
      .normalize('NFKD')
      .toUpperCase()
      .match(/[A-Z]+/g) ?? []
  ).join(' ');
}

/** The codes of a row of territories such as "UK, IRELAND AND CHINA"; null where one of them is not known. */
export function territoriesIn(words: string): string[] | null {
  const parts = words
    .split(/,|\/|;|&|\+|\b(?:and|or|und|et)\b/i)
    .map((part) => plain(part).replace(/^(?:THE|IN) /, ''))
    .filter((part) => part !== '');
  const found = parts.map(codesOf);
  if (found.length === 0 || found.some((codes) => codes === undefined)) return null;
  return [...new Set(found.flatMap((codes) => codes ?? []))];
}
