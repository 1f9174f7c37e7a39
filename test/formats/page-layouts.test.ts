import { describe, expect, test } from 'vitest';
import { creditedBy, namesAnyAgency } from '../../src/formats/page/agency-words.ts';
import { opensAsSite, speaksOfItself } from '../../src/formats/page/furniture-words.ts';
import { linesOfText } from '../../src/formats/page/lines-of-text.ts';
import { takeOpeningDateline } from '../../src/formats/page/opening-dateline.ts';
import { tellsOfMachine } from '../../src/formats/page/own-voice.ts';
import { readDateLine } from '../../src/formats/page/stated-dates.ts';
import { type PageStory, storyOfLines } from '../../src/formats/page/story-of-lines.ts';
import { readTextLine } from '../../src/formats/page/text-line.ts';
import { readSigned, readWriter } from '../../src/formats/page/text-writer.ts';

/** A page copied as text, a line each, without blank lines. */
const storyOf = (lines: readonly string[]): PageStory => storyOfLines(lines.map((text) => ({ text, gap: 1 })));

const kindOf = (text: string): string => readTextLine({ text, gap: 1 }).kind;

describe('the credit of a picture right under a headline', () => {
  test.each([
    ['Beeld: ANP', 'Door onze redactie', '7 mei 2025 om 14:22'],
    ['Foto: Reuters', 'Van de redactie', '7 mei 2025, 14:22'],
  ])('"%s" leaves the headline what it is', (credit, desk, date) => {
    const story = storyOf([
      'Binnenland',
      'Molenaar in Zuidwolde maalt weer meel voor het hele dorp',
      credit,
      desk,
      date,
      'Door een gift maalt de molen van Zuidwolde sinds woensdag weer meel voor het hele dorp.',
      'De molenaar kreeg een nieuwe steen uit een gesloten molen in de buurt.',
      'Zaterdag is de deur open.',
    ]);
    expect(story.headline).toBe('Molenaar in Zuidwolde maalt weer meel voor het hele dorp');
    expect(story.pictures.map(({ caption }) => caption)).toEqual([null]);
  });
});

describe('a date beside who wrote or sent the story', () => {
  test('is the time of an agency story', () => {
    const story = storyOf([
      'Le moulin de Sainte-Aulde tourne de nouveau',
      'DSK / Par Agence France-Presse, le 20 mai 2025 à 10h23 , mis à jour à 11h40',
      'Le moulin de Sainte-Aulde tourne de nouveau depuis mardi, après neuf ans de silence, a annoncé la mairie.',
      'La farine sera vendue sur place.',
    ]);
    expect(story.published?.value).toBe('2025-05-20T10:23');
    expect(story.creditLine).toContain('Agence France Presse');
    expect(story.subheadline).toBeNull();
  });

  test('is the time of a story under a name', () => {
    const story = storyOf([
      'Moinho de Vale Formoso volta a girar após nove anos',
      'Por Catarina Lopes Vasconcelos e Joaquim Almeida Prado, 20 de maio de 2025 às 10h23',
      'O moinho de Vale Formoso voltou a girar na terça-feira, depois de nove anos parado, anunciou a prefeitura.',
      'A farinha será vendida no local.',
    ]);
    expect(story.published?.value).toBe('2025-05-20T10:23');
    expect(story.byline).toBe('Catarina Lopes Vasconcelos e Joaquim Almeida Prado');
  });

  test('is none in a sentence', () => {
    expect(kindOf('Por Catarina Lopes, em 20 de maio de 2025 às 10h23, o moinho voltou a girar.')).toBe('copy');
  });
});

describe('who made a picture', () => {
  test.each(['APA/TEAMFOTO/Jo Gruber', 'AFP/POOL/Ana Lee', 'dpa/Kreisblatt/Ida Holm'])('"%s"', (credit) => {
    expect(creditedBy(credit)).toBe('picture');
  });

  test('an agency, a paper and initials are the credit of a text', () => {
    expect(creditedBy('AFP/Tagblatt/kle')).toBe('text');
    expect(creditedBy('red, nord.tagblatt.at/Agenturen')).toBe('text');
  });

  test('closes no story between its paragraphs', () => {
    const story = storyOf([
      'Felssturz begräbt Almweg im Hochtal',
      '12. März 2025, 6.12 Uhr',
      'Auf einen Almweg im Hochtal sind in der Nacht große Felsen gestürzt. Drei Hütten waren nicht mehr zu erreichen.',
      'Die Felsen waren bis zu vier Meter hoch, sagte der Bürgermeister. Auch eine Leitung wurde im Hochtal beschädigt.',
      'So sah es am Mittwoch im Hochtal aus',
      'APA/TEAMFOTO/Jo Gruber',
      'Ein Geologe will den Hang am Abend neu beurteilen.',
    ]);
    expect(story.paragraphs).toHaveLength(3);
    expect(story.pictures.map(({ caption }) => caption)).toEqual(['So sah es am Mittwoch im Hochtal aus']);
  });

  test('in capitals under a caption did not write the story', () => {
    const story = storyOf([
      'Aparece un horno romano bajo la plaza de Alcorra',
      '29.10.2025 - 13:20h',
      'El horno, del siglo III, conserva la bóveda y unas tejas sin cocer.',
      'Vista del horno hallado en Alcorra.',
      'AYUNTAMIENTO DE ALCORRA',
      'Unos operarios que cambiaban una tubería han hallado un horno romano bajo la plaza mayor de Alcorra.',
      'La fuente se cambiará de sitio.',
    ]);
    expect(story.byline).toBeNull();
    expect(story.pictures.map(({ caption }) => caption)).toEqual(['Vista del horno hallado en Alcorra.']);
  });

  test('stands in square brackets in Korean', () => {
    expect(kindOf('[해운해양경찰서 제공. 재판매 및 DB 금지]')).toBe('picture-credit');
  });
});

describe('a caption says in its last words that its picture is from stock', () => {
  test.each([
    'Vanha mylly seisoo joen rannassa. Kuvituskuva.',
    'Ein Bagger auf dem Gelände der Kläranlage. Symbolfoto',
    'Tren de la línea costera en la estación de Alcorra. Imagen de archivo.',
    'Stacja kolejowa w Małkowie zimą. Zdjęcie ilustracyjne',
    'Một chuyến phà trên sông Hậu. Ảnh minh họa.',
  ])('"%s"', (caption) => expect(kindOf(caption)).toBe('caption'));
});

test.each([
  'Ce texte vous est lu par une synthèse vocale, qui peut mal prononcer des noms.',
  'Hear the page aloud: our text-to-speech is free for everyone.',
  'Die Vorlesefunktion liest den Text mit künstlicher Stimme.',
])('a page speaks of the voice that reads it: "%s"', (line) => {
  expect(tellsOfMachine(line)).toBe(true);
});

test.each(['Courier Premium articles require a Premium subscription.', 'This tool requires an active subscription.'])(
  'a page speaks of what it sells: "%s"',
  (line) => expect(speaksOfItself(line)).toBe(true),
);

test('the titles under "Notícias relacionadas" are other stories', () => {
  expect(kindOf('Notícias relacionadas:')).toBe('related');
});

test('"Click here" in Arabic is a button', () => {
  expect(kindOf('انقر هنا لمشاركة الصفحة مع أصدقائك')).toBe('site');
});

describe('the credit of a picture and its caption', () => {
  test.each(['© Crédit photo : Ida Holm / SO', '© Foto: Ida Holm'])('"%s" is a credit', (line) => {
    expect(kindOf(line)).toBe('picture-credit');
  });

  test('a line in which rights are kept stays one', () => {
    expect(kindOf('© Copyright The Lantern 2025')).toBe('rights');
  });

  test.each(['Representative image. Credit: iStock Photo', 'Łoś przy drodze - zdjęcie poglądowe /Shutterstock'])(
    '"%s" says what a picture shows, and is no credit alone',
    (line) => expect(creditedBy(line)).toBeNull(),
  );

  test('a caption of two short words stands over its credit in Hebrew', () => {
    const story = storyOf([
      'סירה ישנה נמשתה מהאגם בעמק הברושים',
      'רוני שחר',
      'פורסם: 30.04.25, 11:25',
      'הסירה על החוף',
      '(צילום: דוברות המועצה)',
      'צוללנים משו ביום רביעי מהאגם בעמק הברושים סירה ישנה ששקעה לפני שמונים שנה. איש לא נפגע.',
      'הסירה תוצג במוזיאון המקומי.',
    ]);
    expect(story.pictures.map(({ caption }) => caption)).toEqual(['הסירה על החוף']);
  });

  test('stands between short paragraphs that blank lines part', () => {
    const story = storyOfLines(
      [
        ['Dam of ice gives way above Torvik, ferry pier lost', 2],
        ['AFP, TORVIK', 2],
        [
          'A dam of ice gave way above Torvik yesterday, and the flood took the ferry pier and a small mill with it.',
          2,
        ],
        ['No deaths have been reported.', 2],
        ['“We heard it long before we saw it, like a train,” the harbour master said.', 2],
        ['Two boats were taking mail to the islands.', 2],
        ['What is left of the pier at Torvik, yesterday.', 1],
        ['Photo: AFP', 2],
        ['The mill had run since 1871.', 2],
        ['Engineers had measured the ice in May.', 1],
      ].map(([text, gap]) => ({ text: text as string, gap: gap as number })),
    );
    expect(story.pictures.map(({ caption }) => caption)).toEqual(['What is left of the pier at Torvik, yesterday.']);
    expect(story.paragraphs).toHaveLength(6);
  });
});

describe('who wrote a story', () => {
  test.each(['Par SO avec AFP', 'Von NZD mit dpa'])('the initials in "%s" are those of the paper', (text) => {
    expect(readSigned({ kind: 'credit', text })).toBeNull();
  });

  test.each([
    ['Мария Верес (редактор отдела «Мир»)', 'Мария Верес'],
    ['作者：林海 责编：高莉', '林海'],
    ['Published by: अमित कुमार', 'अमित कुमार'],
  ])('"%s" names the writer', (line, name) => {
    expect(readWriter(line)).toBe(name);
  });

  test('no paper and no mark of what subscribers read is a writer', () => {
    expect(readWriter('Por EC EXCLUSIVO')).toBeNull();
    expect(creditedBy('TVX Notícias/Lusa')).toBe('text');
    expect(readSigned({ kind: 'credit', text: 'TVX Notícias/Lusa' })).toBeNull();
  });
});

describe('the names of agencies and papers in a credit', () => {
  test.each([
    ['Keystone-ATS', 'text'],
    ['БТА', 'text'],
    ['RTX Nieuws / ANP', 'text'],
    ['Autor: Lidové listy, ČTK', 'text'],
    ['Beeld ANP', 'picture'],
    ['Keystone', 'picture'],
  ])('"%s" credits the %s', (line, thing) => expect(creditedBy(line)).toBe(thing));

  test.each(['CAPTURE D’ÉCRAN', 'Screenshot: TVX', '(Captura de pantalla)'])('"%s" credits a screen', (line) => {
    expect(kindOf(line)).toBe('picture-credit');
  });

  test('a sentence about a screenshot is copy', () => {
    expect(kindOf('Screenshots of the chat were shown to the court on Monday.')).toBe('copy');
  });
});

test('a caption that closes with a picture of an agency is no credit of the text', () => {
  expect(kindOf('De klok van Lier, in 2013. Beeld BELGA')).toBe('caption');
});

test('who lent a picture stands in brackets behind its caption in Chinese', () => {
  expect(kindOf('渡船靠岸後乘客排隊下船。（讀者提供）')).toBe('caption');
});

test('the agency below a caption that has its credit is that of the text', () => {
  const story = storyOf([
    'Roban un piano y lo devuelven afinado',
    'El conservatorio de Guijarro de la Sierra, este jueves JUAN LARA EFE',
    'EFE',
    'Guijarro de la Sierra',
    'Creada: 06.03.2025 11:42',
    'La Guardia Civil investiga el robo de un piano del conservatorio, que apareció afinado a la mañana siguiente.',
    'El piano está valorado en 60.000 euros.',
  ]);
  expect(story.creditLine).toBe('EFE');
});

test.each([
  ['2025 m. spalio 2 d. 12:47', '2025-10-02T12:47'],
  ['2. juuni 2025 12:47', '2025-06-02T12:47'],
])('a date of the Baltic countries: "%s"', (line, value) => {
  expect(readDateLine(line)?.dates[0]?.value).toBe(value);
});

describe('dates in Arabic', () => {
  test.each([
    ['2 ديسمبر/ كانون الأول 2025', '2025-12-02'],
    ['14 تشرين الثاني 2025', '2025-11-14'],
    ['9 كانون الثاني 2025', '2025-01-09'],
  ])('"%s"', (line, day) => expect(readDateLine(line)?.dates[0]?.value).toBe(day));
});

test('a label that stands over a caption in Arabic leaves the caption', () => {
  const story = storyOf([
    'كيف عادت طاحونة قديمة إلى العمل في قرية السهل؟',
    'التعليق على الصورة،',
    'حجر الطاحونة الجديد في قرية السهل',
    '2 ديسمبر/ كانون الأول 2025',
    'عادت طاحونة قديمة في قرية السهل إلى العمل بعد تسع سنوات من التوقف بفضل حجر جديد جاء من القرية المجاورة.',
    'ويقول سكان القرية إن الدقيق سيباع في الطاحونة.',
  ]);
  expect(story.pictures.map(({ caption }) => caption)).toEqual(['حجر الطاحونة الجديد في قرية السهل']);
});

test('what may be taken from a page is told in Ukrainian and Russian', () => {
  expect(kindOf('При цитуванні новин потрібне посилання на «bridge.example».')).toBe('rights');
  expect(kindOf('При перепечатке новостей нужна ссылка на «bridge.example».')).toBe('rights');
});

test('the address of a paper before a dash is no place', () => {
  expect(takeOpeningDateline('VOX.VN - Cây cầu gỗ ở bản đã được sửa xong sau hai ngày.')).toBeNull();
});

describe('Bengali', () => {
  test('has its digits and months in dates', () => {
    expect(readDateLine('প্রকাশ: ১১ জুন ২০২৫, ১৪: ২২')?.dates).toEqual([
      { value: '2025-06-11T14:22', label: 'published' },
    ]);
    expect(kindOf('প্রকাশ: ১১ জুন ২০২৫, ১৪: ২২')).toBe('date');
  });

  test('has its names for agencies', () => {
    expect(namesAnyAgency('এএফপি, থিমপুর')).toBe(true);
    expect(creditedBy('ছবি: রয়টার্স')).toBe('picture');
  });
});

test('a deck that quotes behind a dash is a deck', () => {
  const story = storyOf([
    'Geita tok ferja til Storholmen',
    '- Den betalte ikke, men den sto pent i kø.',
    'OM BORD: Geita sto på bildekket. Foto: Terje Bent / NTB',
    'Tirsdag 17. juni 2025 - 21:32',
    'En geit som rømte fra en gård ved Lunde tirsdag, gikk om bord i ferja og ble med til Storholmen.',
    '- Den betalte ikke, men den sto pent i kø, sier billettør Unni Rød.',
    'Bonden hentet den med neste avgang.',
  ]);
  expect(story.subheadline).toBe('- Den betalte ikke, men den sto pent i kø.');
  expect(story.points).toEqual([]);
});

test('a paper that calls a story its own in brackets names no place', () => {
  expect(takeOpeningDateline('【明灯專訊】港口昨晨因大霧關閉三小時。')).toMatchObject({
    place: '',
    rest: '港口昨晨因大霧關閉三小時。',
  });
});

test('a date under a line that ends in a place is not the rest of it', () => {
  const lines = linesOfText(
    'Por Rafaela Drumond, portal Zona da Mata — Serro Azul\n22/04/2025 16h18 Atualizado há 3 meses',
  );
  expect(lines).toHaveLength(2);
});

test('the second line of a button that goes on in small letters is no paragraph', () => {
  const story = storyOfLines(
    [
      ['Glashütte löscht in Ehrenau den letzten Ofen', 2],
      ['17.09.2025 - 13:44 Uhr', 2],
      ['Die Glashütte in Ehrenau löscht nach 140 Jahren ihren letzten Ofen. Das Werk schließt im Dezember.', 2],
      ['Für die Belegschaft gibt es einen Sozialplan.', 2],
      ['„Der Ofen war das Herz des Dorfes“, sagte die Bürgermeisterin Karin Bohl am Mittwoch.', 2],
      ['Jetzt die besten Jobs finden und', 1],
      ['per E-Mail benachrichtigt werden.', 2],
      ['Die Halle soll ein Museum werden.', 1],
    ].map(([text, gap]) => ({ text: text as string, gap: gap as number })),
  );
  expect(story.paragraphs.at(-1)).toBe('Die Halle soll ein Museum werden.');
  expect(story.paragraphs).toHaveLength(4);
});

test.each([
  'Fout gezien? Laat het ons weten!',
  'Spotted an error in this text?',
  'Želite prijaviti grešku? Pišite našim urednicima.',
  'Fehler gefunden? Jetzt melden.',
])('a page asks for what is wrong in it: "%s"', (line) => {
  expect(opensAsSite(line)).toBe(true);
});
