import type { HeadlineMark } from '../contract/house-style.ts';

/** What a desk's word says of the message it stands over. */
export interface DeskMeaning {
  readonly change: HeadlineMark['change'];
  readonly newsClass: HeadlineMark['newsClass'];
  readonly genre: string | null;
  /** Pictures, videos or graphics that the word announces. */
  readonly media: string | null;
}

/** A word of the table with what stands behind it. */
export interface ReadDeskWord extends DeskMeaning {
  readonly word: string;
  /** The whole text where it says more than the word; null otherwise. */
  readonly note: string | null;
}

const NOTHING: DeskMeaning = { change: null, newsClass: null, genre: null, media: null };

/**
 * Words that desks put over, before or behind a headline, whatever the agency: words parted by commas, `#` for a
 * number. `plain` words open ordinary headlines too: before a colon they count only in capitals.
 */
const ROWS: readonly (readonly [words: string, meaning: Partial<DeskMeaning>, plain?: 'plain'])[] = [
  [
    'mandatory kill, bulletin kill, story kill, picture kill, photo kill, video kill, graphic kill, story withdrawn, picture withdrawn, annulation, annullierung, annulliert, storniert, anulación, anulacion, anulação, anulacao, annullamento, annulleres, annulleret, annullering, annullert, annulleras, annullerad, mitätöinti, mitätöity, trekkes tilbake, trukket tilbake, trækkes tilbage, trukket tilbage, dras tillbaka, anulowanie, anulowano, аннулирование, аннулировано, إلغاء, iptal, ακύρωση, poništeno, storno, meldingen trekkes, meldingen er trukket, saken trekkes, saken er trukket, bortfaller, bortfalder, utgår, udgår, trekkes, återkallas, återkallad, indrages, tillbakadragen, tilbagekaldes, tilbagekaldt, tilbagetrukket, tilbaketrukket, annullare, retirada de noticia, retirada de la noticia, retirada da notícia, dépêche annulée, meldung zurückgezogen, отозвано, анульовано, відкликано, анулирано, anulare, ştire anulată, știre anulată, poništenje vijesti, poništenje, povlačenje vesti, povlačenje vijesti, preklic, anulovanie, zrušení zprávy, hír visszavonása, visszavonás, haber iptali, pembatalan berita, pembatalan, ابطال خبر, 撤稿, 撤稿通知, 稿件撤销, 全文取り消し, 記事取り消し, 전문취소, 전문 취소, 기사취소, 기사 취소, anuliuota, atšaukta, atsaukts, tühistatud',
    { change: 'withdrawal' },
  ],
  [
    'kill, withdrawn, withdrawal, retracted, retraction, annulé, annulée, zurückgezogen, anulada, anulado, cancelada, annullata, annulla, ingetrokken, peruttu, peruutus, trukket, отмена',
    { change: 'withdrawal' },
    'plain',
  ],
  ['withhold, withheld, hold', { change: 'withheld' }, 'plain'],
  [
    'correcting and replacing, annule et remplace, annule & remplace, anula y sustituye, anula e substitui, annulla e sostituisce, cancels and replaces, correction et mise à jour, correction and update, official correction, correction, corrected, corrective, corr, corrigendum, correctif, rectificatif, rectification, berichtigung, berichtigt, korrektur, korrigiert, korrigierte fassung, richtigstellung, corrección, correccion, corregida, rectificación, rectificacion, fe de errores, correção, correcao, retificação, errata, rettifica, correzione, errata corrige, correctie, rectificatie, gecorrigeerd, rettelse, rettet versjon, rettet version, korrektion, korrigeret, retting, korrigert, rättelse, rättad, rättad version, korrigering, korrigerad, korjattu, korjaus, oikaisu, korekta, sprostowanie, поправка, уточнение, исправление, تصحيح, διόρθωση, düzeltme, helyesbítés, ispravak, ispravka, popravek, oprava, виправлення, уточнення, corectură, rectificare, ralat, koreksi, اصلاحیه, 訂正, 更正, 정정, pataisyta, patikslinta, pataisymas, labots, precizēts, parandus, parandatud, תיקון',
    { change: 'correction' },
  ],
  [
    'clarification, corrects, corrigé, corrige, rettet, erstatter, ersätter, ersetzt',
    { change: 'correction' },
    'plain',
  ],
  ['refile, refiled, resend, resent', { change: 'refile' }, 'plain'],
  [
    'rpt, wiederholung, repetición, repeticion, repetição, ripetizione, herhaling, gentagelse, gjentakelse, toistetaan, powtórzenie, повтор',
    { change: 'repeat' },
  ],
  ['repeat, repetition, répétition', { change: 'repeat' }, 'plain'],
  [
    '#st lead, #nd lead, #rd lead, #th lead, #. lead, #st ld, #nd ld, #rd ld, #th ld, #st update, #nd update, #rd update, #th update, #st net, #nd net, #rd net, #st ld writethru, #nd ld writethru, #rd ld writethru, #th ld writethru, #st ld-writethru, #nd ld-writethru, #rd ld-writethru, #th ld-writethru, #er lead, #ème lead, #e lead, zusammenfassung #, lead #, update #, writethru, zusammenfassung, neue fassung, aktualisiert, aktualisierte fassung, aktualisierung, ergänzung, ergänzt, überarbeitete fassung, actualisation, actualisé, mise à jour, actualización, actualizacion, ampliación, ampliacion, actualizada, ampliada, amp, ampl, atualização, atualizacao, atualizada, aggiornamento, aanvulling, aangevuld, geactualiseerd, opdatering, opdateret, ny version, oppdatering, oppdatert, ny versjon, uppdatering, uppdaterad, päivitys, päivitetty, täydennetty, täydennys, aktualizacja, uzupełnienie, дополнение, обновление, güncelleme, оновлено, doplnění, aktualizace, aktualizácia, actualizare, dopuna, dopolnjeno, frissítés, 종합, 差し替え, تحديث, papildyta, atnaujinta, papildināts, atjaunots, täiendatud, uuendatud, עדכון',
    { change: 'update' },
  ],
  ['update, updated, lead, recast, wrap, wrapup, roundup, add, neu, net, take, ld', { change: 'update' }, 'plain'],
  [
    'eil, eilmeldung, eilt, blitzmeldung, newsalert, news alert, hastemelding, lynmelding, pikauutinen, молния, flaş, 快讯, 速報, 속보, #보, تنبيه',
    { newsClass: 'alert' },
  ],
  [
    'flash, alert, snap, bulletin, breaking, blitz, alerte, alerta, flits, hast, haster, blixt, pika, pilne',
    { newsClass: 'alert' },
    'plain',
  ],
  [
    'achtung redaktionen, redaktioneller hinweis, redaktionshinweis, planungshinweis, hinweis an die redaktionen, an die redaktionen, für die redaktionen, zur information der redaktionen, note to editors, attention editors, editors advisory, coverage advisory, avis aux rédactions, note aux rédactions, avis aux clients, aviso a las redacciones, aviso a los editores, aviso a los clientes, nota a los redactores, nota aos editores, nota alle redazioni, aan de redactie, aan de redacties, til redaktionen, til redaktionerne, til redaksjonen, til redaksjonene, till redaktionen, till redaktionerna, toimituksille, tiedoksi toimituksille, dla redakcji, uwaga redakcje, вниманию редакций, к сведению редакций',
    { newsClass: 'advisory' },
  ],
  ['achtung, hinweis, advisory, attention, avis, aviso, avviso, let op, advies', { newsClass: 'advisory' }, 'plain'],
  [
    'tagesvorschau, wochenvorschau, terminvorschau, terminkalender, themenplanung, themenvorschau, prévisions, previsiones, previsioni, news schedule, news digest, news diary, dagsmeny, daybook',
    { newsClass: 'schedule' },
  ],
  ['vorschau, termine, agenda, previsión, menu, meny, diary, ennakkotieto', { newsClass: 'schedule' }, 'plain'],
  ['korr-bericht, korr-inland, korr-ausland, korr-wirtschaft, korr', { genre: 'korr-bericht' }],
  [
    'hintergrund, reportage, porträt, interview, analyse, analysis, chronologie, stichwort, zitate, news feature, feature, kommentar, dokumentation',
    { genre: '' },
    'plain',
  ],
  [
    'mit foto, mit fotos, mit bild, mit bildern, mit archivbild, mit archivfoto, foto, fotos, bild, bilder, archivfoto, archivbild, with photo, with photos, with picture, with pictures, picture, pictures, photo, photos, pix, avec photo, avec photos, con foto, con fotos, c/foto, c/fotos, c/ foto, c/ fotos, med bilde, med billede, med bild, kuva, kuvat',
    { media: 'Picture' },
    'plain',
  ],
  [
    'video, mit video, with video, avec vidéo, vidéo, con vídeo, vídeo, con video, c/vídeo, c/video, c/ vídeo, c/áudio, c/audio, c/ áudio, c/som',
    { media: 'Video' },
    'plain',
  ],
  [
    'grafik, mit grafik, graphic, with graphic, infographie, avec infographie, infografía, infografik',
    { media: 'Graphic' },
    'plain',
  ],
];

interface Entry {
  readonly pattern: RegExp;
  readonly meaning: DeskMeaning;
  readonly isPlain: boolean;
}

const WORDS = ROWS.flatMap(([words, meaning, plain]) =>
  words.split(', ').map((word) => ({ word, meaning: { ...NOTHING, ...meaning }, isPlain: plain === 'plain' })),
).sort((a, b) => b.word.length - a.word.length);

const ENTRIES: readonly Entry[] = WORDS.map(({ word, meaning, isPlain }) => ({
  pattern: opening(sourceOf(word)),
  meaning: meaning.genre === '' ? { ...meaning, genre: word } : meaning,
  isPlain,
}));

/** Most texts open with none of the words: one look shows it. */
const ANY = opening(`(?:${WORDS.map(({ word }) => sourceOf(word)).join('|')})`);

function opening(source: string): RegExp {
  return new RegExp(`^${source}(?![\\p{L}\\p{N}])`, 'iu');
}

function sourceOf(word: string): string {
  return word
    .replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll('#', String.raw`\d{1,2}`)
    .replaceAll(' ', String.raw`\s`);
}

const LONGEST_TEXT = 300;

/** What a text says that stands in brackets or on a line of its own over a headline; null where no word of the table opens it. */
export function readDeskWord(given: string): ReadDeskWord | null {
  const text = squeezed(given);
  const entry = ANY.test(text) ? ENTRIES.find(({ pattern }) => pattern.test(text)) : undefined;
  if (entry === undefined) return null;
  const word = entry.pattern.exec(text)?.[0] ?? '';
  const more = /[\p{L}\p{N}]/u.test(text.slice(word.length));
  return { ...entry.meaning, word, note: more && entry.meaning.media === null ? text : null };
}

const REVISED: readonly HeadlineMark['change'][] = ['update', 'correction', 'refile', 'repeat'];
/** The new version is promised, not brought. */
const PROMISED =
  /^[\s:–—-]{0,3}(?:to follow|follows|will|expected|coming|kommer|følger|følges|följer|folgt|kommt|suit|suivra|sigue|seguirá|segue|seguirà|volgt|seuraa)(?!\p{L})/iu;

/** What a note between desks says with a word of the table that opens it: "(MISE À JOUR: …)", "Ny versjon. …". */
export function changeInNote(note: string): HeadlineMark['change'] {
  const text = squeezed(note).replace(/^[\s("'*/+]{1,6}/, '');
  const entry = ANY.test(text) ? ENTRIES.find(({ pattern }) => pattern.test(text)) : undefined;
  if (entry === undefined || !REVISED.includes(entry.meaning.change)) return null;
  const word = entry.pattern.exec(text)?.[0] ?? '';
  const rest = text.slice(word.length);
  if (PROMISED.test(rest) || (entry.isPlain && !(word === word.toUpperCase() && /^\s?[:–—-]/u.test(rest)))) return null;
  return entry.meaning.change;
}

/** What words say that stand before a headline and its colon: the whole of them is a row of the table. */
export function readDeskPrefix(given: string): ReadDeskWord | null {
  const text = squeezed(given);
  const entry = ANY.test(text) ? ENTRIES.find(({ pattern }) => pattern.exec(text)?.[0] === text) : undefined;
  if (entry === undefined || entry.meaning.media !== null || entry.meaning.genre !== null) return null;
  if (entry.isPlain && text !== text.toUpperCase()) return null;
  return { ...entry.meaning, word: text, note: null };
}

function squeezed(text: string): string {
  return text.slice(0, LONGEST_TEXT).replace(/\s+/g, ' ').trim();
}

/** A headline that says it corrects another story, in so many words: "Oikaisu juttuun …", "Rettelse til …". */
const OF_ANOTHER =
  /^(?:oikaisu|corrections?|clarification|berichtigung|korrektur|richtigstellung|rettelse|rättelse|retting|correctie|rectificatie|rectificatif|rectification|correctif|corrección|rectificación|correção|retificação|rettifica|sprostowanie|поправка)\s(?:of|to|for|on|zu[rm]?|von|der|des|till?|av|à|au|aux|du|de|del|al?|alla|bij|op|do|к|juttuun|uutiseen|artikkeliin|stt:n)(?!\p{L})/iu;
const NAMES_A_STORY =
  /(?<!\p{L})(?:stor(?:y|ies)|report|item|article|dispatch|meldung|bericht|artikel|fassung|dépêche|papier|nota|noticia|información|despacho|notícia|notizia|nyhed|telegram|melding|sak|notis|text|juttu|jutu|jutt|uutise|depesz|сообщени|новост)\p{L}{0,4}(?!\p{L})/iu;

/** The same where the headline says no more than that. */
const ALONE =
  /^(?:corrections?|clarification|berichtigung|korrektur|richtigstellung|rettelse|rättelse|retting|oikaisu|correctie|rectificatie|rectificatif|rectification|correctif|corrección|rectificación|fe de errores|correção|retificação|rettifica|errata corrige|sprostowanie|поправка|исправление|oprava|helyesbítés|düzeltme|تصحيح|تصويب|更正|订正|訂正|정정|바로잡습니다)[\s.:!*-]{0,4}$/iu;
const NAMES_A_STORY_ELSEWHERE = /[稿]|报道|消息|記事|기사|خبر|الخبر|تقرير|haber/u;

/** True when a message is a correction of another story: headline and copy say so. */
export function isCorrectionOfAnother(headline: string, copy: string): boolean {
  const [first, said] = [headline.slice(0, LONGEST_TEXT), copy.slice(0, 600)];
  const namesOne = NAMES_A_STORY.test(said) || NAMES_A_STORY_ELSEWHERE.test(said);
  return namesOne && (OF_ANOTHER.test(first) || ALONE.test(first.trim()));
}
