/** What a site asks of its readers for money, and what it promises those who pay. A row a language. */
const ASKS: readonly string[] = [
  'consider (?:supporting|donating|becoming|making)|(?:support|fund|donate to|contribute to) (?:our|independent|the) (?:journalism|reporting|work|newsroom)|become a (?:member|supporter|subscriber)|cancel (?:at )?any ?time|independent journalism|reader-funded|if you value',
  'résili(?:able|ez) à tout moment|sans engagement|soutenez (?:notre|un) (?:journalisme|journal|rédaction|média)|(?:devenez|faites un) (?:membre|don)|journalisme indépendant',
  '(?:hat ihnen|ihnen hat) (?:der|dieser) (?:artikel|beitrag) gefallen|spenden sie (?:jetzt|hier|per|via)|jederzeit kündbar|(?:unterstützen sie|unterstütze) (?:uns|unsere[nr]?|unabhängigen)|unabhängige[nr]? journalismus|werden sie (?:jetzt )?(?:mitglied|mitglieder|abonnent)|(?:im abo|am kiosk|bahnhofskiosk|e-?paper).{0,60} erhältlich',
  'cancel[ae] cuando quier[ae]s?|apoy[ae](?:nos)?(?: a)? (?:el|al|nuestro|para) (?:periodismo|seguir)|apóyanos|periodismo independiente|hazte (?:soci[oa]|miembro)|únete a nuestra comunidad',
  'cancele quando quiser|apoie (?:o |o nosso )?jornalismo|jornalismo independente|torne-se (?:assinante|membro)|faça uma doação',
  'disdici quando vuoi|sostieni(?:ci| il nostro giornalismo)|giornalismo indipendente|diventa (?:sostenitore|membro)',
  '(?:steun|word) (?:onze|ons|vriend|donateur)|onafhankelijke journalistiek|maandelijks opzegbaar',
  'wesprzyj(?:cie)? (?:nas|naszą|nasze)|wspieraj nas|przekaż darowiznę|stöd (?:vår|oberoende) journalistik|støt (?:vores|uafhængig)|støtt (?:vår|uavhengig)|tue (?:meitä|riippumatonta)',
];
const ASK = new RegExp(`(?<!\\p{L})(?:${ASKS.join('|')})(?!\\p{L})`, 'iu');

/** "ab 2,99 Euro pro Woche", "just £1 a month": what a subscription costs. */
const PRICE =
  /(?:[€£$]\s?\d{1,3}(?:[.,]\d{2})?|\d{1,3}(?:[.,]\d{2})?\s?(?:€|euros?|eur|£|kr\.?|zł|chf|usd))\s?(?:\/|a|an|per|pro|im|par|por|al|à|i|om|pr\.?|na)\s?(?:l[ae] )?(?:week|month|year|woche|monat|jahr|semaine|mois|an|semana|mes|mês|año|mese|settimana|maand|jaar|månad|måned|kk|miesiąc)(?!\p{L})/iu;
const SELLS =
  /(?:subscri|unlimited|ad-free|all articles|alle artikel|ohne werbung|lesen sie|abonn|jetzt testen|illimité|sans publicité|sin publicidad|suscr|assin|todos los artículos|tous les articles|abbon|prenumer|tilaa)/iu;

const LONGEST_ASK = 400;

/** True for a line in which a site asks its readers for money, or offers what they get for it. */
export function asksForSupport(text: string): boolean {
  return text.length <= LONGEST_ASK && (ASK.test(text) || (PRICE.test(text) && SELLS.test(text)));
}
