import type { ToldNotice, TwoStories } from './told-notices.ts';

const two = (language: string, [headline, body]: Pair, [otherHeadline, otherBody]: Pair): TwoStories => ({
  language,
  headline,
  slug: 'shipping',
  body,
  other: { headline: otherHeadline, slug: 'farming', body: otherBody },
});

type Pair = readonly [headline: string, body: string];

/** Two stories each in Hebrew, in languages of southern Asia, of the Baltic states and of Catalonia. Written for the tests. */
export const TWO_STORIES_FURTHER: readonly TwoStories[] = [
  two(
    'he',
    [
      'מעבורת עלתה על שרטון מול עכו, 98 נוסעים חולצו',
      'מעבורת ובה 98 נוסעים עלתה על שרטון מול עכו ביום שישי. כל הנוסעים הובאו לחוף.',
    ],
    ['חקלאים איבדו שליש מהדובדבנים בקרה', 'חקלאים בצפון אמרו כי הקרה השמידה שליש מיבול הדובדבנים.'],
  ),
  two(
    'vi',
    [
      'Phà mắc cạn ngoài khơi Vũng Tàu, 98 hành khách được cứu',
      'Một chiếc phà chở 98 hành khách mắc cạn ngoài khơi Vũng Tàu hôm thứ Sáu. Mọi người đã vào bờ.',
    ],
    [
      'Nhà vườn mất một phần ba vụ anh đào vì sương giá',
      'Các nhà vườn phía bắc nói sương giá muộn đã phá hủy một phần ba vụ anh đào.',
    ],
  ),
  two(
    'hi',
    [
      'कोच्चि के पास नौका फंसी, 98 यात्री बचाए गए',
      'कोच्चि के पास शुक्रवार को 98 यात्रियों वाली नौका रेत में फंस गई। सभी लोग किनारे पहुंचा दिए गए।',
    ],
    ['पाले से सेब की एक तिहाई फसल नष्ट', 'पहाड़ी इलाकों के किसानों ने बताया कि पाले से सेब की एक तिहाई फसल नष्ट हो गई।'],
  ),
  two(
    'ta',
    [
      'ராமேஸ்வரம் அருகே படகு சிக்கியது, 98 பயணிகள் மீட்பு',
      'ராமேஸ்வரம் அருகே வெள்ளிக்கிழமை 98 பயணிகளுடன் படகு மணலில் சிக்கியது. அனைவரும் கரை சேர்க்கப்பட்டனர்.',
    ],
    ['பனியால் ஆப்பிள் விளைச்சல் பாதிப்பு', 'வடக்கு விவசாயிகள் பனியால் ஆப்பிள் விளைச்சல் பாதித்ததாக கூறினர்.'],
  ),
  two(
    'bn',
    ['কক্সবাজারের কাছে ফেরি আটকা, ৯৮ যাত্রী উদ্ধার', 'কক্সবাজারের কাছে শুক্রবার ৯৮ যাত্রীর একটি ফেরি চরে আটকা পড়ে। সবাইকে তীরে আনা হয়েছে।'],
    ['তুষারে আমের এক তৃতীয়াংশ নষ্ট', 'উত্তরের চাষিরা জানান, তুষারে আমের এক তৃতীয়াংশ নষ্ট হয়েছে।'],
  ),
  two(
    'ur',
    [
      'کراچی کے قریب کشتی پھنس گئی، 98 مسافر بچا لیے گئے',
      'کراچی کے قریب جمعے کو 98 مسافروں والی کشتی ریت میں پھنس گئی۔ تمام لوگ ساحل پر پہنچا دیے گئے۔',
    ],
    ['پالے سے سیب کی ایک تہائی فصل تباہ', 'شمال کے کسانوں نے بتایا کہ پالے سے سیب کی ایک تہائی فصل تباہ ہو گئی۔'],
  ),
  two(
    'th',
    ['เรือเฟอร์รีเกยตื้นใกล้ภูเก็ต ผู้โดยสาร 98 คนปลอดภัย', 'เรือเฟอร์รีพร้อมผู้โดยสาร 98 คนเกยตื้นใกล้ภูเก็ตเมื่อวันศุกร์ ทุกคนขึ้นฝั่งแล้ว'],
    ['ชาวสวนเสียเชอร์รีหนึ่งในสามเพราะน้ำค้างแข็ง', 'ชาวสวนทางเหนือกล่าวว่าน้ำค้างแข็งทำลายเชอร์รีหนึ่งในสามของปีนี้'],
  ),
  two(
    'lt',
    [
      'Keltas užplaukė ant seklumos prie Nidos, išgelbėti 98 keleiviai',
      'Keltas su 98 keleiviais penktadienį užplaukė ant seklumos prie Nidos. Visi žmonės nugabenti į krantą.',
    ],
    ['Sodininkai dėl šalnų prarado trečdalį vyšnių', 'Sodininkai sako, kad vėlyvos šalnos sunaikino trečdalį vyšnių.'],
  ),
  two(
    'lv',
    [
      'Prāmis uzskrien uz sēkļa pie Kolkas, izglābti 98 pasažieri',
      'Prāmis ar 98 pasažieriem piektdien uzskrēja uz sēkļa pie Kolkas. Visi cilvēki nogādāti krastā.',
    ],
    ['Dārzkopji salnās zaudējuši trešdaļu ķiršu', 'Dārzkopji stāsta, ka vēlās salnas iznīcinājušas trešdaļu ķiršu.'],
  ),
  two(
    'et',
    [
      'Praam sõitis Kihnu juures karile, 98 reisijat päästeti',
      'Praam 98 reisijaga sõitis reedel Kihnu juures karile. Kõik inimesed toodi kaldale.',
    ],
    ['Aednikud kaotasid kolmandiku kirssidest', 'Aednikud ütlesid, et hiline külm hävitas kolmandiku kirssidest.'],
  ),
  two(
    'ca',
    [
      'Un ferri encalla davant de Roses, 98 passatgers rescatats',
      'Un ferri amb 98 passatgers va encallar divendres davant de Roses. Tothom va arribar a terra.',
    ],
    [
      'Els pagesos perden un terç de les cireres per la gelada',
      'Els pagesos diuen que la gelada tardana ha destruït un terç de les cireres.',
    ],
  ),
];

export const KILLS_FURTHER: readonly ToldNotice[] = [
  ['pti', 'ta', 'ஆசிரியர்கள் கவனத்திற்கு', '"{headline}" என்ற செய்தி ரத்து செய்யப்படுகிறது. தயவு செய்து பயன்படுத்த வேண்டாம்.'],
  [
    'reuters',
    'he',
    'הודעה לעורכים',
    'הידיעה שכותרתה "מעבורת עלתה על שרטון מול עכו, 98 נוסעים חולצו" מבוטלת. אין להשתמש בה.',
  ],
  ['reuters', 'he', 'לתשומת לב העורכים', 'נא להתעלם מהידיעה על הנוסעים שחולצו מהמעבורת מול עכו, שנשלחה בטעות.'],
  [
    'afp',
    'vi',
    'Lưu ý các tòa soạn',
    'Xin không đăng tin "Phà mắc cạn ngoài khơi Vũng Tàu, 98 hành khách được cứu". Tin này được rút lại.',
  ],
  ['afp', 'vi', 'Thu hồi tin', 'AFP thu hồi tin về chiếc phà mắc cạn ngoài khơi Vũng Tàu.'],
  [
    'pti',
    'hi',
    'संपादक ध्यान दें',
    'शीर्षक "कोच्चि के पास नौका फंसी, 98 यात्री बचाए गए" वाली खबर वापस ली जाती है। कृपया इसका उपयोग न करें।',
  ],
  ['pti', 'hi', 'खबर रद्द', 'कृपया कोच्चि के पास फंसी नौका वाली खबर को रद्द समझें।'],
  [
    'afp',
    'bn',
    'সম্পাদকদের দৃষ্টি আকর্ষণ',
    'অনুগ্রহ করে "কক্সবাজারের কাছে ফেরি আটকা, ৯৮ যাত্রী উদ্ধার" সংবাদটি ব্যবহার করবেন না। সংবাদটি বাতিল করা হয়েছে।',
  ],
  [
    'afp',
    'ur',
    'ایڈیٹرز توجہ',
    'براہ کرم خبر "کراچی کے قریب کشتی پھنس گئی، 98 مسافر بچا لیے گئے" استعمال نہ کریں۔ یہ خبر منسوخ کر دی گئی ہے۔',
  ],
  ['afp', 'th', 'ประกาศแจ้งสมาชิก', 'ขอถอนข่าว "เรือเฟอร์รีเกยตื้นใกล้ภูเก็ต ผู้โดยสาร 98 คนปลอดภัย" กรุณาอย่านำไปเผยแพร่'],
  [
    'reuters',
    'lt',
    'Dėmesio redakcijoms',
    'Prašome nenaudoti žinios „Keltas užplaukė ant seklumos prie Nidos, išgelbėti 98 keleiviai“. Žinia atšaukta.',
  ],
  ['reuters', 'lt', 'Žinia atšaukiama', 'Atšaukiame pranešimą apie keltą prie Nidos.'],
  [
    'reuters',
    'lv',
    'Uzmanībai redakcijām',
    'Lūdzam nepublicēt ziņu "Prāmis uzskrien uz sēkļa pie Kolkas, izglābti 98 pasažieri". Ziņa ir atsaukta.',
  ],
  [
    'reuters',
    'et',
    'Toimetustele',
    'Palume mitte kasutada uudist "Praam sõitis Kihnu juures karile, 98 reisijat päästeti". Uudis on tühistatud.',
  ],
  [
    'efe',
    'ca',
    'Avís als abonats',
    'Us preguem que no utilitzeu la notícia "Un ferri encalla davant de Roses, 98 passatgers rescatats". Queda anul·lada.',
  ],
  ['ana', 'el', 'ΑΚΥΡΩΣΗ ΕΙΔΗΣΗΣ', 'Παρακαλούμε ακυρώστε την είδηση με τίτλο «{headline}».'],
  ['yonhap', 'ko', '[기사 전문 취소] {headline}', '연합뉴스가 27일 송고한 위 제목의 기사를 취소합니다.'],
];

export const REPORTS_FURTHER: readonly ToldNotice[] = [
  ['pti', 'ta', 'மூடுபனியால் பத்து விமானங்கள் ரத்து', 'மூடுபனியால் வெள்ளிக்கிழமை பத்து விமானங்கள் ரத்து செய்யப்பட்டன, அதிகாரி கூறினார்.'],
  // A report that quotes another by its headline.
  ['reuters', 'he', 'בוטלה גם המעבורת לחיפה', 'גם המעבורת לחיפה בוטלה. "{headline}", מסרה החברה, ונא להתעדכן באתר.'],
  ['reuters', 'he', 'בית המשפט ביטל את הקנס', 'בית המשפט ביטל ביום שישי את הקנס שהוטל על העירייה, כך אמר הדובר.'],
  [
    'reuters',
    'he',
    'עשרות טיסות בוטלו בשל הערפל',
    'עשרות טיסות בוטלו ביום שישי בשל הערפל, מסרה רשות שדות התעופה. הנוסעים מתבקשים להתעדכן.',
  ],
  [
    'afp',
    'vi',
    'Tòa hủy án phạt đối với thành phố',
    'Tòa án hôm thứ Sáu hủy án phạt hai triệu đồng đối với thành phố, luật sư cho biết.',
  ],
  [
    'afp',
    'vi',
    'Trang mạng gỡ tin giả về thị trưởng',
    'Một trang mạng đã gỡ tin về thị trưởng và xin lỗi, theo người phát ngôn.',
  ],
  ['pti', 'hi', 'कोहरे से दस उड़ानें रद्द', 'घने कोहरे के कारण शुक्रवार को दस उड़ानें रद्द कर दी गईं, अधिकारियों ने बताया।'],
  ['pti', 'hi', 'चैनल ने महापौर पर खबर वापस ली', 'एक चैनल ने महापौर के बारे में खबर वापस ले ली और माफी मांगी, उसके प्रवक्ता ने कहा।'],
  ['afp', 'bn', 'কুয়াশায় দশ ফ্লাইট বাতিল', 'ঘন কুয়াশায় শুক্রবার দশটি ফ্লাইট বাতিল হয়েছে, কর্মকর্তারা জানান।'],
  ['afp', 'ur', 'عدالت نے جرمانہ منسوخ کر دیا', 'عدالت نے جمعے کو شہر پر عائد جرمانہ منسوخ کر دیا، وکیل نے کہا۔'],
  ['afp', 'th', 'สายการบินยกเลิกสิบเที่ยวบินเพราะหมอก', 'สายการบินยกเลิกสิบเที่ยวบินเมื่อวันศุกร์เพราะหมอกหนา เจ้าหน้าที่กล่าว'],
  [
    'reuters',
    'lt',
    'Teismas panaikino baudą, skrydžiai atšaukti',
    'Dėl rūko penktadienį atšaukta dešimt skrydžių, sakė oro uosto atstovas.',
  ],
  [
    'reuters',
    'lv',
    'Miglas dēļ atcelti desmit reisi',
    'Miglas dēļ piektdien atcelti desmit reisi, sacīja lidostas pārstāve.',
  ],
  [
    'reuters',
    'et',
    'Udu tõttu tühistati kümme lendu',
    'Udu tõttu tühistati reedel kümme lendu, ütles lennujaama esindaja.',
  ],
  ['efe', 'ca', 'El jutge anul·la la multa', 'El jutge va anul·lar divendres la multa a la ciutat, segons l’advocat.'],
];
