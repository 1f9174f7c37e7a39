import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Agency } from '../article/article.ts';

const LONGEST_CREDIT = 120;
const LABEL =
  /^\s{0,9}[([]?\s{0,9}(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|credit|crédits?|forrás|surs[ăae]|zdroj|źródło|πηγή|kaynak|sumber|джерело|источник)(?:\s{0,9}:\s{0,9}|\s{1,9}(?=\p{Lu}\p{L}{2,20}[)\]]?$))/iu;
const PARTS =
  /(?<!\s)\s*(?:[,،、，/;；&+|·–—]|-(?=\p{L})|\b(?:with|and|et|und|y|e|avec|mit Material von|mit|en|en van|og|och|ja|i|ve|dan|con|com|met)\b|(?<=\s)(?:и|و|और|및)(?=\s))\s*/iu;

/** Every agency that a credit line names, in its order. */
export function readCredits(line: string | null, styles: ReadonlyMap<string, HouseStyle>): Agency[] {
  if (line === null || line.length > LONGEST_CREDIT) return [];
  const parts = line
    .replace(LABEL, '')
    .replace(/[()（）[\]【】©.]/g, ' ')
    .split(PARTS)
    .map((part) => part.trim().toLowerCase());
  const named = parts.map((part) => agencyNamed(part, styles));
  const within = named.includes(null) ? agenciesWithin(line.toLowerCase(), line, styles) : [];
  const found = [...named.flatMap((agency) => agency ?? []), ...within];
  return found.filter((agency, at) => found.findIndex(({ code }) => code === agency.code) === at);
}

/** Papers credit in sentences of their own: "con información de EFE", "With inputs from Reuters", "Le Courrier avec AFP". */
function agenciesWithin(part: string, line: string, styles: ReadonlyMap<string, HouseStyle>): Agency[] {
  return [...styles.values()]
    .map((style) => ({
      style,
      at: style.names.map((name) => placeOf(name, part, line, style.name)).find((place) => place >= 0) ?? -1,
    }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ style: { code, name } }) => ({ code, name }));
}

/**
 * Where a name stands in a part of a credit as a word of its own, or -1; a short one counts in capitals only, or as the
 * agency itself writes it.
 */
function placeOf(name: string, part: string, line: string, own: string): number {
  const at = part.indexOf(name);
  if (at < 0 || LETTER.test(part[at - 1] ?? '') || LETTER.test(part[at + name.length] ?? '')) return -1;
  const isShort = name.length <= 4 && name !== name.toUpperCase();
  const isWritten = line.includes(name.toUpperCase()) || (own === name && line.includes(name));
  return isShort && !isWritten ? -1 : at;
}

const LETTER = /[\p{L}\p{N}]/u;

/** The agency that goes by a name, or null. */
export function agencyNamed(name: string, styles: ReadonlyMap<string, HouseStyle>): Agency | null {
  const folded = name.trim().toLowerCase();
  for (const style of styles.values()) if (style.names.includes(folded)) return { code: style.code, name: style.name };
  return null;
}

/** The agencies that a dateline's bracket names: "AFP", "tca/dpa", "ats afp". */
export function agenciesNamed(bracket: string, styles: ReadonlyMap<string, HouseStyle>): Agency[] {
  const whole = readCredits(bracket, styles);
  return whole.length > 0 ? whole : readCredits(bracket.trim().replace(/\s+/g, '/'), styles);
}

/** True when a line is nothing but a credit: short, and every part of it an agency. */
export function isCreditLine(line: string, styles: ReadonlyMap<string, HouseStyle>): boolean {
  const parts = line
    .replace(/^[—–-]\s*/, '')
    .replace(/[()（）[\]【】©.]/g, ' ')
    .split(PARTS)
    .filter((part) => part.trim() !== '');
  return line.length <= LONGEST_CREDIT && parts.length > 0 && parts.every((part) => agencyNamed(part, styles) !== null);
}

/** A credit that is the whole paragraph, or stands at its very end, after its full stop, in capitals or as a name: "… said. REUTERS, AFP". */
export function takeTrailingCredit(
  paragraph: string,
  styles: ReadonlyMap<string, HouseStyle>,
): { text: string; credit: string } | null {
  const whole = paragraph.trim().replace(/^(?:[-–—=]{1,2}\s?)/, '');
  if (whole !== '' && isCreditLine(whole, styles)) return { text: '', credit: whole };
  const match = /(?<=[.!?…"”’»)])\s+((?:[-–—]\s*)?[^.!?]{2,60})$/u.exec(paragraph.slice(-200));
  const credit = match?.[1]?.trim();
  if (credit === undefined || !isCreditLine(credit, styles)) return null;
  return {
    text: paragraph.slice(0, paragraph.length - (match?.[0].length ?? 0)).trimEnd(),
    credit: credit.replace(/^[—–-]\s*/, ''),
  };
}
