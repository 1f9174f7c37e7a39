import { isSiteWord } from './furniture-words.ts';
import { endsSentence } from './line-kinds.ts';
import { isDateLine } from './stated-dates.ts';
import { captionCredit } from './text-captions.ts';
import type { PageLine } from './text-line.ts';

/** Lines between these lengths, one after the other, are one paragraph that was wrapped by hand. */
const WRAPPED = { from: 45, to: 100 };

/** The lines of a text, with how many line ends follow each; lines wrapped by hand are one. */
export function linesOfText(text: string): PageLine[] {
  const lines: PageLine[] = [];
  for (const match of text
    .replace(/\r\n?/g, '\n')
    .trim()
    .matchAll(/([^\n]+(?:\n[^\n]+)*)(\n*)/g)) {
    const block = (match[1] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const joined = isWrapped(block) ? [block.join(' ')] : block;
    for (const [at, line] of joined.entries())
      lines.push({ text: line, gap: at < joined.length - 1 ? 1 : (match[2] ?? '').length });
  }
  return lines;
}

function isWrapped(block: readonly string[]): boolean {
  const full = block.slice(0, -1);
  return (
    full.length > 0 &&
    !block.slice(1).some((line) => isDateLine(line) || /^[•·▪◦●■*] /u.test(line)) &&
    full.every(({ length }) => length >= WRAPPED.from && length <= WRAPPED.to) &&
    full.some((line) => !/[.!?:"”]$/.test(line)) &&
    goesOnInSmall(block)
  );
}

/** Of the lines that go on a sentence so many begin with a small letter, where the script has small letters. */
const IN_SMALL = 1 / 3;

/** A caption over its paragraph is no wrapped text: lines that go on a sentence seldom begin with a capital. */
function goesOnInSmall(block: readonly string[]): boolean {
  const following = block.slice(1);
  const capital = following.filter((line) => /^["“„«(]?\p{Lu}/u.test(line)).length;
  return following.length - capital >= following.length * IN_SMALL;
}

const PICTURE_LABEL =
  /^(?:photos?|fotos?|bild|image|picture|imagen|beeld|kuva|фото|crédits?(?: photo)?|credit|foto de|photo by)\s?:?$/iu;
const LONGEST_CREDIT = 80;

/** A label that stands over its caption. */
const CAPTION_LABEL =
  /^(?:(?:image|photo|picture)?\s?caption|legende|légende(?: de (?:la photo|l[’']image))?|bildunterschrift|bildtext|pie de (?:foto|imagen)|legenda(?: da foto)?|didascalia|bijschrift|onderschrift|billedtekst|bildetekst|kuvateksti|podpis(?: pod zdjęciem)?|подпись(?: к фото)?|λεζάντα|(?:ال)?تعليق (?:على )?الصورة|इमेज कैप्शन|keterangan gambar|fotoğraf altı yazısı|підпис до фото|图像加注文字|圖像加註文字|画像説明|写真・図版|사진 설명)\s?[:,：，،]?$/iu;
const LONGEST_CAPTION = 600;

/** A label that stands under the caption it means: that carries its credit, and what stands below is a longer sentence. */
const isUnderCaption = (lines: readonly PageLine[], at: number): boolean => {
  const [above, below] = [lines[at - 1]?.text ?? '', lines[at + 1]?.text ?? ''];
  return captionCredit(above) !== null && captionCredit(below) === null && endsSentence(below) && !endsSentence(above);
};

/** A label "Photo:" and the name on the next line are one line; so are a label "Image caption," and the caption. */
export function joinLabels(lines: readonly PageLine[]): PageLine[] {
  const joined: PageLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as PageLine;
    const next = lines[at + 1];
    if (
      next !== undefined &&
      CAPTION_LABEL.test(line.text) &&
      next.text.length <= LONGEST_CAPTION &&
      !isUnderCaption(lines, at)
    ) {
      joined.push({ ...next, isCaption: true });
      at += 1;
      continue;
    }
    const isLabel = next !== undefined && /:$/.test(line.text) && PICTURE_LABEL.test(line.text);
    if (isLabel && next.text.length <= LONGEST_CREDIT) {
      joined.push({ text: `${line.text} ${next.text}`, gap: next.gap });
      at += 1;
    } else joined.push(line);
  }
  return joined;
}

/** "CompartirEl puerto seguirá cerrado": a small letter and a capital without a space between. */
const GLUED = /^(.{2,30}?\p{Ll})(?=["“„«¿¡]?\p{Lu}[\p{Ll}’']* )/u;
const SHORTEST_GLUED = 40;

/** A button and the paragraph that was copied behind it without a space are two lines. */
export function partGlued(lines: readonly PageLine[]): PageLine[] {
  return lines.flatMap((line) => {
    const button = GLUED.exec(line.text)?.[1];
    if (button === undefined || !isSiteWord(button)) return [line];
    const rest = line.text.slice(button.length);
    return rest.length >= SHORTEST_GLUED && endsSentence(rest)
      ? [
          { text: button, gap: 1 },
          { ...line, text: rest },
        ]
      : [line];
  });
}
