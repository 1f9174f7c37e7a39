/** Words that say at the end of a take that the copy goes on in the next, whatever the agency. */
const CONTINUED =
  /^\(?(?:more|mfl?|to be continued|à suivre|sigue|segue|continua|fortsetzung folgt|wird fortgesetzt|forts\. folgt|wordt vervolgd|jatkuu|ciąg dalszy nastąpi|c\.d\.n\.|cdn\.|folyt\. köv\.|sürecek|devam edecek|продолжение следует|続|계속|يتبع)\)?(?:\s?(?:\.{3}|-{1,3}))?$/iu;

/** Lines under the copy that say where it ends or whose it is, and nothing of the story. */
const CLOSING: readonly RegExp[] = [
  /^[(*]?(?:more (?:to come|follows)|seguirá|habrá más|meer volgt|mer følger|mer kommer|mere følger|flere detaljer følger|mehr folgt|lisää pian)[)*]?\.{0,3}$/iu,
  /^[([#*=/-]{0,3}\s?(?:ends?|end of (?:story|item|text|message)|enditem|fim|fin|ende|schluss|slutt?|loppu|koniec|konec|vége|son|kraj|конец|完|終|끝|انتهى|0|30)\s?[)\]#*=/-]{0,3}$/iu,
  /^(?:©|\(c\)|copyright)\s?[^.!?]{2,60}(?:[.,]\s?(?:all rights reserved|alle rechten voorbehouden|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|alle rettigheder forbeholdes|med ensamrätt)[.]?)?$/iu,
  // "Agência Norte/Fim": the agency's name before the word.
  /^\p{Lu}[\p{L} ]{1,24}\/(?:fim|fin|fine|ende?|slutt?|koniec|konec|vége|kraj)$/iu,
  /^©\s?[^\n]{2,180}$/u,
  /^cet?(?:te)? (?:reportage|dépêche|texte|article|nouvelle) (?:de (?:la )?\p{L}[\p{L} -]{2,40} )?a été publiée? pour la première fois [^\n.!?]{3,40}\.?$/iu,
  /^(?:this (?:report|story) by (?:the )?[\p{L}\p{N} .&'-]{2,60} was first published (?:on )?[\p{L}]{3,9}\.? \d{1,2},? \d{4})\.?$/iu,
  // Who passes the copy of a newspaper on, and where that is to be read.
  /^distributed by [^\n]{3,80}$/iu,
  /^visit [^\n]{3,80} at (?:https?:\/\/|www\.)\S{3,80}$/iu,
  // The number of the series, and the time at which it was sent.
  /^ISSN\s[\dX -]{8,13}$/u,
  /^(?:\d{2}[-./](?:\d{2}|\p{L}{3})[-./]\d{2}(?:\d{2})?[ ,]{1,2}\d{2}[:.]\d{2}|\d{2}[:.]\d{2}[ ,]{1,2}\d{2}[-./](?:\d{2}|\p{L}{3})[-./]\d{2}(?:\d{2})?)(?:[ ,]{1,2}(?:GMT|UTC|[A-Z]{3,4}))?$/u,
];

/** True for a line that says that the copy goes on in the next take. */
export function isContinued(line: string): boolean {
  return line.length <= 60 && CONTINUED.test(line);
}

/** True for a line that marks the end of the copy, or claims the rights in it. */
export function isClosingLine(line: string): boolean {
  return line.length <= 200 && CLOSING.some((pattern) => pattern.test(line));
}

/** What desks set among the paragraphs for those who shorten the copy: "(STORY CAN END HERE)", "[Optional cut ends.]". */
const AMONG_COPY =
  /^[([](?:(?:(?:eds|editors?|note to editors)\s?[:,-]?\s)?(?:the )?(?:story|copy|item|article) (?:can|may|could) (?:end|be cut|be trimmed)|(?:(?:begin|end|start)s?(?: of)? )?(?:optional|opt\.?) (?:trim|cut|add|ad|material|matter|copy)|(?:trim|cut|optional) (?:begins?|ends?|starts?)|(?:ende|beginn|anfang|ab hier) (?:wahlpflicht|wahlweise|kürzbar)|(?:hier|ab hier|von hier) kürzbar|peut être coupée? (?:ici|à partir d['’]ici)|fin (?:de la partie )?facultative|se puede cortar)[^()[\]\n]{0,120}[)\]]$/iu;

/** True for a paragraph that tells desks where the copy may be cut. */
export function isDeskLineAmongCopy(line: string): boolean {
  return line.length <= 200 && AMONG_COPY.test(line);
}
