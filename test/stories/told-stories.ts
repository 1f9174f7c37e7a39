/** A story in one language, and the small changes that a desk makes to it. Written for the tests. */
export interface TestStory {
  readonly language: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  /** A number in the text, and the one that should have stood there. */
  readonly number: readonly [before: string, after: string];
  /** A name in the text, and the one that should have stood there. */
  readonly name: readonly [before: string, after: string];
  readonly newHeadline: string;
  readonly newTop: string;
  /** Another story of the same day. */
  readonly other: { readonly headline: string; readonly paragraphs: readonly string[] };
}

export const STORIES: readonly TestStory[] = [
  {
    language: 'en',
    headline: 'Ferry runs aground off Skagen, passengers taken ashore',
    paragraphs: [
      'A ferry with 212 passengers ran aground off the northern tip of Denmark before dawn on Tuesday, and lifeboats took everyone on board to the harbour at Skagen, the coast guard said.',
      'Captain Henrik Lassen told investigators that a gust had pushed the vessel out of the channel while two tugs were still on their way from Frederikshavn.',
      'Divers found a long dent in the hull but no leak, and the owner expects to tow the ship to a yard in Aalborg as soon as the wind drops.',
      'It was the third accident on the route since a new timetable cut the time that crews have for mooring.',
    ],
    number: ['212', '221'],
    name: ['Henrik Lassen', 'Henning Larsen'],
    newHeadline: 'Ferry pulled free off Skagen, inquiry opens',
    newTop:
      'Tugs pulled the ferry free on Tuesday evening after eleven hours on the sandbank, and the maritime authority opened an inquiry into the timetable.',
    other: {
      headline: 'Orchard growers lose a third of their cherries to frost',
      paragraphs: [
        'Growers in the Lake District of northern Italy said a late frost had destroyed about a third of this year’s cherries and half of the apricots.',
        'Nets and small fires saved some orchards on the slopes, but the valley floor lay under cold air for two nights, the growers’ union said.',
      ],
    },
  },
  {
    language: 'fr',
    headline: 'Un ferry s’échoue au large de Saint-Malo, les passagers évacués',
    paragraphs: [
      'Un ferry transportant 187 passagers s’est échoué mardi avant l’aube au large de Saint-Malo et toutes les personnes à bord ont été ramenées au port, a annoncé la préfecture maritime.',
      'Le capitaine Alain Kerbrat a expliqué aux enquêteurs qu’une rafale avait poussé le navire hors du chenal alors que deux remorqueurs étaient encore en route.',
      'Les plongeurs ont constaté un long enfoncement de la coque mais aucune voie d’eau, et l’armateur espère remorquer le bateau vers un chantier de Brest dès que le vent tombera.',
    ],
    number: ['187', '178'],
    name: ['Alain Kerbrat', 'Yann Le Goff'],
    newHeadline: 'Saint-Malo: le ferry dégagé, une enquête ouverte',
    newTop:
      'Des remorqueurs ont dégagé le ferry mardi soir après onze heures sur le banc de sable et le parquet a ouvert une enquête sur les horaires imposés aux équipages.',
    other: {
      headline: 'Les arboriculteurs perdent un tiers de leurs cerises',
      paragraphs: [
        'Les arboriculteurs de la vallée du Rhône estiment qu’un gel tardif a détruit un tiers des cerises et la moitié des abricots de l’année.',
        'Des filets et de petits feux ont sauvé quelques vergers sur les pentes, selon leur syndicat.',
      ],
    },
  },
  {
    language: 'de',
    headline: 'Fähre läuft vor Sylt auf Grund, Passagiere an Land gebracht',
    paragraphs: [
      'Eine Fähre mit 143 Passagieren ist am Dienstag vor Tagesanbruch vor Sylt auf Grund gelaufen; alle Menschen an Bord wurden in den Hafen von List gebracht, wie die Küstenwache mitteilte.',
      'Kapitän Jens Petersen sagte den Ermittlern, eine Böe habe das Schiff aus dem Fahrwasser gedrückt, während zwei Schlepper noch unterwegs gewesen seien.',
      'Taucher fanden eine lange Delle im Rumpf, aber kein Leck. Der Eigner will das Schiff nach Husum schleppen lassen, sobald der Wind nachlässt.',
    ],
    number: ['143', '134'],
    name: ['Jens Petersen', 'Uwe Hansen'],
    newHeadline: 'Fähre vor Sylt wieder frei, Behörde ermittelt',
    newTop:
      'Schlepper haben die Fähre am Dienstagabend nach elf Stunden von der Sandbank gezogen; die Schifffahrtsbehörde leitete eine Untersuchung des Fahrplans ein.',
    other: {
      headline: 'Obstbauern verlieren ein Drittel der Kirschen durch Frost',
      paragraphs: [
        'Obstbauern am Bodensee haben nach eigenen Angaben durch späten Frost etwa ein Drittel der Kirschen und die Hälfte der Aprikosen verloren.',
        'Netze und kleine Feuer retteten einige Anlagen am Hang, teilte der Verband mit.',
      ],
    },
  },
  {
    language: 'es',
    headline: 'Un transbordador encalla frente a Vigo y los pasajeros son evacuados',
    paragraphs: [
      'Un transbordador con 165 pasajeros encalló el martes antes del amanecer frente a Vigo y todas las personas a bordo fueron llevadas al puerto, informó la guardia costera.',
      'El capitán Ramón Iglesias contó a los investigadores que una racha empujó el barco fuera del canal cuando dos remolcadores aún estaban en camino.',
      'Los buzos hallaron una larga abolladura en el casco pero ninguna vía de agua, y el armador espera remolcarlo a un astillero de Ferrol cuando amaine el viento.',
    ],
    number: ['165', '156'],
    name: ['Ramón Iglesias', 'Xosé Carballo'],
    newHeadline: 'Liberan el transbordador encallado en Vigo y abren una investigación',
    newTop:
      'Los remolcadores liberaron el transbordador el martes por la noche tras once horas en el banco de arena y la autoridad marítima abrió una investigación.',
    other: {
      headline: 'Los fruticultores pierden un tercio de las cerezas por las heladas',
      paragraphs: [
        'Los fruticultores del valle del Jerte calculan que una helada tardía destruyó un tercio de las cerezas y la mitad de los albaricoques de este año.',
        'Las redes y pequeñas hogueras salvaron algunos huertos de las laderas, según el sindicato.',
      ],
    },
  },
  {
    language: 'pt',
    headline: 'Balsa encalha ao largo de Setúbal e passageiros são retirados',
    paragraphs: [
      'Uma balsa com 119 passageiros encalhou na terça-feira antes do amanhecer ao largo de Setúbal e todas as pessoas a bordo foram levadas para o porto, informou a guarda costeira.',
      'O comandante Rui Tavares disse aos investigadores que uma rajada empurrou o navio para fora do canal quando dois rebocadores ainda estavam a caminho.',
      'Mergulhadores encontraram uma longa amolgadela no casco, mas nenhuma entrada de água, e o armador espera rebocar o navio para um estaleiro em Lisboa quando o vento abrandar.',
    ],
    number: ['119', '191'],
    name: ['Rui Tavares', 'Nuno Falcão'],
    newHeadline: 'Balsa libertada em Setúbal, aberto inquérito',
    newTop:
      'Rebocadores libertaram a balsa na noite de terça-feira depois de onze horas no banco de areia e a autoridade marítima abriu um inquérito aos horários.',
    other: {
      headline: 'Produtores perdem um terço das cerejas com a geada',
      paragraphs: [
        'Produtores da Cova da Beira calculam que uma geada tardia destruiu um terço das cerejas e metade dos damascos deste ano.',
        'Redes e pequenas fogueiras salvaram alguns pomares nas encostas, disse o sindicato.',
      ],
    },
  },
  {
    language: 'ar',
    headline: 'عبارة تجنح قبالة الإسكندرية وإجلاء الركاب',
    paragraphs: [
      'جنحت عبارة على متنها 128 راكبا قبل فجر الثلاثاء قبالة الإسكندرية ونقل جميع من كانوا على متنها إلى الميناء حسبما أعلن خفر السواحل.',
      'وقال القبطان سامي درويش للمحققين إن هبة ريح دفعت السفينة خارج الممر الملاحي بينما كانت قاطرتان لا تزالان في الطريق إليها.',
      'وعثر الغواصون على انبعاج طويل في الهيكل دون أي تسرب وتأمل الشركة المالكة في قطر السفينة إلى حوض في بورسعيد حالما تهدأ الرياح.',
    ],
    number: ['128', '182'],
    name: ['سامي درويش', 'نبيل عطية'],
    newHeadline: 'تعويم العبارة قبالة الإسكندرية وفتح تحقيق',
    newTop:
      'عومت قاطرات العبارة مساء الثلاثاء بعد إحدى عشرة ساعة على الحاجز الرملي وفتحت السلطة البحرية تحقيقا في مواعيد الرحلات.',
    other: {
      headline: 'المزارعون يخسرون ثلث محصول الكرز بسبب الصقيع',
      paragraphs: [
        'قال مزارعون في جبل لبنان إن موجة صقيع متأخرة أتلفت نحو ثلث محصول الكرز ونصف محصول المشمش هذا العام.',
        'وأنقذت الشباك والنيران الصغيرة بعض البساتين على السفوح بحسب النقابة.',
      ],
    },
  },
  {
    language: 'ru',
    headline: 'Паром сел на мель у Выборга, пассажиров доставили на берег',
    paragraphs: [
      'Паром со 156 пассажирами на борту сел на мель у Выборга во вторник перед рассветом, всех людей доставили в порт, сообщила береговая охрана.',
      'Капитан Олег Сомов рассказал следователям, что порыв ветра вытолкнул судно с фарватера, когда два буксира ещё находились в пути.',
      'Водолазы обнаружили длинную вмятину в корпусе, но не нашли течи, и владелец надеется отбуксировать судно на верфь в Кронштадт, как только стихнет ветер.',
    ],
    number: ['156', '165'],
    name: ['Олег Сомов', 'Пётр Лихачёв'],
    newHeadline: 'Паром сняли с мели у Выборга, начата проверка',
    newTop:
      'Буксиры сняли паром с мели во вторник вечером после одиннадцати часов на песчаной банке, морское ведомство начало проверку расписания.',
    other: {
      headline: 'Садоводы потеряли треть урожая вишни из-за заморозков',
      paragraphs: [
        'Садоводы Воронежской области сообщили, что поздние заморозки уничтожили около трети вишни и половину абрикосов этого года.',
        'Сетки и небольшие костры спасли часть садов на склонах, говорят в союзе.',
      ],
    },
  },
  {
    language: 'el',
    headline: 'Πλοίο προσάραξε έξω από τη Σύρο, οι επιβάτες στη στεριά',
    paragraphs: [
      'Πλοίο με 174 επιβάτες προσάραξε την Τρίτη πριν από την αυγή έξω από τη Σύρο και όλοι μεταφέρθηκαν στο λιμάνι, ανακοίνωσε το λιμενικό.',
      'Ο πλοίαρχος Μάνος Ρούσσος είπε στους ερευνητές ότι μια ριπή έσπρωξε το πλοίο έξω από τον δίαυλο ενώ δύο ρυμουλκά ήταν ακόμη στον δρόμο.',
      'Δύτες βρήκαν ένα μακρύ βαθούλωμα στο κύτος αλλά καμία εισροή υδάτων και η εταιρεία ελπίζει να το ρυμουλκήσει στο Πέραμα μόλις πέσει ο άνεμος.',
    ],
    number: ['174', '147'],
    name: ['Μάνος Ρούσσος', 'Νίκος Βιτάλης'],
    newHeadline: 'Αποκολλήθηκε το πλοίο στη Σύρο, ξεκινά έρευνα',
    newTop:
      'Ρυμουλκά αποκόλλησαν το πλοίο το βράδυ της Τρίτης ύστερα από έντεκα ώρες στην αμμώδη ξέρα και η αρχή άρχισε έρευνα για τα δρομολόγια.',
    other: {
      headline: 'Οι παραγωγοί χάνουν το ένα τρίτο των κερασιών από παγετό',
      paragraphs: [
        'Παραγωγοί στην Ημαθία είπαν ότι όψιμος παγετός κατέστρεψε περίπου το ένα τρίτο των κερασιών και τα μισά βερίκοκα της χρονιάς.',
        'Δίχτυα και μικρές φωτιές έσωσαν κάποια κτήματα στις πλαγιές, ανέφερε ο συνεταιρισμός.',
      ],
    },
  },
  {
    language: 'zh',
    headline: '渡轮在厦门外海搁浅 乘客全部上岸',
    paragraphs: [
      '海岸警卫队说，一艘载有163名乘客的渡轮星期二黎明前在厦门外海搁浅，船上所有人员已被送到港口。',
      '船长陈国栋对调查人员说，一阵大风把船吹出航道，当时两艘拖轮仍在赶来的途中。',
      '潜水员发现船体有一道长长的凹痕，但没有漏水，船东希望风势减弱后把船拖到福州的船厂修理。',
    ],
    number: ['163', '136'],
    name: ['陈国栋', '林志远'],
    newHeadline: '厦门搁浅渡轮脱险 当局展开调查',
    newTop: '拖轮星期二晚上把在沙洲上搁浅十一个小时的渡轮拖离险境，海事部门对航班时刻展开调查。',
    other: {
      headline: '晚霜冻死三分之一樱桃',
      paragraphs: [
        '山东烟台的果农说，一场晚霜毁掉了今年大约三分之一的樱桃和一半的杏子。',
        '果农协会说，防霜网和小火堆救下了山坡上的一些果园。',
      ],
    },
  },
  {
    language: 'ja',
    headline: '函館沖でフェリー座礁、乗客は全員上陸',
    paragraphs: [
      '乗客152人を乗せたフェリーが火曜日の夜明け前に函館沖で座礁し、全員が港に運ばれたと海上保安部が発表した。',
      '船長の大沢健二は、タグボート二隻が向かっている間に突風で船が航路から押し出されたと調査官に話した。',
      '潜水士は船体に長いへこみを見つけたが浸水はなく、船主は風が収まり次第、室蘭の造船所へ曳航する考えだ。',
    ],
    number: ['152', '125'],
    name: ['大沢健二', '小林正人'],
    newHeadline: '函館沖のフェリー離礁、当局が調査開始',
    newTop: 'タグボートは火曜日の夜、十一時間ぶりにフェリーを砂州から引き離し、当局は運航時刻の調査を始めた。',
    other: {
      headline: '遅霜でさくらんぼの三分の一が被害',
      paragraphs: [
        '山形県の農家は、遅霜で今年のさくらんぼの約三分の一とあんずの半分が失われたと話した。',
        '網や小さな火で斜面の果樹園の一部は助かったと組合は説明した。',
      ],
    },
  },
  {
    language: 'ko',
    headline: '목포 앞바다서 여객선 좌초, 승객 전원 상륙',
    paragraphs: [
      '승객 138명을 태운 여객선이 화요일 새벽 목포 앞바다에서 좌초했으며 배에 탄 사람은 모두 항구로 옮겨졌다고 해경이 밝혔다.',
      '선장 박상민은 예인선 두 척이 아직 오는 동안 돌풍이 배를 항로 밖으로 밀어냈다고 조사관들에게 말했다.',
      '잠수사들은 선체에서 길게 움푹 들어간 자국을 발견했지만 물이 새는 곳은 없었고 선주는 바람이 잦아들면 배를 여수 조선소로 끌고 갈 계획이다.',
    ],
    number: ['138', '183'],
    name: ['박상민', '최동현'],
    newHeadline: '목포 좌초 여객선 빠져나와, 당국 조사 착수',
    newTop:
      '예인선들이 화요일 밤 모래톱에 열한 시간 걸려 있던 여객선을 끌어냈고 해양 당국은 운항 시간표에 대한 조사를 시작했다.',
    other: {
      headline: '늦서리로 체리 삼분의 일 피해',
      paragraphs: [
        '경주의 농민들은 늦서리로 올해 체리의 약 삼분의 일과 살구의 절반을 잃었다고 말했다.',
        '그물과 작은 불로 비탈의 일부 과수원은 지켰다고 조합은 밝혔다.',
      ],
    },
  },
  {
    language: 'hi',
    headline: 'मुंबई के पास नौका फंसी, यात्री किनारे लाए गए',
    paragraphs: [
      'तटरक्षक बल ने बताया कि 146 यात्रियों वाली एक नौका मंगलवार को भोर से पहले मुंबई के पास फंस गई और सभी लोगों को बंदरगाह लाया गया।',
      'कप्तान विनय कुलकर्णी ने जांच अधिकारियों से कहा कि तेज हवा ने नौका को जलमार्ग से बाहर धकेल दिया जबकि दो टग अभी रास्ते में थे।',
      'गोताखोरों को पेंदे में एक लंबा गड्ढा मिला पर कोई रिसाव नहीं मिला और मालिक हवा थमते ही नौका को गोवा की गोदी ले जाना चाहता है।',
    ],
    number: ['146', '164'],
    name: ['विनय कुलकर्णी', 'अनिल परब'],
    newHeadline: 'मुंबई के पास फंसी नौका निकली, जांच शुरू',
    newTop: 'टग नौकाओं ने मंगलवार शाम ग्यारह घंटे बाद नौका को रेत से निकाल लिया और समुद्री प्राधिकरण ने समय सारणी की जांच शुरू की।',
    other: {
      headline: 'पाले से चेरी की एक तिहाई फसल नष्ट',
      paragraphs: [
        'शिमला के बागवानों ने कहा कि देर से पड़े पाले ने इस साल की चेरी की लगभग एक तिहाई और खुबानी की आधी फसल नष्ट कर दी।',
        'जाल और छोटी आग से ढलानों के कुछ बाग बच गए, संघ ने बताया।',
      ],
    },
  },
];
