/** The words in which pages print days, zones and what a date is of. */

/** Beginnings of month names in lower case, January first. */
export const MONTHS: readonly string[] = [
  'sij jan ene gen jän janv oca янв січ ιαν tammi sty led sij يناير كانون الثاني ינו जन জানু saus jaan',
  'velj feb fev fév févr şub фев лют φεβ helmi lut úno شباط فبراير פבר फ़र फर ফেব্র vasar veebr',
  'már ožu mar mär maa mrt maart març мар бер μαρ maalis bře مارس آذار מרץ मार्च মার্চ kov',
  'ápr travn apr avr abr nis апр кві απρ huhti kwi dub أبريل ابريل نيسان אפר अप्रैल এপ্রি bal',
  'máj svib may mai mei mag maj mayo maggio май мая тра μαΐ μαϊ μάι touko kvě مايو أيار מאי मई মে geguž',
  'jún iun lipn jun juin giu haz июн чер ιουν kesä cze čer يونيو حزيران יונ जून জুন birž jūn juun',
  'júl iul srpnj jul juil lug tem июл лип ιουλ heinä lip čvc červenc červenec يوليو تموز יול जुलाई জুলা liep jūl juul',
  'kolov aug aoû aou ago agu ağu авг сер αυγ elo sie srp أغسطس آب אוג अगस्त আগস rugpj',
  'szep ruj sep set eyl сен вер σεπ syys wrz zář سبتمبر أيلول ספט सितंबर सितम्बर সেপ্ট rugs',
  'oct okt out ott eki окт жов οκτ loka paź říj أكتوبر تشرين الأول אוק अक्टूबर अक्तूबर অক্টো spal',
  'noie lapk studen nov kas ноя лис νοε νοέ marras lis نوفمبر נוב नवंबर नवम्बर নভে lapkr',
  'gruod prosin dec déc dez dic des ara дек гру δεκ joulu gru pro ديسمبر كانون דצמ दिसंबर दिसम्बर ডিসে dets',
];

/** Zones that pages name, as the reader of times knows them. */
export const ZONES: Readonly<Record<string, string>> = {
  gmt: 'GMT',
  utc: 'UTC',
  bst: 'BST',
  wet: 'WET',
  west: 'WEST',
  cet: 'CET',
  cest: 'CEST',
  mez: 'CET',
  mesz: 'CEST',
  eet: 'EET',
  eest: 'EEST',
  msk: 'MSK',
  мск: 'MSK',
  ist: 'IST',
  pkt: '+05:00',
  npt: '+05:45',
  wib: '+07:00',
  wita: '+08:00',
  ict: '+07:00',
  hkt: 'HKT',
  sgt: 'SGT',
  pht: '+08:00',
  myt: '+08:00',
  jst: 'JST',
  kst: 'KST',
  aest: 'AEST',
  aedt: 'AEDT',
  nzst: 'NZST',
  nzdt: 'NZDT',
  est: 'EST',
  edt: 'EDT',
  et: 'ET',
  cst: 'CST',
  cdt: 'CDT',
  ct: 'CT',
  mst: 'MST',
  mdt: 'MDT',
  mt: 'MT',
  pst: 'PST',
  pdt: 'PDT',
  pt: 'PT',
  hae: 'EDT',
  hne: 'EST',
  brt: 'BRT',
  art: 'ART',
  trt: '+03:00',
  sast: 'SAST',
  eat: '+03:00',
  wat: '+01:00',
  gst: '+04:00',
  ast: '+03:00',
};
/** Words for a change of the story. */
export const UPDATED =
  /(?:last )?(?:updated?|modified|edited|revised)(?: date)?|mis(?:e)? à jour|maj|modifié|actualisé|aktualisiert|geändert|zuletzt|letzte aktualisierung|actualizad[oa]|actualización|modificad[oa]|modifica(?:to|ta)?(?= il)|atualizad[oa]|atualização|aggiornat[oa]|aggiornamento|ultimo aggiornamento|bijgewerkt|aangepast|laatste?|gewijzigd|oppdatert|opdateret|uppdaterad|päivitetty|muokattu|aktualizacja|zaktualizowano|aktualizováno|обновлено|обновлён|изменено|آخر تحديث|تحديث|محدث|更新(?:于|時間|时间|日期)?|最終更新|수정|업데이트|güncelle(?:me|ndi)?|son güncelleme|diperbarui|diperbaharui|pembaruan|cập nhật|ενημερώθηκε|τελευταία ενημέρωση|עודכן|अपडेटेड?|আপডেট|হালনাগাদ|अद्यतन|ажурирано/iu;
/** Words for its first publication. */
export const PUBLISHED =
  /(?:first |originally )?(?:published|posted|issued|created|released|publish)(?: date| on| at)?|publiée?|paru|créé|mis en ligne|(?:erst)?veröffentlich(?:t|ung)|erschienen|erstellt|vom|publicad[oa]|publicación|creado|pubblicat[oa]|pubblicazione|gepubliceerd|geplaatst|publisert|publiceret|udgivet|publicerad|julkaistu|opublikowano|publikacja|data publikacji|publikováno|vydáno|опубликовано|дата публикации|создано|نُشر(?:ت)?|نشر(?:ت)?|تاريخ النشر|发布(?:于|时间)?|發布|發佈|刊登|配信|公開|掲載|投稿|입력|송고|등록|게재|기사입력|yayın(?:lanma|landı)?(?: tarihi)?|giriş|tayang|terbit|dipublikasikan|đăng|δημοσιεύθηκε|δημοσίευση|פורסם|प्रकाशित|প্রকাশ(?:িত)?|पब्लिश|प्रकाशन/iu;
/** Words that only say that a date follows. */
export const CLOCK_LABEL = /(?:stand|datum|date|fecha|data|дата|التاريخ|日期)/iu;
/** Days of the week. */
export const WEEKDAYS =
  /(?<!\p{L})(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lun(?:di|es|edì)?|mar(?:di|tes|tedì)?|mer(?:credi|coledì)?|mi[ée]r(?:coles)?|jeu(?:di)?|jue(?:ves)?|gio(?:vedì)?|ven(?:dredi|erdì)?|vie(?:rnes)?|sam(?:edi)?|sáb(?:ado)?|sab(?:ato)?|dim(?:anche)?|dom(?:ingo|enica)?|mo(?:ntag)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag)?|sa(?:mstag)?|so(?:nntag)?|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|(?:man|tirs|ons|tors|fre|lør|søn)dag|(?:mån|tis|ons|tors|fre|lör|sön)dag|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|senin|selasa|rabu|kamis|jumat|sabtu|minggu|δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή)(?!\p{L})|星期[一二三四五六日天]|周[一二三四五六日]|[(（]?[月火水木金土日월화수목금토일][)）]|[월화수목금토일]요일/giu;
/** Small words between day and time. */
export const SMALL =
  /(?<!\p{L})(?:at|on|à|a|às|as|alle|ore|om|um|am|den|der|le|el|the|il|o|kl|klo|godz|у|в|во|saat|pukul|jam|lúc|ngày|στις|local time|time|uhr|hrs?|h|mins?|ar|de|del|г|年|分|تمام|الساعة)(?!\p{L})/giu;
