/** Words of an item that takes another back. A suspicion is enough: the judge decides. */
const STOP =
  /\b(?:kill|withdraw|withdrawn|withheld|retract\w{0,4}|cancell?ed|annulation|annule|anulaci\w{1,4}|zur[üu]ckgezogen)\b|إلغاء|سحب|anul(?:are|at|ov)|annull|zrušen|poništ|povlač|povuč|preklic|iptal|visszavon|ακύρωσ|ακυρών|анул|аннул|відклик|отозв|ingetrokken|återkall|tilbaketrukket|trekkes|peruttu|mitätöi|pembatalan|撤稿|撤销|取り消|취소|철회/i;

/** True for words by which an item may stop another. */
export const maybeStopsBy = (words: string): boolean => STOP.test(words);
