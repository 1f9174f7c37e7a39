import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Agency } from '../article/article.ts';

const LONGEST_CREDIT = 120;
const LABEL = /^\s*[([]?\s*(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|credit|crédits?)\s*:\s*/iu;
const PARTS = /\s*(?:[,/;&]|-(?=\p{L})|\bwith\b|\band\b|\bet\b|\bund\b|\by\b|\be\b|\bavec\b|\bmit Material von\b)\s*/iu;

/** Every agency that a credit line names, in its order. */
export function readCredits(line: string | null, styles: ReadonlyMap<string, HouseStyle>): Agency[] {
  if (line === null || line.length > LONGEST_CREDIT) return [];
  const parts = line
    .replace(LABEL, '')
    .replace(/[()©.]/g, ' ')
    .split(PARTS)
    .map((part) => part.trim().toLowerCase());
  const found = parts.flatMap((part) => agencyNamed(part, styles) ?? []);
  return found.filter((agency, at) => found.findIndex(({ code }) => code === agency.code) === at);
}

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
    .replace(/[()©.]/g, ' ')
    .split(PARTS)
    .filter((part) => part.trim() !== '');
  return line.length <= LONGEST_CREDIT && parts.length > 0 && parts.every((part) => agencyNamed(part, styles) !== null);
}

/** A credit standing at the very end of a paragraph, after its full stop, in capitals or as a name: "… said. REUTERS, AFP". */
export function takeTrailingCredit(
  paragraph: string,
  styles: ReadonlyMap<string, HouseStyle>,
): { text: string; credit: string } | null {
  const match = /(?<=[.!?…"”’»)])\s+((?:[-–—]\s*)?[^.!?]{2,60})$/u.exec(paragraph.slice(-200));
  const credit = match?.[1]?.trim();
  if (credit === undefined || !isCreditLine(credit, styles)) return null;
  return {
    text: paragraph.slice(0, paragraph.length - (match?.[0].length ?? 0)).trimEnd(),
    credit: credit.replace(/^[—–-]\s*/, ''),
  };
}
