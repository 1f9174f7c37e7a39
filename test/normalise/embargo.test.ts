import { describe, expect, test } from 'vitest';
import { embargo, noted } from './read-embargo.ts';

describe('words that hold a story back, with an instant in them', () => {
  test.each([
    ['EMBARGOED UNTIL 0001 GMT, 27 November 2026', '2026-11-27T00:01:00.000Z'],
    ['Embargoed until Friday, November 27, 2026 at 6:00 p.m. EST', '2026-11-27T23:00:00.000Z'],
    ['Embargo: 27 November 2026, 10.30 London time', '2026-11-27T10:30:00.000Z'],
    ['Eds: For release at 12:01 a.m. EST on Sunday, Nov. 29, and thereafter.', '2026-11-29T05:01:00.000Z'],
    ['Hold for release until noon ET, Nov. 30', '2026-11-30T17:00:00.000Z'],
    ['Not for release before 2300 GMT on Nov 26', '2026-11-26T23:00:00.000Z'],
    ['Not for publication until midnight UTC on 26 November', '2026-11-27T00:00:00.000Z'],
    ['Do not publish before 2026-11-27 08:00 UTC', '2026-11-27T08:00:00.000Z'],
    ['STRICTLY EMBARGOED until 00:01 on 1 December 2026 UK time', '2026-12-01T00:01:00.000Z'],
    ['SOUS EMBARGO jusqu’au 27 novembre 2026 à 18h00 (heure de Paris)', '2026-11-27T17:00:00.000Z'],
    ['Ne pas diffuser avant le 27 novembre à 6h GMT', '2026-11-27T06:00:00.000Z'],
    ['Sperrfrist: Freitag, 27. November 2026, 18.00 Uhr MEZ', '2026-11-27T17:00:00.000Z'],
    ['Frei ab 28.11.2026, 6 Uhr (deutscher Zeit)', '2026-11-28T05:00:00.000Z'],
    ['Embargado hasta las 18.00 horas del 27 de noviembre, hora de Madrid', '2026-11-27T17:00:00.000Z'],
    ['EMBARGADO ATÉ 27 de novembro de 2026 às 09h30, hora de Lisboa', '2026-11-27T09:30:00.000Z'],
    ['Embargo fino alle ore 15 del 27 novembre 2026, ora italiana', '2026-11-27T14:00:00.000Z'],
    ['Embargo tot 27 november 2026, 06.00 uur CET', '2026-11-27T05:00:00.000Z'],
    ['Sperrefrist: 27. november kl. 18.00 norsk tid', '2026-11-27T17:00:00.000Z'],
    ['Klausuleret til 27. november 2026 kl. 6 dansk tid', '2026-11-27T05:00:00.000Z'],
    ['Publiceringsstopp till 27 november 2026 kl 18 svensk tid', '2026-11-27T17:00:00.000Z'],
    ['Embargoed until 27/11/2026 06:00 GMT', '2026-11-27T06:00:00.000Z'],
    ['Embargoed until 11/27/2026 6 a.m. EST', '2026-11-27T11:00:00.000Z'],
    ['Julkivapaa 27.11.2026 klo 6.00 Suomen aikaa', '2026-11-27T04:00:00.000Z'],
    ['Embargo do 27 listopada 2026, godz. 12:00 czasu polskiego', '2026-11-27T11:00:00.000Z'],
    ['Эмбарго до 27 ноября 2026, 12:00 мск', '2026-11-27T09:00:00.000Z'],
    ['Не публиковать до 12:00 по московскому времени 3 мая 2027', '2027-05-03T09:00:00.000Z'],
    ['محظور النشر حتى الساعة 18:00 بتوقيت غرينتش يوم 27 نوفمبر 2026', '2026-11-27T18:00:00.000Z'],
    ['Embargoed: not for release until 00:01 GMT on Saturday 28 November', '2026-11-28T00:01:00.000Z'],
    ['THIS STORY IS EMBARGOED UNTIL 5 A.M. ET ON MONDAY, NOV. 30', '2026-11-30T10:00:00.000Z'],
    ['Editors: this material is embargoed for 1900 GMT Friday November 27', '2026-11-27T19:00:00.000Z'],
    ['Embargo lifts at 10:00 BST on 3 May 2027', '2027-05-03T09:00:00.000Z'],
    ['Release time: 0600 GMT, Nov 28', '2026-11-28T06:00:00.000Z'],
    ['HOLD until 9 a.m. PST Dec. 1', '2026-12-01T17:00:00.000Z'],
    ['Not to be published before 18:00 CET on 27 November 2026', '2026-11-27T17:00:00.000Z'],
    ['Sperrfrist: 27. November 2026, 10:00 Uhr CET/CEST', '2026-11-27T09:00:00.000Z'],
    ['Embargoed until 27 November 2026, 10:00 GMT / BST', '2026-11-27T10:00:00.000Z'],
    ['Embargoed until 10:00 EST/EDT, 27 November 2026', '2026-11-27T15:00:00.000Z'],
    ['Under embargo until 27 Nov 2026 12 noon UTC', '2026-11-27T12:00:00.000Z'],
    ['Embargo strict jusqu’à vendredi 27 novembre, 20 heures GMT', '2026-11-27T20:00:00.000Z'],
    ['Embargo : 28/11/2026 à 00h01 heure de Paris', '2026-11-27T23:01:00.000Z'],
    ['Ne pas utiliser avant 14H00 GMT le 1er décembre', '2026-12-01T14:00:00.000Z'],
    ['SPERRFRIST 27.11.2026, 10:00 MEZ', '2026-11-27T09:00:00.000Z'],
    ['Nicht vor Samstag, 28. November 2026, 0.00 Uhr MEZ veröffentlichen', '2026-11-27T23:00:00.000Z'],
    ['Freigabe: Montag, 30.11.2026, 05:00 Uhr MEZ', '2026-11-30T04:00:00.000Z'],
    ['EMBARGO HASTA LAS 00:01 DEL LUNES 30 DE NOVIEMBRE (HORA PENINSULAR)', '2026-11-29T23:01:00.000Z'],
    ['Información embargada hasta el viernes 27 de noviembre a las 12:00 GMT', '2026-11-27T12:00:00.000Z'],
    ['No difundir antes de las 20 horas del 28 de noviembre, hora de Madrid', '2026-11-28T19:00:00.000Z'],
    ['Sob embargo até às 14h de 27/11/2026 (hora de Brasília)', '2026-11-27T17:00:00.000Z'],
    ['Embargado até quinta-feira, 26 de novembro, 10h00 GMT', '2026-11-26T10:00:00.000Z'],
    ['Notizia sotto embargo fino alle 18:00 di venerdì 27 novembre, ora di Roma', '2026-11-27T17:00:00.000Z'],
    ['Onder embargo tot vrijdag 27 november 2026 om 06.00 uur Nederlandse tijd', '2026-11-27T05:00:00.000Z'],
    ['Sperret til fredag 27. november kl. 06.00 norsk tid', '2026-11-27T05:00:00.000Z'],
    ['Klausul: 27. november 2026 kl. 0.01 dansk tid', '2026-11-26T23:01:00.000Z'],
    ['Får ej publiceras före 28 november 2026 kl 05.00 svensk tid', '2026-11-28T04:00:00.000Z'],
    ['Spärrtid till torsdag 26 november 2026 kl 18 CET', '2026-11-26T17:00:00.000Z'],
    ['Julkaistavissa aikaisintaan 28.11.2026 klo 5.00 Suomen aikaa', '2026-11-28T03:00:00.000Z'],
    ['Julkaisuvapaa perjantaina 27.11.2026 kello 12 Suomen aikaa', '2026-11-27T10:00:00.000Z'],
    ['Embargo do piątku, 27 listopada 2026 r., godz. 6.00 czasu polskiego', '2026-11-27T05:00:00.000Z'],
    ['Материал под эмбарго до 10:00 мск 28 ноября', '2026-11-28T07:00:00.000Z'],
    ['Эмбарго: 27.11.2026 15.00 (время московское)', '2026-11-27T12:00:00.000Z'],
    ['خبر محظور نشره حتى 28 نوفمبر 2026 الساعة 10:00 بتوقيت غرينتش', '2026-11-28T10:00:00.000Z'],
    ['EMBARGOED UNTIL 2300 GMT (6 p.m. EST) NOV 27', '2026-11-27T23:00:00.000Z'],
    ['Embargoed for 6 p.m. EST/2300 GMT on Nov 27', '2026-11-27T23:00:00.000Z'],
    ['Embargoed until 00:01 GMT on Friday, Nov 27 (7:01 p.m. EST Thursday)', '2026-11-27T00:01:00.000Z'],
    ['Sperrfrist: 27.11.2026, 18.00 Uhr (MEZ) / 17.00 GMT', '2026-11-27T17:00:00.000Z'],
    ['Embargo jusqu’au 27/11/2026 à 6h (heure de Paris), 5h GMT', '2026-11-27T05:00:00.000Z'],
    ['Embargoed until 0001 GMT Nov 27. The conference runs from Nov 30 to Dec 2.', '2026-11-27T00:01:00.000Z'],
    ['Embargado hasta el 27 de noviembre a las 10:00, hora de Brasilia (13:00 GMT)', '2026-11-27T13:00:00.000Z'],
    ['Embargoed until 9:30 a.m. Eastern time on December 1, 2026', '2026-12-01T14:30:00.000Z'],
    ['EMBARGOED UNTIL 12:01 AM ET, TUESDAY, DECEMBER 1', '2026-12-01T05:01:00.000Z'],
    ['Embargoed until 12 p.m. EST on Nov 30', '2026-11-30T17:00:00.000Z'],
    ['Embargo 27 Nov 2026 14:00 +0200', '2026-11-27T12:00:00.000Z'],
    ['Embargo 2026-11-27T14:00:00+02:00', '2026-11-27T12:00:00.000Z'],
    ['Embargo 2026-11-27T14:00Z', '2026-11-27T14:00:00.000Z'],
    ['Embargo: 27.11.2026 14:00 UTC+1', '2026-11-27T13:00:00.000Z'],
    ['Embargoed until 10 a.m. Swiss time on 27 November 2026', '2026-11-27T09:00:00.000Z'],
    ['Eds: Please hold publication until 6 a.m. ET on Nov. 28', '2026-11-28T11:00:00.000Z'],
    ['Embargo ends 0900 GMT 27 Nov', '2026-11-27T09:00:00.000Z'],
    ['This report is under strict embargo until 00.01 GMT on Monday 30 November', '2026-11-30T00:01:00.000Z'],
    ['NOT FOR BROADCAST OR ONLINE USE BEFORE 22:00 GMT NOV 27', '2026-11-27T22:00:00.000Z'],
    ['Texte sous embargo jusqu’au vendredi 27 novembre à 15h GMT', '2026-11-27T15:00:00.000Z'],
    ['Redaktionelle Sperrfrist 27. November 18 Uhr MEZ', '2026-11-27T17:00:00.000Z'],
    ['Публикация не ранее 18:00 мск 28 ноября', '2026-11-28T15:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(noted(text)).toEqual({ embargoedUntil: instant, embargoText: text });
  });

  test.each([
    ['Sperrefrist: 27. november kl. 18.00', 'Europe/Oslo', '2026-11-27T17:00:00.000Z'],
    ['Julkivapaa 2.1. klo 6', 'Europe/Helsinki', '2027-01-02T04:00:00.000Z'],
    ['EMBARGADO HASTA LAS 18.00 HORAS DEL 27 DE NOVIEMBRE', 'Europe/Madrid', '2026-11-27T17:00:00.000Z'],
    ['Embargoed until 27 July 2027, 18:00', 'Europe/London', '2027-07-27T17:00:00.000Z'],
    ['此稿在11月27日18时前请勿使用', 'Asia/Shanghai', '2026-11-27T10:00:00.000Z'],
    ['请在2026年11月27日下午3:30之后刊发', 'Asia/Shanghai', '2026-11-27T07:30:00.000Z'],
    ['【解禁】11月27日午前5時', 'Asia/Tokyo', '2026-11-26T20:00:00.000Z'],
    ['11月27日17時まで報道を控えてください', 'Asia/Tokyo', '2026-11-27T08:00:00.000Z'],
    ['[엠바고] 2026년 11월 27일 오후 2시 30분', 'Asia/Seoul', '2026-11-27T05:30:00.000Z'],
    ['11월 27일 12시 이후 보도해 주시기 바랍니다', 'Asia/Seoul', '2026-11-27T03:00:00.000Z'],
    ['Embargo până vineri, 27 noiembrie 2026, ora 9', 'Europe/Bucharest', '2026-11-27T07:00:00.000Z'],
    ['Vă rugăm: nu publicați înainte de 27 noiembrie, ora 15.30', 'Europe/Bucharest', '2026-11-27T13:30:00.000Z'],
    ['Embargo do 27. studenoga u 15.30 sati', 'Europe/Zagreb', '2026-11-27T14:30:00.000Z'],
    ['Embargo do 27. listopada 2027. u 12 sati', 'Europe/Zagreb', '2027-10-27T10:00:00.000Z'],
    ['Nemojte objaviti prije 27.11.2026. u 8:00', 'Europe/Zagreb', '2026-11-27T07:00:00.000Z'],
    ['Embargo do 27. novembra ob 9. uri', 'Europe/Ljubljana', '2026-11-27T08:00:00.000Z'],
    ['Εμπάργκο μέχρι 27 Νοεμβρίου 2026, ώρα 12:00', 'Europe/Athens', '2026-11-27T10:00:00.000Z'],
    ['Ambargo: 27 Kasım 2026, saat 17.00', 'Europe/Istanbul', '2026-11-27T14:00:00.000Z'],
    ['Bu haber 27 Kasım saat 17.00’ye kadar yayınlanmamalıdır', 'Europe/Istanbul', '2026-11-27T14:00:00.000Z'],
    ['Embargó: 2026. november 27. 10 óráig', 'Europe/Budapest', '2026-11-27T09:00:00.000Z'],
    ['Közölhető: november 27-én 6 órától', 'Europe/Budapest', '2026-11-27T05:00:00.000Z'],
    ['Nepublikovat do 27. listopadu 12:00', 'Europe/Prague', '2026-11-27T11:00:00.000Z'],
    ['Embargo do 27. novembra 2026 do 8. hodiny', 'Europe/Bratislava', '2026-11-27T07:00:00.000Z'],
    ['Ембарго до 27 листопада 2026, 12:00', 'Europe/Kyiv', '2026-11-27T10:00:00.000Z'],
    ['Да не се публикува преди 27 ноември, 11:00 ч.', 'Europe/Sofia', '2026-11-27T09:00:00.000Z'],
    ['Embargo hingga 27 November 2026 pukul 09.00 WIB', 'Asia/Makassar', '2026-11-27T02:00:00.000Z'],
  ])('a zone that is not named is the feed’s: %s', (text, zone, instant) => {
    expect(noted(text, zone).embargoedUntil).toBe(instant);
  });

  test('a zone name that three countries have is the feed’s where it is one of theirs', () => {
    const text = 'Embargoed until 10:00 IST on 27 November 2026';
    expect(noted(text, 'Asia/Kolkata').embargoedUntil).toBe('2026-11-27T04:30:00.000Z');
    expect(noted(text, 'Europe/Dublin').embargoedUntil).toBe('2026-11-27T10:00:00.000Z');
    expect(noted(text, 'Europe/Paris')).toEqual({ embargoedUntil: null, embargoText: text });
  });

  test('the latest of several instants stands', () => {
    const item = {
      notes: [{ text: 'Embargoed until 0001 GMT, 28 Nov 2026', public: true, role: null }],
      dates: [{ role: 'embargoed', value: '2026-11-27T00:00:00Z', field: 'embargoed' } as const],
    };
    expect(embargo(item).embargoedUntil).toBe('2026-11-28T00:01:00.000Z');
  });
});

describe('days that are named without a month', () => {
  // It is Wednesday, 25 November 2026, 10:00 UTC.
  test.each([
    ['For release 6 p.m. EST Thursday', null, '2026-11-26T23:00:00.000Z'],
    ['Embargoed until 10pm on Saturday', 'Europe/London', '2026-11-28T22:00:00.000Z'],
    ['Sperrfrist bis Samstag, 23.30 Uhr', 'Europe/Berlin', '2026-11-28T22:30:00.000Z'],
    ['Sperrefrist: onsdag kl. 18.00', 'Europe/Oslo', '2026-11-25T17:00:00.000Z'],
    ['Embargada hasta las 00.00 horas del viernes 27', 'Europe/Madrid', '2026-11-26T23:00:00.000Z'],
    ['Embargo até às 00:01 de sexta-feira, dia 27', 'Europe/Lisbon', '2026-11-27T00:01:00.000Z'],
    ['Embargo do czwartku, 26 bm., godz. 20.00', 'Europe/Warsaw', '2026-11-26T19:00:00.000Z'],
    ['Sous embargo jusqu’à ce soir 19h (heure de Paris)', null, '2026-11-25T18:00:00.000Z'],
    ['A ne pas publier avant demain 6h00 (heure belge)', null, '2026-11-26T05:00:00.000Z'],
    ['Embargada hasta mañana, jueves, a las 07.00 horas (06.00 GMT)', null, '2026-11-26T06:00:00.000Z'],
    ['Embargo alle ore 12.30 di oggi', 'Europe/Rome', '2026-11-25T11:30:00.000Z'],
    ['Not for use before 4am (Sydney time) Saturday, 28/11', null, '2026-11-27T17:00:00.000Z'],
    ['Får publiceras tidigast fredag 27/11 kl 06.30', 'Europe/Stockholm', '2026-11-27T05:30:00.000Z'],
    ['Sperret for publisering frem til lørdag kl. 05.00', 'Europe/Oslo', '2026-11-28T04:00:00.000Z'],
    ['Da non pubblicare prima delle 21 di sabato 28 novembre', 'Europe/Rome', '2026-11-28T20:00:00.000Z'],
    ['Zur Veröffentlichung frei ab 30. Jänner 2027, 5.00 Uhr', 'Europe/Vienna', '2027-01-30T04:00:00.000Z'],
    ['Embargó: 2026. november 26., csütörtök 18 óra', 'Europe/Budapest', '2026-11-26T17:00:00.000Z'],
    ['Sperrfrist 0600 - Achtung, nicht vor Freitag, 27.11., verwenden', 'Europe/Berlin', '2026-11-27T05:00:00.000Z'],
    ['For release at 6:30 a.m. Pacific on Monday, Nov. 30.', null, '2026-11-30T14:30:00.000Z'],
    ['Embargoed for release until noon Central Standard Time on Dec. 2.', null, '2026-12-02T18:00:00.000Z'],
    ['Embargoed to 5 a.m. AST, Friday Nov. 27', null, '2026-11-27T09:00:00.000Z'],
  ])('the next such day is meant: %s', (text, zone, instant) => {
    expect(noted(text, zone).embargoedUntil).toBe(instant);
  });

  test.each([
    // It is 10:00 in London: today's is over, and that of next week may be meant.
    ['Embargoed until 9am on Wednesday', 'Europe/London'],
    ['Embargoed until 6pm Friday for use in Saturday’s papers', 'Europe/London'],
    ['Embargado hasta las 10 horas del viernes 26', 'Europe/Madrid'],
    ['Embargo do piątku, 26 listopada, godz. 6', 'Europe/Warsaw'],
    ['Embargoed until 18:00 on Friday', null],
    // Of a place that is not said.
    ['Embargoed until 10 a.m. local time on 27 November 2026', 'Europe/London'],
    ['Embargado hasta las 10 horas, hora local, del 27 de noviembre', 'Europe/Madrid'],
  ])('nobody can tell which instant is meant: %s', (text, zone) => {
    expect(noted(text, zone)).toEqual({ embargoedUntil: null, embargoText: text });
  });

  test.each([
    ['Embargado hasta las 8 de la tarde del 27 de noviembre', 'Europe/Madrid', '2026-11-27T19:00:00.000Z'],
    ['Embargoed until tonight at 10', 'Europe/London', '2026-11-25T22:00:00.000Z'],
    ['Sperrfrist: 27. November, 8 Uhr abends', 'Europe/Berlin', '2026-11-27T19:00:00.000Z'],
    ['Sous embargo jusqu’au 27 novembre à 8 heures du soir', 'Europe/Paris', '2026-11-27T19:00:00.000Z'],
    ['Эмбарго до 8 вечера 27 ноября', 'Europe/Moscow', '2026-11-27T17:00:00.000Z'],
    ['Embargoed until 10 a.m. on 27 November. Tonight: rehearsal', 'Europe/London', '2026-11-27T10:00:00.000Z'],
  ])('an hour of the evening is one: %s', (text, zone, instant) => {
    expect(noted(text, zone).embargoedUntil).toBe(instant);
  });
});

describe('words that hold a story back, in more languages', () => {
  test.each([
    ['Sendesperrfrist: 27. November 2026, 19.00 Uhr MEZ', '2026-11-27T18:00:00.000Z', null],
    ['27日18时前禁止发布', '2026-11-27T10:00:00.000Z', 'Asia/Shanghai'],
    ['解禁は27日午前5時', '2026-11-26T20:00:00.000Z', 'Asia/Tokyo'],
    ['엠바고: 27일 오전 6시', '2026-11-26T21:00:00.000Z', 'Asia/Seoul'],
    ['解禁は3日午前5時', '2026-12-02T20:00:00.000Z', 'Asia/Tokyo'],
    ['Strictly embargoed to 2230 Friday November 27', '2026-11-27T22:30:00.000Z', 'Europe/London'],
    ['本稿限27日20时后播发', '2026-11-27T12:00:00.000Z', 'Asia/Shanghai'],
    ['Da pubblicare non prima delle ore 18 del 27 novembre', '2026-11-27T17:00:00.000Z', 'Europe/Rome'],
    ['Embargó november 27-én 10 óráig', '2026-11-27T09:00:00.000Z', 'Europe/Budapest'],
  ])('%s', (text, until, zone) => {
    expect(noted(text, zone).embargoedUntil).toBe(until);
  });

  test.each([
    'Moved in advance for use Sunday, Nov. 29, and thereafter',
    'Embargo sehingga 27 November jam 10 pagi',
    'אמברגו עד יום שישי 27.11 בשעה 10:00',
    'אין לפרסם את הידיעה לפני יום שישי בשעה 10:00',
    '27 नवंबर को सुबह 6 बजे से पहले प्रकाशित न करें',
    'एम्बार्गो: शुक्रवार सुबह 6 बजे',
    'این خبر تا ساعت ۱۲ روز جمعه قابل انتشار نیست',
    'Không đăng tin này trước 10 giờ ngày 27/11',
    'ห้ามเผยแพร่ก่อนเวลา 10.00 น. วันที่ 27',
    // Of two days nobody can tell which is meant.
    '発表は25日。解禁は25日か27日午前5時',
  ])('is held: %s', (text) => {
    const held = noted(text);
    expect(held.embargoText).not.toBeNull();
    expect(held.embargoedUntil).toBeNull();
  });

  test.each([
    'Published in 2016, not before time: a history of the port',
    'Moved in with her sister for use of the car',
    'ארצות הברית האריכה את האמברגו על הנשק עד 27.11',
    'בית המשפט אסר לפרסם את שם החשוד',
    'सरकार ने 27 नवंबर तक हथियारों पर प्रतिबंध बढ़ाया',
    'تحریم تسلیحاتی تا ۲۷ نوامبر تمدید شد',
    'Chính phủ không công bố số liệu, bộ trưởng nói',
    'กกต. ห้ามเผยแพร่ผลโพลก่อนวันที่ 27',
    '公园27日前禁止使用无人机拍摄',
    'Der Sender hält die Frist bis 27. November ein',
  ])('is not held: %s', (text) => {
    expect(embargo({ headline: text }, { opening: [text] })).toEqual({ embargoedUntil: null, embargoText: null });
  });
});

describe('words that hold a story back, without an instant', () => {
  test.each([
    'EMBARGADO HASTA LAS 18.00 HORAS DEL 25 DE NOVIEMBRE',
    'Sperrefrist: onsdag kl. 18.00',
    'Sperrfrist beachten!',
    'Julkivapaa sunnuntain lehdille',
    'Klausuleret til onsdag kl. 18',
    'Publiceringsstopp till onsdag kl. 18',
    'Spärrtid: torsdag morgon',
    'Embargoed until the minister has spoken',
    'Under embargo until Friday',
    'HOLD FOR RELEASE',
    'Not for publication before Friday evening',
    'Ikke for publisering før fredag',
    'Não publicar até sexta-feira',
    'Nie publikować przed piątkiem',
    'برجاء عدم النشر قبل يوم الجمعة',
    'Embargoed until Thursday, November 27, 2026 at 6:00 p.m. EST',
    'Embargoed until 05/12/2026 06:00 GMT',
    'Embargoed until 27 November 2026, 18:00',
    'Embargoed until 18:00 GMT',
    'Advance for release Sunday, Nov. 29',
    'A ne pas publier avant samedi 6h00',
    'Achtung Redaktionen: Sperrfrist bis Sonntag, 29. November, 0.01 Uhr',
    '(Sperrfrist 1800)',
    'Non pubblicare prima delle ore 12 del 28 novembre',
    'Niet publiceren vóór zaterdag 00.01 uur',
    'Saken er klausulert til lørdag 28. november kl. 05.00',
    'Må ikke offentliggøres før søndag den 29. november kl. 6',
    'Materiał objęty embargiem do niedzieli',
    'Не для публикации до понедельника',
    'يحظر النشر قبل الساعة السادسة مساء الجمعة',
    'Embargo: online 27 November 2026 06:00 GMT, print 28 November 2026 05:00 GMT',
    'Embargoed until 10:00 IST on 27 November 2026',
    'Strictly not for use until Sunday',
    'Interdit de publication avant vendredi',
    'Bitte nicht vor 18 Uhr verwenden',
    'Contenido embargado hasta las 6.00 horas del sábado',
    'Prohibida su publicación antes del domingo',
    'Publicação proibida até as 18h',
    'Non diffondere prima delle 18',
    'Publicatie niet toegestaan voor 18.00 uur',
    'Mag niet worden gepubliceerd voor zaterdag',
    'Embargoen opphører fredag kl. 10',
    'Sperrefristen er fredag kl. 10',
    'Offentliggøres tidligst den 28. november',
    'Publiceras tidigast lördag kl 6',
    'Ei julkisuuteen ennen perjantaita',
    'Zakaz publikacji przed 27 listopada 2026 godz. 18',
    'Запрещено публиковать до 18:00',
    'مادة محظورة النشر حتى الجمعة',
    'No use before Sunday',
    '29 Kasım 2026 saat 18.00’e kadar AMBARGOLUDUR',
    '29日午後6時解禁',
  ])('%s', (text) => {
    expect(noted(text)).toEqual({ embargoedUntil: null, embargoText: text });
  });

  test('in the first line of the copy', () => {
    expect(embargo({}, { opening: ['EMBARGOED UNTIL THE SPEECH', 'The minister said.'] }).embargoText).toBe(
      'EMBARGOED UNTIL THE SPEECH',
    );
  });

  test('in a note that must not leave: held, and its words are not told', () => {
    const notes = [{ text: 'Embargo until Friday, says Ingrid of the press office', public: false, role: null }];
    const held = embargo({ notes });
    expect(held.embargoText).not.toBeNull();
    expect(JSON.stringify(held)).not.toContain('Ingrid');
  });
});

describe('words that hold nothing back', () => {
  test.each([
    'Adds detail on arms embargo until 2027',
    'EU extends arms embargo until 2027',
    'Washington lifts embargo on grain',
    'Embargo on oil exports hurts, minister says',
    'The embargo has been lifted',
    'EMBARGO LIFTED',
    'Sperrfrist ist abgelaufen',
    'For immediate release',
    'Julkivapaa heti',
    'Julkaisuvapaa heti',
    'Die Sperrfrist für Führerscheine endet am 30. November 2026, sagte ein Anwalt',
    'Tunnelen er sperret til lørdag kl. 05.00',
    'Vägen är spärrad till fredag 27 november kl 18',
    'Pictures for use with the story on Friday',
    'Updates with oil embargo: ministers to meet',
    'Not for use in the United States',
    'Die Polizei gibt die Straße ab 18 Uhr frei',
    'UN Security Council renews arms embargo until 30 May 2027',
    'Adds EU quote on arms embargo; extends to Nov 27 18:00 GMT',
    'The embargo on Russian oil takes effect on Monday',
    'US to lift embargo on Cuba at midnight, sources say',
    'Embargo on gold: what we know',
    '6月1日アユ漁解禁',
    'Silah ambargosu 2027’ye kadar uzatıldı',
    'Le Conseil prolonge l’embargo sur les armes jusqu’au 27 novembre 2026',
    'EU verlängert Waffenembargo bis 2027',
    'El embargo de armas sigue hasta el 27 de noviembre',
    'El juez ordenó el embargo de sus bienes hasta 2027',
    'Bienes embargados por la justicia',
    'L’embargo sulle armi dura fino al 2027',
    'Эмбарго на поставки оружия продлено до 2027 года',
    'Embargo na broń przedłużone do 2027',
    'Våpenembargoen forlenges til 27. november',
    'Vapenembargot förlängs till 2027',
    'Sperret vei til Oslo fredag',
    'حظر الأسلحة على ليبيا حتى 2027',
    'No embargo',
    'Embargo: none',
    'Embargo has been lifted at 18:00 GMT on Nov 25',
    'Embargo lifted at 1000 GMT',
    'Sperrfrist aufgehoben',
    'Fin de l’embargo',
    'Embargo levantado',
    'Trade embargo: key dates',
    'Embargo trade deal signed in Havana',
    'Hold the front page: minister resigns',
    'Advance polls open in Ontario on Nov. 29',
    'For release from prison on Friday, man waits',
    'Fair use policy: content may be used for release',
    'The law does not allow polls to be published before Sunday’s vote',
    'Do not use after Dec. 25',
    'No se podrá votar antes del domingo',
    'The film will not be released until Friday, the studio said',
    'He did not run before 2016',
    'Nie ma zgody na broń do 2027',
    'Nicht vor 2027 rechnet der Minister mit der Eröffnung',
    'No hay acuerdo hasta el viernes',
    'Ikke før lørdag ventes regnet',
    'Klausul i avtalen til Equinor',
    'Release time! New album out Friday',
    'Publication: Journal of Physics, 27 November',
    'Sperrfrist für Anträge auf Wohngeld endet',
    '美国延长对该国禁运至2027年',
    '博物馆28日前不得拍照',
    '新规要求11月28日前公开账目',
    '中山公园28日前使用完毕',
    '28日まで展示を公開',
    '正月前の公開は禁止、監督が語る',
    '정부, 무기 금수 28일까지 연장',
    '엠바고 제도 개선 토론회 28일 열려',
    'UE prelungește embargoul până la 28 noiembrie 2027',
    'Embargo petrolier până în martie, cere opoziția',
    'Nu se publică rezultate înainte de vot, spune comisia',
    'Embargo na naftu do 2027., traži oporba',
    'Rezultati se ne objavljuju prije 28. studenoga',
    'Εμπάργκο όπλων έως το 2027',
    'Silah ambargosu 28 Kasım’a kadar uzatıldı',
    'Ембарго на нафту до 2027 року',
    'A kormány november 28. előtt nem dönt',
    'Jangan pergi sebelum 28 November, kata pemandu',
  ])('%s', (text) => {
    expect(noted(text)).toEqual({ embargoedUntil: null, embargoText: null });
    expect(embargo({ headline: text }, { opening: [text] })).toEqual({ embargoedUntil: null, embargoText: null });
  });
});
