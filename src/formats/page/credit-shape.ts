import type { TextLine } from './text-line.ts';

/** "Nora Feld / Keystone", "Foto cedida por la cooperativa": names with a stroke between, or a word for a picture. */
const CREDIT_SHAPE =
  /^(?:(?:\p{Lu}[\p{L}.'’&-]{0,24} ?){1,4}[/|] ?\p{Lu}[\p{L}.'’& -]{1,40}|(?:foto|photo|bild|image|imagen|imagem|fotograf\p{Ll}{1,4}|kuva|zdjęcie|gentileza|cortesía|cortesia|courtesy|divulgação)\s[\p{L} .'’&-]{3,50}|(?:źródło|source|quelle|fuente|fonte|bron|kilde|källa|lähde|zdroj|forrás|sursa|πηγή|источник|kaynak|sumber)\s?:\s.{2,50})$/iu;
/** True for a line that is set as the credit of a picture is. */
export const hasCreditShape = (line: TextLine | null): boolean =>
  line !== null &&
  (line.kind === 'copy' || line.kind === 'site') &&
  !line.sentence &&
  line.length <= 60 &&
  CREDIT_SHAPE.test(line.text);
