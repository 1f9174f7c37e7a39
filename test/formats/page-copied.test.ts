import { describe, expect, test } from 'vitest';
import { closingCredit, creditedBy, namesAnyAgency } from '../../src/formats/page/agency-words.ts';
import { readDateLine } from '../../src/formats/page/stated-dates.ts';
import { type PageStory, storyOfLines } from '../../src/formats/page/story-of-lines.ts';
import { captionCredit } from '../../src/formats/page/text-captions.ts';
import { readLabelledName, readWriter } from '../../src/formats/page/text-writer.ts';

/** A page copied as text, a line each; every line end is followed by `gap` more. */
const storyOf = (lines: readonly string[], gap = 1): PageStory => storyOfLines(lines.map((text) => ({ text, gap })));

describe('a summary over a story and a source under it leave the story whole', () => {
  test.each<[string, string[], string]>([
    [
      'in German',
      [
        'Taucher heben Glocke aus dem Stausee',
        'Mehr als sechzig Jahre lag die Glocke von Altgrün auf dem Grund. Nun soll sie wieder läuten.',
        'Merken',
        'Anhören',
        'Zusammenfassung',
        'Taucher haben am Samstag die Glocke von Altgrün aus dem Stausee gehoben, die dort seit 1961 lag.',
        'Sie wiegt nach Angaben der Gemeinde 640 Kilogramm und ist unbeschädigt.',
        'Im Herbst soll sie in der neuen Kirche aufgehängt werden, wie der Pfarrer ankündigte.',
        'Quelle: dpa',
        'Zur Startseite',
      ],
      'dpa',
    ],
    [
      'in Spanish',
      [
        'Hallan una campana bajo el embalse de Riaza',
        'La campana llevaba más de sesenta años en el fondo del embalse. Ahora volverá a sonar.',
        'Escuchar',
        'Resumen',
        'Generado con IA',
        'La campana, el sábado, en la orilla. Foto: EFE',
        'EFE',
        '12/04/2025 10:20',
        'Unos buzos sacaron el sábado la campana de Riaza del embalse en el que llevaba hundida desde 1961.',
        'Pesa 640 kilos, según el Ayuntamiento, y no ha sufrido daños.',
        'En otoño se colgará en la iglesia nueva, anunció el párroco del pueblo.',
      ],
      'EFE',
    ],
    [
      'in French',
      [
        'Des plongeurs remontent la cloche du lac de Vauvert',
        'La cloche reposait depuis plus de soixante ans au fond du lac. Elle va sonner de nouveau.',
        'Écouter',
        'Résumé',
        'Des plongeurs ont remonté samedi la cloche de Vauvert du lac de retenue où elle gisait depuis 1961.',
        'Elle pèse 640 kilos et n’a subi aucun dommage, selon la commune du village.',
        'Elle sera suspendue à l’automne dans l’église neuve, a annoncé le curé de la paroisse.',
        'Source : AFP',
        'Partager',
      ],
      'AFP',
    ],
  ])('%s', (_, lines, credit) => {
    const story = storyOf(lines);
    const prose = lines.filter((line) => /\.$/.test(line) && line.length > 50);
    expect([story.subheadline, ...story.paragraphs]).toEqual(prose);
    expect(story.creditLine).toContain(credit);
  });
});

describe('a byline', () => {
  test.each([
    ['Door onze redacteur Femke Oldenziel', 'Femke Oldenziel'],
    ['Van onze correspondent Jan de Boer', 'Jan de Boer'],
    ['Av vår korrespondent Lise Bakke', 'Lise Bakke'],
    ['De notre correspondant à Berlin, Paul Roux', 'Paul Roux'],
    ['De nuestra corresponsal Ana Ruiz', 'Ana Ruiz'],
    ['記者林宜君／嘉義即時報導', '林宜君'],
    ['Jana Malá/kon', 'Jana Malá'],
  ])('%s', (line, name) => {
    expect(readWriter(line)).toBe(name);
  });

  test('under a label goes without the initials of who edited it', () => {
    expect(readLabelledName('Olga Wójcik/dap')).toBe('Olga Wójcik');
    expect(readLabelledName('Ivo Beran / mp/kl')).toBe('Ivo Beran');
  });

  test.each<[string, string[], string]>([
    ['in Norwegian', ['NTB', 'Marius Tveit', 'Publisert: 27.03.25 kl. 19:48'], 'Marius Tveit'],
    ['in Dutch', ['ANP', 'Sanne Vos', 'Gepubliceerd: 27-03-2025 19:48'], 'Sanne Vos'],
    ['in English', ['Reuters', 'Peter Hollis', 'Published March 27, 2025 7:48pm'], 'Peter Hollis'],
  ])('stands under the agency, over the date, %s', (_, head, name) => {
    const paragraphs = [
      'Fergen gikk på grunn i fjorden torsdag kveld med 64 passasjerer og mannskap om bord.',
      'Rederiet sier at det er for tidlig å si noe om årsaken til at fergen gikk på grunn.',
    ];
    const { byline, creditLine } = storyOf(['Ferge gikk på grunn i fjorden', ...head, ...paragraphs]);
    expect(byline).toBe(name);
    expect(creditLine).toBe(head[0]);
  });

  test('is not the place that stands there and in the story', () => {
    const { byline } = storyOf([
      'Ferry runs aground off Port Selby',
      'AFP',
      'Port Selby',
      'Published March 27, 2025 7:48pm',
      'A ferry with 64 people on board ran aground off Port Selby on Thursday evening.',
      'The owner of the ferry said that it was too early to speak of a cause.',
    ]);
    expect(byline).toBeNull();
  });
});

describe('a credit over the headline, beside the date, is the story’s', () => {
  test.each<[string, string[]]>([
    ['in English', ['Short Url', 'AFP', 'February 23, 2025 11:20', 'Old bakery found under car park']],
    ['in French', ['Le 23 février 2025 à 11h20', 'AFP', 'Une boulangerie antique sous un parking']],
    ['in Portuguese', ['Mundo', '23/02/2025 11h20', 'AFP', 'Padaria antiga achada sob estacionamento']],
  ])('%s', (_, head) => {
    const { creditLine } = storyOf([
      ...head,
      'Archaeologists have found a bakery of four thousand years under the car park, the authority said.',
      'The bakery had eleven ovens of clay and a store of barley under the car park.',
    ]);
    expect(creditLine).toBe('AFP');
  });
});

describe('a lead under the picture, over the date or the writer, is the deck', () => {
  test.each<[string, string[], number]>([
    [
      'in French',
      [
        'Un chalet emporté par une coulée de boue à Evolaz',
        'Le chalet datait de 1782. [Keystone - Jean-Marc Bovet]',
        'Une coulée de boue a emporté un chalet vieux de deux siècles mercredi soir à Evolaz. Il était vide.',
        'Publié le 6 février 2025 à 11:15',
        'La masse de terre et de pierres s’est détachée vers 21h30 au-dessus du hameau, a indiqué la police.',
        'Sept habitants ont été évacués par précaution et ont pu regagner leur logement jeudi matin.',
      ],
      2,
    ],
    [
      'in Italian',
      [
        'La pecora che non si fece tosare per sette anni',
        'di Alessandra Corvi',
        'La pecora Barnaba dopo la tosatura (reuters)',
        'Viveva in una grotta. Dal vello 31 chili di lana',
        '02 Maggio 2025',
        'Per sette anni è sfuggita ai cani e a tre generazioni di pastori, poi si è arresa per un secchio di mele.',
        'Dal suo vello sono usciti 31 chili di lana, abbastanza per venti abiti da uomo.',
      ],
      3,
    ],
    [
      'in German',
      [
        'Hütte am Gletscher von Lawine zerstört',
        'Die Hütte stand seit 1904. (Foto: Urs Kern / Keystone)',
        'Eine Lawine hat in der Nacht die alte Hütte am Gletscher zerstört. Niemand wurde verletzt.',
        'Von Jana Reh',
        '6. Februar 2025, 11:15 Uhr',
        'Die Schneemassen lösten sich gegen 21.30 Uhr oberhalb der Hütte, wie die Polizei am Morgen mitteilte.',
        'Die Hütte war im Winter geschlossen, wie der Alpenverein mitteilte.',
      ],
      2,
    ],
  ])('%s', (_, lines, deck) => {
    const story = storyOf(lines);
    expect(story.subheadline).toBe(lines[deck]);
    expect(story.paragraphs).toEqual(lines.slice(-2));
    expect(story.pictures).toHaveLength(1);
  });
});

describe('in the head of a page', () => {
  test('a second line of the deck, in quotation marks, is no caption', () => {
    const { pictures, subheadline } = storyOf([
      'El glaciar pierde cien metros en un invierno',
      'Los guías de montaña piden cerrar la ruta norte',
      '“Donde había hielo hay un lago”, alertan los científicos',
      'Vista del glaciar con el nuevo lago, esta semana',
      'Marta Quiroga / EFE',
      '27/06/2025 10:20',
      'El frente del glaciar ha retrocedido cien metros en un invierno, según un informe difundido este viernes.',
      'Los guías piden cerrar la ruta por riesgo de derrumbes en el frente del glaciar.',
    ]);
    expect(subheadline).toBe('Los guías de montaña piden cerrar la ruta norte');
    expect(pictures.map(({ caption }) => caption)).toEqual(['Vista del glaciar con el nuevo lago, esta semana']);
  });

  test('a title of another story under its section and time is no caption', () => {
    const { pictures } = storyOf([
      'Tapir that closed motorway back in forest',
      'Wednesday, 22 Jan 2025',
      'Related News',
      'Nation 4h ago',
      'Road repairs to cost RM4mil',
      'World 8h ago',
      'Elephant escapes from zoo twice in a week',
      'The tapir beside the motorway on Wednesday. - Bernama',
      'KUALA PILAR: A tapir that closed the motorway for six hours has been returned to the forest.',
      'Officers used bananas and a net to lure the tapir off the motorway.',
    ]);
    expect(pictures.map(({ caption }) => caption)).toEqual(['The tapir beside the motorway on Wednesday. - Bernama']);
  });

  test.each<[string, string[], string]>([
    [
      'behind a long dash',
      [
        'Two mayors suspended over flood funds',
        'July 21, 2025',
        'IDLE PUMP A pumping station in Malinis that has never run. —JUN SORIANO',
        'SAN RAFAEL CITY—The two mayors were suspended over flood funds that auditors could not trace.',
        'The order covers the mayors of San Rafael and Dalandan and nine engineers.',
      ],
      'IDLE PUMP A pumping station in Malinis that has never run. —JUN SORIANO',
    ],
    [
      'behind a wide stroke',
      [
        '阿里山小火車出軌 112名旅客平安',
        '2025-12-17 10:08',
        '列車第三節車廂出軌，無人受傷。圖／林鐵處提供',
        '阿里山小火車今天上午8點20分行經多林站附近時，第三節車廂出軌，車上112名旅客全數平安。',
        '林鐵處表示，小火車出軌疑因連日降雨造成路基下陷。',
      ],
      '列車第三節車廂出軌，無人受傷。圖／林鐵處提供',
    ],
  ])('a caption is signed %s', (_, lines, caption) => {
    const story = storyOf(lines);
    expect(story.pictures.map((picture) => picture.caption)).toEqual([caption]);
    expect(story.subheadline).toBeNull();
    expect(story.paragraphs).toHaveLength(2);
  });

  test('a place in capitals before a long dash without spaces is the dateline', () => {
    const { dateline, paragraphs } = storyOf([
      'Two mayors suspended over flood funds',
      'SAN RAFAEL CITY—The two mayors were suspended over flood funds that auditors could not trace.',
      'The order covers the mayors of San Rafael and Dalandan and nine engineers.',
    ]);
    expect(dateline).toBe('SAN RAFAEL CITY');
    expect(paragraphs[0]).toMatch(/^The two mayors/);
  });

  test('a word that heads its paragraph is no dateline', () => {
    const { dateline, paragraphs } = storyOf([
      'У Сумах після зливи провалилася дорога',
      'Середа, 9 квітня 2025, 17:03',
      'Деталі: У Сумах після зливи провалилася дорога, у салоні автобуса перебувало 23 пасажири.',
      'За даними міськради, трубу під дорогою не міняли з 1978 року, і дорога просіла.',
    ]);
    expect(dateline).toBeNull();
    expect(paragraphs[0]).toMatch(/^Деталі: /);
  });
});

describe('a day without its year, with a time, before one that names the year', () => {
  test.each([
    ['1.8. 10:05•Päivitetty 1.8.2025 11:20', '2025-08-01T10:05', '2025-08-01T11:20'],
    ['5.3. um 14:20 Uhr (aktualisiert 6.3.2025, 09:00 Uhr)', '2025-03-05T14:20', '2025-03-06T09:00'],
    ['12. mars kl. 10.05, oppdatert 13. mars 2025 kl 11.30', '2025-03-12T10:05', '2025-03-13T11:30'],
  ])('%s', (line, published, updated) => {
    const story = storyOf([
      'Varkaat veivät laiturin Saimaalta',
      line,
      'Varkaat veivät kahdeksan metriä pitkän laiturin Puumalassa Saimaan rannalla torstain vastaisena yönä.',
      'Laituri oli poliisin mukaan tuliterä, ja varkaat veivät sen veneellä.',
    ]);
    expect(story.published?.value).toBe(published);
    expect(story.updated?.value).toBe(updated);
  });
});

describe('the last sentence of a story', () => {
  const page = (last: string): string[] => [
    'Parque reabre após urso roubar comida',
    'O parque reabriu nesta terça-feira um acampamento fechado porque um urso aprendeu a abrir os cofres.',
    'As fechaduras dos cofres do acampamento foram trocadas por um modelo com duas travas.',
    last,
    'Encontrou algum erro? Entre em contato',
  ];

  test.each([
    ['“Damos ao urso três meses”, disse a guarda florestal Amy Dufresne. /AP', 'AP'],
    ['O urso, até agora, não foi visto de novo no acampamento. / AFP', 'AFP'],
    ['Il custode del parco gli dà tre mesi, non di più. /ANSA', 'ANSA'],
  ])('is kept with its agency behind a stroke: %s', (last, agency) => {
    const { paragraphs, creditLine, pictures } = storyOf(page(last));
    expect(paragraphs.at(-1)).toBe(last.replace(/ \/.*$/, ''));
    expect(creditLine).toBe(agency);
    expect(pictures).toEqual([]);
  });

  test.each([
    'In the village residents use one of the stations as a store for rice. INQ',
    'O urso não foi visto de novo no acampamento desde então. JN',
  ])('is kept with the initials of the paper behind it: %s', (last) => {
    expect(storyOf(page(last)).paragraphs.at(-1)).toBe(last);
  });
});

describe('a picture between the paragraphs', () => {
  const page = (amid: readonly string[]): string[] => [
    'A town bet on peaches, then came warm winters',
    '19 October 2025, 10:20',
    'The packing shed for peaches in the town ran for nine days this year, not from May to August.',
    'Peaches need cold to bloom, and the last four winters in the town were warm.',
    ...amid,
    'The school of the town, whose teams are called the Peaches, has lost a quarter of its pupils.',
    'For now, the growers of the town are planting olives where the peaches stood.',
  ];
  test.each<[string, string[]]>([
    [
      'in English',
      ['Image', 'Lawton Pierce has pulled out a third of his trees.', 'Credit...Dana Whitfield for The Times'],
    ],
    ['in French', ['Image', 'Lawton Pierce a arraché un tiers de ses arbres.', 'Crédit : Dana Whitfield']],
    ['in German', ['Bild vergrößern', 'Lawton Pierce hat ein Drittel seiner Bäume gerodet.', 'Foto: Dana Whitfield']],
  ])('has the sentence over its credit for a caption in a box of its own, %s', (_, amid) => {
    const lines = page(amid).map((text) => ({ text, gap: amid.slice(0, 2).includes(text) ? 1 : 2 }));
    const { pictures, paragraphs } = storyOfLines(lines);
    expect(pictures.map(({ caption }) => caption)).toEqual([amid[1]]);
    expect(paragraphs).toHaveLength(4);
  });
});

describe('a line on who wrote the story, under the name, is neither deck nor caption', () => {
  test.each([
    ['By Ellen Sayre', 'Ellen Sayre reported from Musella, Ga., and Marcus Bell from Atlanta.'],
    ['Hidde Postma', 'is verslaggever van de Post en schrijft over het noorden.'],
    ['Von Jana Reh', 'Jana Reh schreibt über Landwirtschaft und Klima.'],
    ['Par Odile Marchand', 'Odile Marchand couvre l’agriculture et le climat.'],
  ])('%s', (name, about) => {
    const { pictures, subheadline, paragraphs } = storyOf([
      'A town bet on peaches, then came warm winters',
      name,
      about,
      '19 October 2025, 10:20',
      'The packing shed for peaches in the town ran for nine days this year, not from May to August.',
      'Peaches need cold to bloom, and the last four winters in the town were warm.',
    ]);
    expect(pictures).toEqual([]);
    expect(subheadline).toBeNull();
    expect(paragraphs).toHaveLength(2);
  });
});

describe('a credit that closes a caption', () => {
  test.each([
    ['22일 오전 제주 앞바다에서 구조되는 선원들. /제주해양경찰서 제공', '제주해양경찰서 제공'],
    ['항구에 묶인 여객선들이 줄지어 서 있다. / 여수시 제공', '여수시 제공'],
    ['出動する巡視船、6日午前。／海上保安庁提供', '海上保安庁提供'],
  ])('%s', (line, credit) => {
    expect(captionCredit(line)).toBe(credit);
  });
});

describe('who wrote the story', () => {
  test.each<[string, string[], string]>([
    [
      'over the tools, under the picture',
      ['Foto: PAP/Artur Reszko', 'Tomasz Krawiec', 'Posłuchaj artykułu'],
      'Tomasz Krawiec',
    ],
    ['under the picture, over a button', ['Photo: Leo Quigg', 'Nora Finch', 'Listen to this article'], 'Nora Finch'],
    ['under the picture, over buttons', ['Foto: Ida Holm', 'Lotta Ek', 'Dela', 'Spara'], 'Lotta Ek'],
  ])('stands %s', (_, below, name) => {
    const { byline } = storyOf([
      'Żubr wszedł do kościoła w Białowieży',
      'Publikacja: 03.11.2025 12:08',
      'Żubr przed kościołem w Białowieży',
      ...below,
      'Młody żubr wszedł w niedzielę podczas sumy do kościoła w Białowieży i położył się obok chóru.',
      'Leśnicy wyprowadzili żubra z kościoła bocznymi drzwiami za pomocą kosza buraków.',
    ]);
    expect(byline).toBe(name);
  });

  test('is a name in signs under the date that the line of the place says again', () => {
    const { byline } = storyOf([
      'ضبط سائق ينقل جملاً في شوارع طنطا',
      '18-3-2025 | 12:40',
      'محمد عبد الغني',
      'طباعة',
      'الغربية - محمد عبد الغني',
      'ضبطت الإدارة العامة لمرور الغربية، اليوم الثلاثاء، سائقاً نقل جملاً صغيراً في شوارع مدينة طنطا.',
      'وأوضح مصدر أمني أن السائق كان في طريقه إلى السوق ولم يجد سيارة لنقل الجمل.',
    ]);
    expect(byline).toBe('محمد عبد الغني');
  });

  test('is not the site that stands with its place over the date', () => {
    const { subheadline } = storyOf([
      'Gato é eleito prefeito honorário de vila na Itália',
      'Do Portal N, em São Paulo*',
      '10/12/2025 11h02',
      'Um gato foi eleito prefeito honorário de uma vila na Itália e dormiu durante a cerimônia de posse.',
      'A eleição do gato foi organizada para chamar turistas à vila, disse o vice-prefeito.',
    ]);
    expect(subheadline).toBeNull();
  });
});

describe('a paper in small letters with its agencies is the credit', () => {
  test.each(['franceinfos avec AFP', 'kurier.example mit dpa', 'notizie.example con ANSA'])('%s', (line) => {
    expect(creditedBy(line)).toBe('text');
  });
  test('but no sentence with a preposition', () => {
    expect(creditedBy('talks avec Reuters journalists went on')).toBeNull();
  });
});

describe('a picture over the headline', () => {
  test.each<[string, string[], string]>([
    ['in German', ['1/3', 'Der Hirsch kam durch die offene Terrassentür.', 'Foto: Kapo Schwyz'], 'Foto: Kapo Schwyz'],
    [
      'in English',
      ['TYPHOON. A fisherman ties down his boat in Catbalogan.', 'Jire Carreon/Courier'],
      'Jire Carreon/Courier',
    ],
    ['in French', ['L’animal est entré par une porte restée ouverte.', 'Photo : Marc Campan'], 'Photo : Marc Campan'],
  ])('has the line over its credit for a caption, %s', (_, above, credit) => {
    const { headline, pictures } = storyOf([
      'Panorama',
      ...above,
      'Hirsch frisst in Brunnen ganze Hochzeitstorte',
      '31.03.2025 um 19:22 Uhr',
      'Ein Hirsch hat am Samstag in einem Restaurant in Brunnen eine Hochzeitstorte gefressen.',
      'Die Gäste in Brunnen bemerkten den Hirsch erst nach der Vorspeise.',
    ]);
    expect(headline).toBe('Hirsch frisst in Brunnen ganze Hochzeitstorte');
    expect(pictures).toEqual([{ caption: above.at(-2), credit }]);
  });

  test('is not the headline, whatever figures the name of its maker has', () => {
    const { headline } = storyOf([
      'Het bankje in Breda staat nu achter slot. © Pix4Profs/Ron Magielse',
      'Bankje in Breda voor de zevende keer gestolen',
      '11-08-25, 21:47',
      'Het bankje aan de Mark in Breda is in de nacht van zondag op maandag voor de zevende keer gestolen.',
      'De gemeente Breda betaalt niet meer mee aan een bankje.',
    ]);
    expect(headline).toBe('Bankje in Breda voor de zevende keer gestolen');
  });

  test('between section and title is no caption', () => {
    const { pictures } = storyOf([
      'THE NORTHERN EXPRESS',
      'Home / Cities',
      'Bus drivers end strike in the northern cities',
      'March 3, 2025, 10:15',
      'Bus drivers in the northern cities ended their strike on Monday after eleven days.',
      'The strike of the drivers had left the cities without buses.',
    ]);
    expect(pictures).toEqual([]);
  });
});

test('the headline stands over the writer, where a date stands over it and a caption below', () => {
  const { headline } = storyOf([
    'Ultimo aggiornamento: 10:02 del 25 Novembre 2025',
    'Chiude per ferie e dimentica il cliente dentro: barista offre la colazione a vita',
    'di Lorenzo Gatti',
    '25 Novembre 2025',
    'Il bar Stella di Chioggia, dove il cliente ha passato la notte',
    'Ha chiuso il bar per dieci giorni di ferie senza accorgersi che nella sala carte dormiva un cliente.',
    'Il cliente è stato liberato nella notte, dopo due ore, dai vigili del fuoco di Chioggia.',
  ]);
  expect(headline).toMatch(/^Chiude per ferie/);
});

test('an agency under a caption that says whose it is is the story’s', () => {
  const { creditLine } = storyOf([
    'Town clock in Akita found to have run seven minutes fast',
    'The clock tower in Yokote. School bells were set by it for seven decades. | Town of Yokote',
    'Jiji',
    'Apr 11, 2025',
    'Residents of a town in Akita have lived seven minutes ahead of the country, a student has shown.',
    'The town council will vote in May on whether to turn the clock of Akita back.',
  ]);
  expect(creditLine).toBe('Jiji');
});

describe('a name', () => {
  test('in signs behind its paper, over the date, is the writer', () => {
    const { byline, subheadline } = storyOf([
      'بقرة تصعد إلى سطح منزل بفاس وترفض النزول',
      'هسبريد - عبد الرحيم العلوي',
      'الأربعاء 22 يناير 2025 - 16:00',
      'صعدت بقرة، صباح اليوم الأربعاء، إلى سطح منزل من ثلاثة طوابق بمدينة فاس، ورفضت النزول لساعات.',
      'وقال صاحب المنزل إن البقرة دخلت من الباب المفتوح وصعدت الدرج بهدوء.',
    ]);
    expect(byline).toBe('عبد الرحيم العلوي');
    expect(subheadline).toBeNull();
  });

  test('right under the headline, over the tools, is the writer', () => {
    const page = (name: string): string[] => [
      'Baboon troop hands back guesthouse after 11 days',
      name,
      'Share',
      'A troop of baboons that had lived in a guesthouse of Cape Town for 11 days left on Thursday.',
      'The owner of the guesthouse had moved in with her sister because of the baboons.',
    ];
    expect(storyOf(page('Lindiwe Maseko')).byline).toBe('Lindiwe Maseko');
    expect(storyOf(page('Cape Town')).byline).toBeNull();
  });
});

describe('a notice that a machine made the summary is no point and no caption', () => {
  test.each([
    'Die künstliche Intelligenz von Blitz lernt noch und macht vielleicht Fehler.',
    'Résumé généré par IA, des erreurs sont possibles',
    'This is AI generated summarization, which may have errors.',
  ])('%s', (notice) => {
    const { pictures, subheadline, paragraphs } = storyOf([
      'Hirsch frisst in Brunnen ganze Hochzeitstorte',
      'Publiziert: 31.03.2025 um 19:22 Uhr',
      'Teilen',
      notice,
      'Jana Kälin',
      'Redaktorin',
      'Ein Hirsch hat am Samstag in einem Restaurant in Brunnen eine Hochzeitstorte gefressen.',
      'Die Gäste in Brunnen bemerkten den Hirsch erst nach der Vorspeise.',
    ]);
    expect(pictures).toEqual([]);
    expect(subheadline).toBeNull();
    expect(paragraphs).toHaveLength(2);
  });
});

describe('a true sentence is kept though it opens as a line of the page does', () => {
  const page = (sentence: string): string[] => [
    'Water firm dumped sewage in bathing lake',
    '3 June 2025, 17:40',
    'A water company poured raw sewage into a bathing lake on 40 days, according to data of a group of swimmers.',
    'The company said that the spills of sewage into the lake were due to rain.',
    sentence,
    'The regulator said it had opened an inquiry into the spills of the company in the lake.',
    'Spills of sewage on dry days are illegal except in emergencies of the water company.',
  ];
  test.each([
    'Das könnte zu wenig sein.',
    'Support is fading.',
    'Related charges were dropped.',
    'Lo más difícil está hecho.',
    'Le puede costar el cargo.',
    'Les også loven, sa han.',
    'Читайте закон, сказал он.',
  ])('%s', (sentence) => {
    expect(storyOf(page(sentence)).paragraphs).toContain(sentence);
    expect(storyOf(page(sentence), 2).paragraphs).toContain(sentence);
  });
});

test('a first paragraph that closes with its day in brackets is no caption', () => {
  const first =
    'Um jumento se deitou no meio da rua principal de Catolé e parou a carreata de um candidato, no sertão da Paraíba, nessa terça-feira (11/11).';
  const { paragraphs } = storyOf([
    'Jumento bloqueia carreata no sertão da Paraíba',
    '12/11/2025 15:07',
    'Jumento deitado em rua - Metrópolis',
    'Reprodução/Redes sociais',
    first,
    'O jumento só se levantou quando o candidato rival lhe ofereceu rapadura na rua.',
  ]);
  expect(paragraphs[0]).toBe(first);
});

test('sections and a title with strokes between are no headline', () => {
  const { headline, subheadline } = storyOf([
    'Companies/ News/ Kaveri Motors, rival of giants, recalls 31,000 scooters over horn',
    'Kaveri Motors recalls 31,000 scooters over horn that will not stop',
    '5 Jun 2025, 06:40 PM IST',
    'Kaveri Motors on Thursday recalled 31,000 scooters over a fault that can leave the horn sounding.',
    'The fault of the horn lies in a relay, Kaveri Motors said in a filing.',
  ]);
  expect(headline).toBe('Kaveri Motors recalls 31,000 scooters over horn that will not stop');
  expect(subheadline).toBeNull();
});

describe('agencies whose initials are words', () => {
  test.each([
    ['“He knew the way. I did not,” he said. — SPA', '“He knew the way. I did not,” he said.'],
    ['The port opens again on Monday. (KUNA)', 'The port opens again on Monday.'],
    ['Lo ha detto il sindaco. (AGI)', 'Lo ha detto il sindaco.'],
  ])('close a story: %s', (paragraph, text) => {
    expect(closingCredit(paragraph)?.text).toBe(text);
  });
  test('are words elsewhere', () => {
    expect(namesAnyAgency('a day at the spa with a wam welcome')).toBe(false);
    expect(closingCredit('She went to the sauna. Then she went to the spa')).toBeNull();
  });
});

test.each([
  ['Kuh rettet sich vor Hitze ins Freibad', 'Panorama'],
  ['Bürgermeister warnt vor Rutschgefahr', 'Lokales'],
])('a headline with the word of a time that is past is no time: %s', (title, section) => {
  const { headline } = storyOf([
    section,
    title,
    '14.08.2025, 05:30',
    'Die Kuh und der Bürgermeister waren am Mittwoch im Freibad, weil die Hitze und die Rutschgefahr groß waren.',
    'Der Bürgermeister warnt vor der Hitze im Freibad und holte die Kuh nach einer Stunde ab.',
  ]);
  expect(headline).toBe(title);
});

test.each([
  ['23. července 2025', '2025-07-23'],
  ['23. června 2025', '2025-06-23'],
  ['2. červenec 2025', '2025-07-02'],
])('months that begin alike are told apart: %s', (line, day) => {
  expect(readDateLine(line)?.dates[0]?.value).toBe(day);
});

test.each([
  ['La rédaction numérique de RTX avec AFP', 'text'],
  ['Redaktion Panorama mit dpa', 'text'],
  ['Redacción web con EFE', 'text'],
])('a newsroom and its agencies are the credit: %s', (line, thing) => {
  expect(creditedBy(line)).toBe(thing);
});

test('a name and a title with a stroke between is the writer', () => {
  expect(readWriter('Tanya Reid/Staff Reporter')).toBe('Tanya Reid');
});

test('a title under a heading of other subjects is no caption, in Arabic', () => {
  const { pictures } = storyOf([
    'ضبط سائق ينقل جملاً في شوارع طنطا',
    '18-3-2025 | 12:40',
    'طباعة',
    'موضوعات مقترحة',
    'إقبال على أسواق الجمال قبل العيد',
    'ضبطت الإدارة العامة لمرور الغربية، اليوم الثلاثاء، سائقاً نقل جملاً صغيراً في شوارع مدينة طنطا.',
    'وأوضح مصدر أمني أن السائق كان في طريقه إلى السوق ولم يجد سيارة لنقل الجمل.',
  ]);
  expect(pictures).toEqual([]);
});

describe('among the paragraphs of a story is left out', () => {
  const page = (amid: readonly string[], below: readonly string[] = []): string[] => [
    'Water firm dumped sewage in bathing lake',
    'A water company poured raw sewage into a bathing lake on 40 days, according to data of a group of swimmers.',
    'Spills of sewage on dry days are illegal except in emergencies of the water company.',
    ...amid,
    'Marjorie Flint, who has swum in the lake every morning for years, said she no longer put her head under water.',
    'The regulator said it had opened an inquiry into the spills of the company.',
    ...below,
  ];
  const kept = page([]).slice(1);

  test.each<[string, string[]]>([
    [
      'what a letter brings, over the field for an address, in English',
      [
        'Sign up to Down to Earth',
        'The planet’s most important stories, the good, the bad and the essential.',
        'Your email',
      ],
    ],
    [
      'what a letter brings, over the button, in Spanish',
      ['El boletín del sábado', 'Las historias que mueven América, contadas por quienes las escriben.', 'Suscríbete'],
    ],
    [
      'what a letter brings, over the button, in French',
      ['Chaud devant', 'Toutes les semaines, les nouvelles du climat racontées depuis le terrain.', 'S’inscrire'],
    ],
  ])('%s', (_, amid) => {
    expect(storyOf(page(amid)).paragraphs).toEqual(kept);
  });

  test.each<[string, string[]]>([
    [
      'how the paper works, in Swedish',
      ['Så arbetar vi med journalistik', 'Uppgifter ska vara korrekta och relevanta.'],
    ],
    ['how the paper works, in German', ['So arbeiten wir', 'Alle Angaben werden von zwei Menschen geprüft.']],
    ['how the paper works, in English', ['How we work', 'Facts are checked by two people before they appear.']],
    [
      'who answers for the text, in Chinese',
      ['海湾网声明：此消息系转载自合作媒体，登载此文出于传递更多信息之目的，并不意味着赞同其观点。'],
    ],
    ['who answers for the text, in English', ['Disclaimer: This copy came from a partner and was not checked here.']],
    ['who may copy it, in Dutch', ['Op alle verhalen van de Post rust uiteraard copyright van makers.']],
    ['where the desk is reached, in Dutch', ['Wil je tekst overnemen, mail dan naar copyright@post.example.']],
    [
      'who the desk is, under a heading and a name',
      ['SOBRE EL AUTOR', 'Redacción EC', 'Equipo de periodistas del Comercio.'],
    ],
    [
      'how remarks are let in, in Italian',
      ['Gentile lettore, la pubblicazione dei commenti è sospesa dalle 20 alle 9 di ogni giorno della settimana.'],
    ],
    ['how remarks are let in, in English', ['Comments are moderated and will be posted if they are on the topic.']],
    ['how remarks are let in, in German', ['Leserkommentare werden von der Redaktion geprüft, bevor sie erscheinen.']],
    ['in which row it stands, in French', ['Ce texte fait partie de notre section Nature.']],
    ['in which row it stands, in English', ['This story is part of our series on rivers.']],
    ['in which row it stands, in Spanish', ['Este reportaje forma parte de nuestra serie sobre los lagos.']],
    ['how often it was read, in Turkish', ['Bu haber 4 bin 312 kez okundu.']],
    ['how often it was read, in German', ['Der Artikel wurde 1204 mal gelesen.']],
    ['a call over what can be ordered', ['Jederzeit top informiert!', 'Erhalten Sie alle News direkt per Push. Mehr']],
    ['how it was liked, in Spanish', ['¿Te ha resultado interesante esta noticia?']],
    ['how it was liked, in Italian', ['Ti è stata utile questa notizia?']],
    [
      'who may copy it, in Chinese',
      ['此内容为晨报原创，著作权归晨报所有。未经书面授权，不得以任何方式加以使用，包括转载。'],
    ],
    ['what kind of text it is, in Swedish', ['Detta är en nyhetsartikel. Tidningens rapportering ska vara saklig.']],
    ['who answers for the text, in Turkish', ['Yasal uyarı: Burada yer alan bilgiler yatırım tavsiyesi değildir.']],
  ])('%s, below it', (_, below) => {
    expect(storyOf(page([], below)).paragraphs).toEqual(kept);
  });

  test.each<[string, string[]]>([
    ['in German', ['Lesen Sie auch', 'Meinung', 'Bürokratie', 'Bauen Sie doch, wo Sie wollen!']],
    ['in Spanish', ['Lee también', 'Opinión', '¡Que vuelva el agua limpia a los ríos!']],
    ['in English', ['Read more', 'Comment', 'Give us back our rivers and lakes!']],
  ])('the title of another story that calls out, under its section, %s', (_, amid) => {
    expect(storyOf(page(amid)).paragraphs).toEqual(kept);
  });

  test.each(['[ Ghost estates: Where are they now? ]', '[Was wurde aus den Geisterdörfern?]'])(
    'a link in brackets: %s',
    (link) => {
      expect(storyOf(page([link])).paragraphs).toEqual(kept);
    },
  );

  test.each([
    'READ | City’s plan for clean lakes runs out of money, again',
    'Pilihan Editor: Mengapa Danau Sering Kotor',
    'WATCH | Swimmers take a last dip in the lake',
    'Tekst loopt door onder de foto.',
    'SON DAKİKA HABERLERİ',
  ])('%s', (line) => {
    expect(storyOf(page([line])).paragraphs).toEqual(kept);
  });

  test('a button of one word that calls out', () => {
    expect(storyOf(page([], ['Kövesse az oldalt a Facebookon is!', 'Követem!'])).paragraphs).toEqual(kept);
  });

  test('but no short sentence between two advertisements', () => {
    const amid = ['Advertisement', 'He gave no date.', 'Advertisement'];
    expect(storyOf(page(amid)).paragraphs).toContain('He gave no date.');
  });
});
