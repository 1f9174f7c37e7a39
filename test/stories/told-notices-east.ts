import type { ToldNotice, TwoStories } from './told-notices.ts';

/** Two stories each in languages of central and eastern Europe and of Asia. Written for the tests. */
export const TWO_STORIES_EAST: readonly TwoStories[] = [
  {
    language: 'zh',
    headline: '渡轮在滨州外海搁浅 乘客全部获救',
    slug: '交通事故',
    body: '一艘载有98名乘客的渡轮27日清晨在滨州外海搁浅,船上人员全部安全上岸。船东说,拖轮下午抵达。',
    other: {
      headline: '果农因晚霜损失三成樱桃',
      slug: '农业',
      body: '北部果农说,晚霜毁掉了今年三分之一的樱桃。合作社正在统计损失。',
    },
  },
  {
    language: 'ko',
    headline: '목포 앞바다서 여객선 좌초…승객 전원 구조',
    slug: '해상사고',
    body: '27일 새벽 목포 앞바다에서 승객 98명을 태운 여객선이 좌초했으나 전원 구조됐다. 선사는 오후에 예인할 계획이다.',
    other: {
      headline: '늦서리에 체리 농가 3분의 1 피해',
      slug: '농업',
      body: '북부 체리 농가들이 늦서리로 수확량의 3분의 1을 잃었다.',
    },
  },
  {
    language: 'ro',
    headline: 'Un feribot a eșuat lângă Tulcea, 98 de pasageri salvați',
    slug: 'accident-naval',
    body: 'Un feribot cu 98 de pasageri a eșuat vineri lângă Tulcea, iar toți oamenii de la bord au ajuns la mal.',
    other: {
      headline: 'Pomicultorii pierd o treime din cireșe din cauza înghețului',
      slug: 'agricultură',
      body: 'Pomicultorii spun că înghețul târziu a distrus o treime din cireșe.',
    },
  },
  {
    language: 'hr',
    headline: 'Trajekt se nasukao kod Splita, spašeno 98 putnika',
    slug: 'pomorstvo',
    body: 'Trajekt s 98 putnika nasukao se u petak kod Splita, a svi su ljudi prevezeni na kopno.',
    other: {
      headline: 'Voćari izgubili trećinu trešanja zbog mraza',
      slug: 'poljoprivreda',
      body: 'Voćari kažu da je kasni mraz uništio trećinu trešanja.',
    },
  },
  {
    language: 'sr',
    headline: 'Trajekt se nasukao kod Bara, spaseno 98 putnika',
    slug: 'saobraćaj',
    body: 'Trajekt sa 98 putnika nasukao se u petak kod Bara, a svi ljudi su prevezeni na obalu.',
    other: {
      headline: 'Voćari izgubili trećinu trešanja zbog mraza',
      slug: 'poljoprivreda',
      body: 'Voćari kažu da je kasni mraz uništio trećinu trešanja.',
    },
  },
  {
    language: 'sl',
    headline: 'Trajekt nasedel pri Izoli, rešili 98 potnikov',
    slug: 'promet',
    body: 'Trajekt z 98 potniki je v petek nasedel pri Izoli, vse ljudi so prepeljali na obalo.',
    other: {
      headline: 'Sadjarji zaradi pozebe ob tretjino češenj',
      slug: 'kmetijstvo',
      body: 'Sadjarji pravijo, da je pozna pozeba uničila tretjino češenj.',
    },
  },
  {
    language: 'sk',
    headline: 'Trajekt uviazol pri Komárne, zachránili 98 ľudí',
    slug: 'doprava',
    body: 'Trajekt s 98 cestujúcimi uviazol v piatok pri Komárne, všetkých ľudí previezli na breh.',
    other: {
      headline: 'Ovocinári prišli o tretinu čerešní',
      slug: 'poľnohospodárstvo',
      body: 'Ovocinári tvrdia, že neskorý mráz zničil tretinu čerešní.',
    },
  },
  {
    language: 'uk',
    headline: 'Пором сів на мілину біля Одеси, врятовано 98 пасажирів',
    slug: 'аварія',
    body: 'Пором із 98 пасажирами сів на мілину біля Одеси у п’ятницю, усіх людей доправили на берег.',
    other: {
      headline: 'Садівники втратили третину черешні через заморозки',
      slug: 'сільське-господарство',
      body: 'Садівники кажуть, що пізні заморозки знищили третину черешні.',
    },
  },
  {
    language: 'bg',
    headline: 'Ферибот заседна край Бургас, спасени са 98 пътници',
    slug: 'транспорт',
    body: 'Ферибот с 98 пътници заседна в петък край Бургас, всички хора са откарани на брега.',
    other: {
      headline: 'Овощарите губят една трета от черешите',
      slug: 'земеделие',
      body: 'Овощарите казват, че късен мраз е унищожил една трета от черешите.',
    },
  },
  {
    language: 'id',
    headline: 'Feri kandas di dekat Bitung, 98 penumpang selamat',
    slug: 'kecelakaan-laut',
    body: 'Sebuah feri dengan 98 penumpang kandas di dekat Bitung pada Jumat dan semua orang dibawa ke darat.',
    other: {
      headline: 'Petani ceri kehilangan sepertiga panen',
      slug: 'pertanian',
      body: 'Petani ceri mengatakan embun beku merusak sepertiga panen.',
    },
  },
  {
    language: 'fa',
    headline: 'کشتی مسافربری نزدیک بندر لنگه به گل نشست',
    slug: 'حوادث',
    body: 'یک کشتی با ۹۸ مسافر روز جمعه نزدیک بندر لنگه به گل نشست و همه سرنشینان به ساحل منتقل شدند.',
    other: {
      headline: 'یخبندان یک سوم گیلاس باغداران را از بین برد',
      slug: 'کشاورزی',
      body: 'باغداران می‌گویند یخبندان دیرهنگام یک سوم گیلاس‌ها را از بین برد.',
    },
  },
];

/** What takes back the first of the two. */
export const KILLS_EAST: readonly ToldNotice[] = [
  ['xinhua', 'zh', '撤销稿件', '各位编辑:今晨播发的《渡轮在滨州外海搁浅 乘客全部获救》一稿现撤销,请勿采用。'],
  ['xinhua', 'zh', '通知', '我社今日播发的“渡轮在滨州外海搁浅 乘客全部获救”稿件作废,敬请各用户删除。'],
  [
    'yonhap',
    'ko',
    '기사 취소',
    '<목포 앞바다서 여객선 좌초…승객 전원 구조> 기사를 취소합니다. 사용하지 마시기 바랍니다.',
  ],
  [
    'yonhap',
    'ko',
    '편집자 알림',
    '오전에 송고한 "목포 앞바다서 여객선 좌초…승객 전원 구조" 기사를 철회하오니 삭제 부탁드립니다.',
  ],
  [
    'kyodo',
    'ja',
    'お知らせ',
    '「フェリーが函館沖で座礁、乗客88人救助」の記事は誤りのため取り消します。加盟社各位は使用しないでください。',
  ],
  [
    'agerpres',
    'ro',
    'Știre anulată',
    'Știrea "Un feribot a eșuat lângă Tulcea, 98 de pasageri salvați" a fost anulată din cauza unei erori.',
  ],
  ['agerpres', 'ro', 'În atenția abonaților', 'Vă rugăm să nu difuzați știrea despre feribotul de lângă Tulcea.'],
  ['hina', 'hr', 'Napomena urednicima', 'Molimo da ne koristite vijest o trajektu kod Splita. Vijest je poništena.'],
  ['hina', 'hr', 'Povučena vijest', 'Hina je povukla vijest "Trajekt se nasukao kod Splita, spašeno 98 putnika".'],
  [
    'tanjug',
    'sr',
    'Obaveštenje redakcijama',
    'Tanjug povlači vest o trajektu kod Bara. Molimo vas da je ne objavljujete.',
  ],
  [
    'sta',
    'sl',
    'Obvestilo naročnikom',
    'Novico "Trajekt nasedel pri Izoli, rešili 98 potnikov" umikamo. Prosimo, da je ne objavite.',
  ],
  [
    'tasr',
    'sk',
    'Upozornenie pre odberateľov',
    'Správu "Trajekt uviazol pri Komárne, zachránili 98 ľudí" sťahujeme, prosíme, nepoužívajte ju.',
  ],
  [
    'ukrinform',
    'uk',
    'До уваги редакцій',
    'Просимо не використовувати повідомлення про пором біля Одеси: його відкликано.',
  ],
  [
    'ukrinform',
    'uk',
    'Скасування',
    'Укрінформ скасовує новину «Пором сів на мілину біля Одеси, врятовано 98 пасажирів».',
  ],
  [
    'bta',
    'bg',
    'Внимание, редактори',
    'Молим да не се публикува новината „Ферибот заседна край Бургас, спасени са 98 пътници“.',
  ],
  [
    'antara',
    'id',
    'Pemberitahuan redaksi',
    'Kami mencabut berita "Feri kandas di dekat Bitung, 98 penumpang selamat". Mohon tidak disiarkan.',
  ],
  ['irna', 'fa', 'توجه سردبیران', 'لطفا خبر «کشتی مسافربری نزدیک بندر لنگه به گل نشست» را حذف کنید.'],
];

/** Reports in the same words, which stop nothing. */
export const REPORTS_EAST: readonly ToldNotice[] = [
  ['xinhua', 'zh', '民航部门取消四个航班', '民航部门27日说,因大雾取消四个航班,请旅客注意。'],
  ['xinhua', 'zh', '网站删除稿件后道歉', '一家网站27日删除有关市长的稿件,并向读者道歉。'],
  ['yonhap', 'ko', '법원, 벌금 취소 판결', '법원은 27일 벌금을 취소했다. 시는 항소하지 않겠다고 밝혔다.'],
  ['yonhap', 'ko', '포털, 허위 기사 3천건 삭제', '포털이 허위 기사 3천건을 삭제했다고 27일 밝혔다.'],
  [
    'agerpres',
    'ro',
    'Tribunalul a anulat amenda',
    'Tribunalul a anulat vineri amenda de 2 milioane de lei, potrivit unui comunicat.',
  ],
  [
    'agerpres',
    'ro',
    'Anul acesta, mai puțini turiști',
    'Anul acesta au venit mai puțini turiști, arată textul unui raport.',
  ],
  [
    'hina',
    'hr',
    'Urednik povukao tekst o gradonačelniku',
    'RIJEKA, 27. studenoga (Hina) - Urednik lista povukao je tekst o gradonačelniku.',
  ],
  ['hina', 'hr', 'Trgovac povlači sir', 'Trgovac povlači sir s polica i moli kupce da ga ne koriste.'],
  ['tanjug', 'sr', 'Sud poništio odluku', 'BEOGRAD, 27. novembra (Tanjug) - Sud je poništio odluku o porezu.'],
  ['ukrinform', 'uk', 'Суд скасував рішення', 'Суд скасував рішення про знесення, повідомила пресслужба.'],
  ['bta', 'bg', 'Министърът оттегли предложението', 'Министърът оттегли предложението си, съобщи пресцентърът.'],
  [
    'antara',
    'id',
    'Maskapai batalkan 12 penerbangan',
    'Maskapai membatalkan 12 penerbangan karena kabut, kata juru bicara.',
  ],
  [
    'ap',
    'en',
    'Agency withdraws report on wells',
    'DES MOINES, Iowa (AP) — The agency withdrew its report on wells after a review found errors.',
  ],
  [
    'efe',
    'es',
    'La agencia retira su informe',
    'Lima, 27 nov (EFE).- La agencia retira su informe y el texto de la alerta sobre pozos.',
  ],
];

/** Notices that share a word or two with the first story, and tell of another or of too little: a person is asked. */
export const IN_DOUBT: readonly ToldNotice[] = [
  [
    'reuters',
    'en',
    'Ferry line drops article from site',
    'SKAGEN, Nov 27 (Reuters) - The article "{headline}" was removed on Friday from the site of the ferry line.',
  ],
  ['ap', 'en', 'Kill', 'Members are advised to kill the ferry item.'],
  ['reuters', 'en', 'Advisory', 'Please kill our earlier story on a fire in the fish market of Skagen and its ferry.'],
  ['afp', 'fr', 'Avis', 'Merci de ne pas utiliser notre dépêche sur l’incendie d’un entrepôt du port de Saint-Malo.'],
  ['dpa', 'de', 'Achtung', 'Bitte verwenden Sie unsere Meldung über den Brand einer Fähre im Hafen von Sylt nicht.'],
];
