/**
 * The parts of which desks build a notice between newsrooms that takes a story back, by language. Each is a source of a
 * pattern over whole words; `…` stands for up to eighty signs of the same sentence.
 */
export interface NoticeWords {
  /** What a story is called. */
  readonly story: string;
  /** To take it back: order, statement, participle and noun. */
  readonly drop: string;
  /** Not to use it. */
  readonly ban: string;
  /** To keep it back for a while. */
  readonly hold: string;
  /** What makes a sentence a request. */
  readonly please: string;
  /** The agency of itself. */
  readonly own: string;
  /** Those to whom desks write. */
  readonly desk: string;
  /** What gives a sentence to somebody else. */
  readonly told: string;
  /** What may be used in its place. */
  readonly instead: string;
  /** A part of a story: what takes out no more than that corrects it. */
  readonly portion: string;
  /** How a story speaks of itself where it takes the place of another. */
  readonly replacing: string;
  /** What lifts an earlier notice. */
  readonly lifted: string;
}

/** A row a language, or a group of languages that share most words. */
export const NOTICE_WORDS: readonly NoticeWords[] = [
  {
    story:
      'stor(?:y|ies)|item|articles?|reports?|dispatch(?:es)?|cop(?:y|ies)|alerts?|snaps?|takes?|version|headlines?|pieces?|briefs?|bulletin|newsbreak|flash|slugg?(?:ed)?|obituary|feature|wrap|writethru|transmission|(?:newss|presss)?release',
    drop: String.raw`kill(?:ed|s|ing)?|annul(?:s|led|ling|ment)?|withdraw(?:n|al|s|ing)?|withdrew|retract(?:s|ed|ing|ion)?|cancel(?:s|l?ed|l?ing|l?ation)?|disregard(?:ed|ing)?|ignore(?:d)?|spike(?:d)?|delet(?:e|ed|es|ing|ion)|remov(?:e|ed|es|ing|al)|discard(?:ed)?|scrap(?:ped)?|pull(?:s|ed|ing)?|void(?:ed)?|eliminat(?:e|es|ed|ing|ion)|rescind(?:s|ed)?|unpublish(?:ed)?|purge(?:d)?|erase(?:d)?|tak(?:e|en)\sdown|take…\sdown|(?:kill|withdrawal)\sis\smandatory|stands?\swithdrawn|(?:sent|moved|issued|transmitted|published|filed|released)\s(?:out\s)?(?:in\serror|by\smistake|inadvertently|erroneously)|(?:inadvertently|erroneously|mistakenly)\s(?:sent|moved|issued|transmitted|published|filed|released)`,
    ban: String.raw`(?:do|does|must|should|may|can|is|are|need)\s?(?:not|n['’]t)\s(?:to\s)?(?:be\s)?(?:re)?(?:use[d]?|publish(?:ed)?|run|print(?:ed)?|broadcast|post(?:ed)?|distribut(?:e|ed)|air(?:ed)?|transmit(?:ted)?)|(?:refrain|desist)\sfrom\s(?:using|publishing|running)|not\sto\s(?:use|publish|run|be\s(?:used|published))|not\sfor\s(?:use|publication)|no\slonger\s(?:valid|be\s(?:used|published)|to\sbe\sused|available\sfor)|stop\s(?:using|publication)|cease\s(?:using|use|publication)`,
    hold: String.raw`hold(?:\soff|\sback)?|withhold|withheld|on\shold|suspend(?:ed|s)?|put\son\shold`,
    please: String.raw`please|pls|kindly|(?:clients|subscribers|editors|members|newsrooms|desks)\s(?:are|should|must)(?:\s(?:asked|advised|requested|urged|reminded|aware))?|we\s(?:ask|request|advise)|(?:kill|withdrawal)\sis\smandatory|(?:asks?|requests?|advise[sd]?)\s(?:all\s|that\s|its\s){0,3}(?:clients|subscribers|members|editors|media|journalists)`,
    own: String.raw`our|we|us|this\s(?:news\s)?agency|the\s(?:news\s)?agency|of\sours`,
    desk: 'eds?|editors|clients?|subscribers?|newsrooms?|members|desks?|advisory|mandatory|urgent|important|attention|attn|notice|note',
    told: String.raw`said|says|told|wrote|according\sto|announced|accused|ordered|orders|reported|claim(?:s|ed)|alleg\p{L}+|sued|ruled|demand(?:s|ed)|urged`,
    instead: String.raw`instead|replac\p{L}+|substitut\p{L}+|superse\p{L}+|in\sits\splace`,
    portion: String.raw`paragraph\p{L}*|para|sentence|words?|reference\p{L}*|quotes?|quotation|typo|figures?|letter|names?|lines?|byline|dateline|headlines?|photos?|link|extraneous|repeat\p{L}*|repetition|duplicat\p{L}*|superfluous`,
    replacing: String.raw`this|the\sfollowing|below|corrected\sversion`,
    lifted: String.raw`reinstat\p{L}+|(?:may|can)\s(?:now\s|again\s)?be\s(?:used|published)|(?:cleared|safe|free)\s(?:for|to)\s(?:use|publish|publication)|(?:disregard|ignore|cancel|withdraw)…\s(?:kill|withdrawal|retraction|advisory|notice)|(?:kill|withdrawal|retraction|hold)(?:\s(?:notice|note|advisory|order))?\s(?:has\sbeen|is|was|been)\s(?:lifted|withdrawn|cancel+ed|rescinded|sent\sin\serror|issued\sin\serror)`,
  },
  {
    story: String.raw`\p{L}*meldung(?:en)?|pressemitteilung(?:en)?|nachricht(?:en)?|(?:korr-?|vor|kurz|agentur|spiel)?berichte?s?|\p{L}*beitr[aä]ge?s?|fassung(?:en)?|korrespondenz|texte?s?|artikels?|zusammenfassung|porträts?|überblick|stück|feature|dienst`,
    drop: String.raw`zurück(?:ge)?zogen|zurück(?:zu)?ziehen|(?:zieht|ziehen|zog|zogen)…\szurück|zurückgenommen|(?:nimmt|nehmen)…\szurück|zurückruf|widerruf\p{L}*|(?:als\s)?nicht\sgesendet|rückruf|rückzug|zurückgerufen|(?:ruft|rufen)…\szurück|stornier\p{L}*|annullier\p{L}*|(?:ge)?lösch(?:en|t|ung)|entfern(?:en|t)|(?:ge)?strichen|streichen|gegenstandslos|hinfällig|ungültig|ignorieren|gekillt|killen|entfällt|entfallen|nichtig|fällt\sweg|irrtümlich(?:erweise)?…\s(?:gesendet|verbreitet|veröffentlicht|verschickt)|versehentlich…\s(?:gesendet|verbreitet|veröffentlicht|verschickt)`,
    ban: String.raw`nicht\s(?:mehr\s|weiter\s|weiter|zu\s|zur\s){0,3}(?:ver(?:wend|öffentlich|breit|wert)\p{L}*|nutzen|benutzen|ab(?:zu)?drucken|genutzt|benutzt|publizier\p{L}*|bringen|drucken|senden|gedruckt)|nicht\szu\s(?:verwenden|beachten)|(?:verwenden|nutzen|benutzen|veröffentlichen|verbreiten|beachten|bringen)\ssie…\snicht|von…\s(?:veröffentlichung|verwendung|verbreitung|nutzung)…\s(?:abzusehen|absehen)|keine…\s(?:veröffentlichung|verwendung)|(?:darf|dürfen)\snicht…\s(?:verwendet|veröffentlicht|verbreitet|genutzt)`,
    hold: String.raw`zurück(?:zu)?halten|zurückgehalten|zurückgestellt|zurückzustellen|(?:halten|hält)…\szurück|gesperrt|vorerst\snicht|vorläufig\snicht|bis\sauf\sweiteres|bis\szur\sklärung`,
    please: String.raw`bitte|wir\sbitten|bitten\swir|bittet|(?:werden|wird|sind)\s(?:dringend\s|alle\s)?gebeten|wir\sersuchen`,
    own: String.raw`wir|uns|unser\p{L}*|die\sagentur`,
    desk: String.raw`redaktionen?|kunden|bezieher\p{L}*|abonnenten|achtung|hinweis|rückruf|wichtig|dringend`,
    told: String.raw`sagte|teilte|teilten|laut|zufolge|nach\s(?:eigenen\s)?angaben|erklärte|berichtete|hieß|kündigte|verfügte|urteilte`,
    instead: String.raw`stattdessen|ersetz\p{L}*|ersatz\p{L}*|anstelle`,
    portion: String.raw`absatz\p{L}*|absätze|satz\p{L}*|wort\p{L}*|wörter|zitat\p{L}*|tippfehler|zahl\p{L}*|namen?s?|überschrift|verweis`,
    replacing: String.raw`diese[rs]?|nachfolgende\p{L}*|folgende\p{L}*|neue\sfassung|korrigierte\sfassung`,
    lifted: String.raw`wieder…\s(?:verwendet|veröffentlicht|freigegeben|verwendbar)|(?:rückruf|sperrung|sperre|zurückziehung)…\s(?:aufgehoben|hinfällig|gegenstandslos|irrtümlich)|(?:zum|zur)\s(?:veröffentlichung|verwendung)\sfrei(?:gegeben)?|ist\s(?:wieder\s)?frei(?:gegeben)?`,
  },
  {
    story:
      'dépêches?|communiqués?|informations?|articles?|alertes?|papiers?|infos?|flashe?s?|urgents?|brèves?|textes?|versions?|synthèses?|sujets?|leads?',
    drop: String.raw`annul\p{L}*|retir\p{L}*|retrait|(?:comme\s)?non\sreçue?s?|rapport(?:er|ée?s?)|supprim\p{L}*|suppression|élimin\p{L}*|(?:nulle?s?\set\s)?non\savenue?s?|caduque?s?|effac\p{L}*|dépubli\p{L}*|rétract\p{L}*|ignorer|ignorez|par\serreur`,
    ban: String.raw`ne\s(?:pas|plus)\s(?:(?:la|le|les|en|plus|l['’])\s?)?(?:tenir|utiliser|publier|diffuser|reprendre|exploiter|imprimer|mettre|se\sservir|faire\susage)|n['’](?:en\s)?(?:utilisez|exploitez)\s(?:pas|plus)|ne\s(?:l['’])?(?:tenez|publiez|diffusez|reprenez|utilisez)\s(?:pas|plus)|ne\s(?:doi(?:ven)?t|peu(?:ven)?t)\s(?:pas|plus)\s(?:être\s)?(?:utilis|publi|diffus|repris|exploit)\p{L}*|(?:tenir|considérer)…\spour\snulle?s?|ne…\splus\svalable`,
    hold: String.raw`suspend\p{L}*|suspension|en\sattente|en\ssuspens|gel(?:er|ée?s?)|retenir|retenue?s?|jusqu['’]à\snouvel\sordre|jusqu['’]à\snouvel\savis|pour\sl['’]instant`,
    please: String.raw`prière|merci|veuillez|prions|demandons|priés?|svp|s['’]il\svous\splaît|bien\svouloir`,
    own: "nos|notre|nous|l['’]agence",
    desk: 'abonnés|clients|rédactions?|avis|attention|note|important',
    told: String.raw`selon|a\s(?:déclaré|annoncé|affirmé|indiqué|dit|estimé|ordonné)|ont\s(?:déclaré|annoncé|affirmé|indiqué|dit)|d['’]après`,
    instead: String.raw`remplac\p{L}*|à\sla\splace|substitu\p{L}*`,
    portion: 'paragraphes?|phrases?|mots?|citations?|référence|coquilles?|noms?|titre',
    replacing: String.raw`cette|ce|la\sprésente|ci-dessous|(?:annule|annulée)\set`,
    lifted: String.raw`peu(?:ven)?t\s(?:à\snouveau\s|désormais\s|de\snouveau\s)?être\s(?:utilis|publi|diffus)\p{L}*|rétabli\p{L}*|(?:annulation|retrait)…\s(?:levée?|annulée?|caduque|par\serreur)`,
  },
  {
    story:
      'noticias?|comunicados?|notas?|informaci(?:ón|ones)|despachos?|textos?|teletipos?|alertas?|crónicas?|urgentes?|cables?|artículos?|versi(?:ón|ones)|avances?|notícias?|informaç(?:ão|ões)|matérias?|takes?|peças?|artigos?|telegramas?',
    drop: String.raw`anul\p{L}*|retir(?!o\b)\p{L}*|elimin\p{L}*|cancel\p{L}*|desestim\p{L}*|desconsider\p{L}*|suprim\p{L}*|supresión|ignor(?:ar|en|em|e|ad\p{L}*)|borr(?:ar|en|ad\p{L}*)|descart\p{L}*|(?:sin|sem)\s(?:efecto|efeito|validez)|inválid\p{L}*|caso\somiso|apag(?:ar|uem|ad\p{L}*)|remov(?:er|am|id\p{L}*)|remoção|por\s(?:erro|lapso|engano|equivocación)|por\serror|por\s(?:no\srecibid|não\srecebid|no\senviad)\p{L}*`,
    ban: String.raw`n(?:o|ão)\s(?:(?:la|lo|las|los|se|a|o|deben?|deve[m]?|debe|pueden?|ser|sea|sean|seja|sejam|podrá|más|mais|vuelvan\sa|hacer|fazer|tener|tengan|tomar|tomen)\s){0,3}(?:utili[cz]|publi[cq]|difun|divulg|us(?:ar|en|em|ad|o\b)|emit|reprodu|transmit|en\scuenta|em\sconta)\p{L}*|abst[eé]n(?:ganse|erse|gan-se)|(?:não\s)?dar\spor\snul[ao]|absterem-se|que\sse\sabstengan`,
    hold: String.raw`ret(?:ener|engan|enid\p{L}*|er|ida|ido|enham)|suspend\p{L}*|suspens\p{L}*|en\sespera|em\sespera|aguard\p{L}*|hasta\snuevo\saviso|até\snov[ao]\s(?:aviso|ordem)|de\smomento`,
    please: String.raw`rogamos|ruego|se\sruega|roga-se|por\sfavor|pedimos|se\s(?:pide|solicita)|pede-se|solicitamos|solicita-se|sírvanse|agradec(?:emos|eríamos|eremos|e-se)|queiram`,
    own: String.raw`nuestr[ao]s?|noss[ao]s?|(?:la|esta|a)\sag[eê]ncia`,
    desk: String.raw`clientes|abonados|suscriptores|assinantes|redacci(?:ón|ones)|redaç(?:ão|ões)|editores|avis[oa]|atención|atenção|importante|subscritores|nota\sa`,
    told: 'según|segundo|dijo|disse|inform[oó]u?|anunci(?:ó|ou)|afirm(?:ó|ou)|señaló|orden(?:ó|ou)|declar(?:ó|ou)',
    instead: String.raw`sustitu\p{L}*|substitu\p{L}*|reemplaz\p{L}*|en\ssu\slugar|em\sseu\slugar`,
    portion: 'párrafos?|frases?|palabras?|citas?|referencias?|parágrafos?|palavras?|nombres?|nomes?|titular',
    replacing: String.raw`est[ae]|presente|seguinte|siguiente|(?:anula|anulada|anulado)\s[ey]`,
    lifted: String.raw`(?:puede|pode)[nm]?\s(?:volver\sa\s|voltar\sa\s|ya\s|já\s)?(?:ser\s)?(?:utiliz|publi|us)\p{L}*|restable\p{L}*|(?:anula(?:ción|ção)|retirada)…\s(?:sin|sem)\sefe(?:c)?to`,
  },
  {
    story:
      'notizi[ae]|comunicat[oi]|dispacci[o]?|servizi[o]?|articol[oi]|lanc[io]{1,2}|flash|test[oi]|pezz[oi]|take|version[ei]',
    drop: String.raw`annull\p{L}*|ritir(?:are|at\p{L}*|a|iamo|o)|null[ao]|ritenersi|eliminare|eliminat\p{L}*|cancell\p{L}*|cestin\p{L}*|ignorare|ignorat\p{L}*|sopprim\p{L}*|soppress\p{L}*|rimuov\p{L}*|rimoss\p{L}*|rimozione|per\serrore|come\snon\s(?:inviat|ricevut)\p{L}*`,
    ban: String.raw`non\s(?:(?:la|lo|va|vanno|deve|devono|essere|venga|può|più|è)\s){0,3}(?:utilizz|pubblic|diffond|us(?:are|at)|tener|tenga|riprend|valid)\p{L}*|non\sdiffusa`,
    hold: String.raw`sospe(?:nd|s)\p{L}*|in\sattesa|tratten\p{L}*|fino\sa\snuov[ao]|per\sora`,
    please: String.raw`si\sprega|preghiamo|pregati|per\sfavore|si\sinvita\p{L}*|invitiamo|prego|si\schiede|chiediamo`,
    own: "nostr[aoei]|l['’]agenzia",
    desk: 'clienti|abbonati|redazion[ei]|avviso|attenzione|urgente|importante',
    told: String.raw`secondo|ha\s(?:detto|annunciato|dichiarato|affermato|ordinato)|riferisce`,
    instead: String.raw`sostitu\p{L}*|al\ssuo\sposto|rimpiazz\p{L}*`,
    portion: 'paragrafo|frasi|frase|parol[ae]|citazion[ei]|riferiment[oi]|nom[ei]|titolo',
    replacing: String.raw`quest[ao]|presente|seguente|annulla\se`,
    lifted: String.raw`(?:può|possono)\s(?:di\snuovo\s|nuovamente\s)?essere\s(?:utilizz|pubblic)\p{L}*|ripristin\p{L}*|annullamento…\s(?:errore|revocato)`,
  },
  {
    story: String.raw`\p{L}*bericht(?:en|je)?|artikel(?:en)?|tekst(?:en)?|verhaal|stuk|versie|alert`,
    drop: String.raw`ingetrokken|intrekken|intrekking|in\ste\strekken|(?:trekt|trekken)…\s(?:in|terug)|teruggetrokken|vervallen|vervalt|als\sniet\sverzonden|verwijder\p{L}*|annuleren|geannuleerd|annulering|schrappen|geschrapt|negeren|ten\sonrechte…\s(?:verzonden|verstuurd|verspreid)|per\s(?:abuis|ongeluk|vergissing)`,
    ban: String.raw`niet\s(?:meer\s|te\s|voor\s|worden\s){0,3}(?:gebruik\p{L}*|public\p{L}*|gepubliceerd|verspreid\p{L}*|plaats\p{L}*|overnemen|over\ste\snemen)|(?:gebruik|publiceer)…\sniet`,
    hold: String.raw`aanhouden|aan\ste\shouden|aangehouden|opgeschort|opschorten|vasthouden|tot\snader\s(?:order|bericht)|voorlopig\sniet|nog\sniet`,
    please: String.raw`gelieve|(?:wij|we)\s(?:vragen|verzoeken)|verzoeke|(?:wordt|worden)\sverzocht|graag|svp|s\.v\.p|alstublieft|a\.u\.b|wilt\su`,
    own: 'wij|we|ons|onze',
    desk: String.raw`redacties?|abonnees|klanten|let\sop|attentie|belangrijk|dringend`,
    told: 'zei|zegt|volgens|aldus|meldde|meldt|liet|oordeelde',
    instead: String.raw`vervang\p{L}*|vervangt|in\splaats|daarvoor\sin\sde\splaats`,
    portion: String.raw`alinea\p{L}*|zin|zinnen|woord\p{L}*|citaat|naam|namen|kop`,
    replacing: 'dit|deze|volgende',
    lifted: String.raw`(?:mag|mogen|kan|kunnen)\s(?:weer|nu|alsnog)\s(?:worden\s)?(?:gebruikt|gepubliceerd)|vrijgegeven|intrekking…\singetrokken`,
  },
  {
    story: String.raw`melding(?:en|er|ene)?|nyhet(?:en|er|erna)?|nyhed(?:en)?|\p{L}*telegram(?:met|mer)?|histori(?:en|e)|artikkel(?:en)?|artikel(?:n|en)?|artiklen|sak(?:en|a)?|text(?:en)?|tekst(?:en)?|notis(?:en)?|flash(?:en)?|version(?:en)?|versjon(?:en)?`,
    drop: String.raw`trekk(?:er|es|e|s)|træk(?:k|)(?:er|es|ker|kes)?|trukket|trukne|dra(?:r|s|git|gits|gen|ger)|indrag\p{L}*|inddrag\p{L}*|annuller\p{L}*|makuler\p{L}*|återkall\p{L}*|återta(?:s|r|gen)|tilba[kg]e(?:kald|trukket|kall|trekk|træk)\p{L}*|tillbakadrag\p{L}*|slett\p{L}*|slet(?:tes)?|stryk(?:e|es|s|as|a)?|stryges|stryg|strøket|struket|fjern(?:e|es|et)?|tas?\sbort|radera[s]?|utgår|udgår|bortfal(?:ler|der)|bortfall|bortfald|faller\sbort|falder\sbort|bortse\p{L}*|se…\sbort\sfra|bortse\sfrån|ignorer\p{L}*|ved\sen\s(?:feil|fejl)|av\smisstag|fejlagtigt|feilaktig`,
    ban: String.raw`(?:ikke|inte|ej)\s(?:(?:lenger|længere|längre|være|bli|å|at|att|skal|må|får)\s){0,2}(?:bruk|brug|benytt|använd|publi[sc]er|anvend|tryk|offentliggør|spre|sprid|videref)\p{L}*|(?:bruk|brug|använd|publiser|publicera|publicer|benytt)\s(?:ikke|inte|ej)|(?:bruk|brug|använd|publiser|publicera)…\s(?:ikke|inte)`,
    hold: String.raw`hold(?:es|e)?…\stilba[kg]e|tilbageholde[s]?|hålls?\sinne|håll\sinne|avvent\p{L}*|afvent\p{L}*|vänta|på\svent|tills\svidare|inntil\svidere|indtil\svidere|stoppe[s]?|stoppas?`,
    please: String.raw`vennligst|vänligen|venligst|vi\s(?:ber|beder|anmoder)|bes|bedes|ombeds|ombes|anmodes|var\s(?:vennlig|snäll|snill)`,
    own: 'vår[et]?|våra|vores|vi|oss|os',
    desk: 'redaksjon(?:en|ene|er)?|redaktion(?:en|erne|er|erna)?|red|kund(?:ene|erne|erna|er)|abonnent(?:er)?(?:ne|na)?|merk|obs|viktigt?|vigtigt?',
    told: 'sa|sagde|siger|sier|säger|ifølge|enligt|skriver|oppl?yser|melder|meddelar|dømte',
    instead: String.raw`erstatt\p{L}*|ersätt\p{L}*|i\s(?:stedet|stället)`,
    portion: String.raw`avsnitt\p{L}*|afsnit\p{L}*|ord|ordet|setning\p{L}*|sætning\p{L}*|mening\p{L}*|stycke\p{L}*|linje\p{L}*|sitat\p{L}*|citat\p{L}*|navn\p{L}*|namn\p{L}*|tittel\p{L}*`,
    replacing: String.raw`denne|dette|den\shär|följande|følgende`,
    lifted: String.raw`(?:kan|får)\s(?:igen|igjen|nå|nu|åter|likevel|alligevel)\s(?:brukes|bruges|användas|publiseres|publiceras)|frigis|frigives|frigitt`,
  },
  {
    story: String.raw`ju(?:ttu|tun|ttua|tut|ttuja)|uuti(?:nen|sen|sta|set|sia)|artikkeli\p{L}*|sähke\p{L}*|pikauuti\p{L}*|versio\p{L}*|teksti\p{L}*`,
    drop: String.raw`peru(?!st|s\p{L})\p{L}*|mitätöi\p{L}*|vede(?:tään|tty|ttävä)\p{L}*|vetää|poist\p{L}*|hylä\p{L}*|huomiotta|vahingossa|virheellisesti\slähet\p{L}*`,
    ban: String.raw`(?:ei|älkää|älä)\s(?:(?:saa|enää|tule|pidä|sitä)\s){0,2}(?:käyt|julkais|levit)\p{L}*|käyttämättä|julkaisematta`,
    hold: String.raw`pidättä\p{L}*|odottam\p{L}*|odottaa|toistaiseksi|pidetään`,
    please: String.raw`pyydämme|pyydetään|ystävällisesti|olkaa\shyvä`,
    own: 'stt:n|me|meidän',
    desk: String.raw`toimituks\p{L}*|asiakk\p{L}*|huom\p{L}*|tärkeää`,
    told: 'sanoi|sanoo|mukaan|kertoi|kertoo|ilmoitti|määräsi',
    instead: String.raw`korva\p{L}*|tilalle|sijaan|sijasta`,
    portion: String.raw`kappale\p{L}*|sana\p{L}*|lause\p{L}*|virke\p{L}*|otsik\p{L}*|nimi`,
    replacing: 'tämä|oheinen|seuraava|alla',
    lifted: String.raw`(?:voi|saa)\s(?:taas|nyt|jälleen|kuitenkin)\s(?:käyttää|julkaista)|vapautet\p{L}*`,
  },
  {
    story: String.raw`depesz\p{L}*|komunikat\p{L}*|wiadomoś\p{L}*|informacj\p{L}*|tekst\p{L}*|materiał\p{L}*|artykuł\p{L}*|notatk\p{L}*|zpráv\p{L}*|text(?:u|y|ů|em)?|správ[auy]|člán(?:ek|ku)`,
    drop: String.raw`anul\p{L}*|wycof\p{L}*|usun\p{L}*|usuw\p{L}*|nieaktualn\p{L}*|unieważn\p{L}*|skasow\p{L}*|pomin\p{L}*|zignorow\p{L}*|omyłkowo|pomyłkowo|ruší(?:me|)|zruš\p{L}*|stahuj\p{L}*|staž\p{L}*|stáhn\p{L}*|storn\p{L}*|neplatn\p{L}*|omylem`,
    ban: String.raw`(?:nie|o\snie)\s(?:(?:należy|wolno|może|można|być|jej|go)\s){0,2}(?:wykorzyst|publik|używ|rozpowszechn|korzyst)\p{L}*|nie(?:wykorzyst|publikow|używ)\p{L}*|ne(?:použív|publik|zveřej|vydáv)\p{L}*`,
    hold: String.raw`wstrzym\p{L}*|zawiesz\p{L}*|do\sodwołania|pozastav\p{L}*`,
    please: 'prosimy|proszę|prośba|uprzejmie|prosíme|prosím|žádáme',
    own: String.raw`nasz\p{L}*|naš\p{L}*`,
    desk: String.raw`redakc\p{L}*|abonen\p{L}*|klien\p{L}*|odbiorc\p{L}*|odběratel\p{L}*|uwaga|ważne|pilne|upozornění`,
    told: String.raw`powiedział\p{L}*|według|poinformował\p{L}*|oświadczył\p{L}*|řekl\p{L}*|podle|uvedl\p{L}*`,
    instead: String.raw`zast[ęą]p\p{L}*|zamiast|nahraz\p{L}*|místo`,
    portion: String.raw`akapit\p{L}*|zdani\p{L}*|słow\p{L}*|cytat\p{L}*|nazwisk\p{L}*|odstav\p{L}*|vět\p{L}*`,
    replacing: String.raw`niniejsz\p{L}*|ta|poniższ\p{L}*|tato|následující`,
    lifted: String.raw`(?:może|można)\s(?:już\s|ponownie\s)?(?:być\s)?(?:wykorzyst|publik)\p{L}*|przywr\p{L}*`,
  },
  {
    story: String.raw`сообщени\p{L}*|новост\p{L}*|материал\p{L}*|информаци\p{L}*|заметк\p{L}*|текст\p{L}*|молни\p{L}*|верси\p{L}*`,
    drop: String.raw`аннулир\p{L}*|отозв\p{L}*|отзыва\p{L}*|отзыв|снят\p{L}*|снять|снима\p{L}*|удал\p{L}*|изъя\p{L}*|отмен\p{L}*|недействительн\p{L}*|ошибочно\s(?:вы|от|на|ра)\p{L}*|по\sошибке`,
    ban: String.raw`не\s(?:использ|публик|распростран|выпуск|принимать|давать|учитывать)\p{L}*|воздержаться\sот`,
    hold: String.raw`задерж\p{L}*|приостанов\p{L}*|придержать|до\s(?:особого|дальнейш\p{L}*|выяснения)`,
    please: 'про(?:сим|сьба)|пожалуйста',
    own: String.raw`наш\p{L}*|мы|агентство`,
    desk: String.raw`редакци\p{L}*|подписчик\p{L}*|клиент\p{L}*|абонент\p{L}*|внимани\p{L}*|сми|важно|срочно`,
    told: String.raw`сказал\p{L}*|сообщил\p{L}*|заявил\p{L}*|согласно|по\sсловам|по\sданным`,
    instead: String.raw`замен\p{L}*|вместо|взамен`,
    portion: String.raw`абзац\p{L}*|слов\p{L}*|фраз\p{L}*|предложени\p{L}*|цитат\p{L}*|заголов\p{L}*`,
    replacing: String.raw`данн\p{L}*|настоящ\p{L}*|это|следующ\p{L}*`,
    lifted: String.raw`можно\s(?:снова\s|вновь\s)?(?:использовать|публиковать)|восстановлен\p{L}*`,
  },
  {
    story: `(?:ال)?(?:خبر|برقية|مادة|تقرير|نص|قصة)|أخبار|خبرنا|خبرها`,
    drop: 'إلغاء|الغاء|ألغي|أُلغي|يلغى|تلغى|تلغي|سحب|تسحب|يسحب|سحبت|سحبها|بسحب|تجاهل|حذف|يحذف|شطب|بالخطأ|عن طريق الخطأ|لاغ|لاغيا|ملغى',
    ban: String.raw`عدم\s(?:ال)?(?:استخدام|نشر|استعمال|بث)\p{L}*|لا\s(?:تستخدم|تنشر|يستخدم|ينشر)\p{L}*`,
    hold: String.raw`تعليق|تأجيل|إيقاف|وقف\sنشر|حتى\sإشعار\sآخر|التريث`,
    please: `(?:ال)?رجاء|يرجى|نرجو|برجاء|نطلب|المرجو`,
    own: 'وكالتنا|الوكالة',
    desk: String.raw`(?:ال)?مشترك\p{L}*|(?:ال)?عملاء|المحررين|تنبيه|ملاحظة|السادة|تنويه`,
    told: String.raw`قال|قالت|وفق|بحسب|أعلن\p{L}*|حسب`,
    instead: String.raw`بدلا\p{M}*|بديل\p{L}*|يستبدل|استبدال\p{L}*|تحل\sمحل\p{L}*`,
    portion: '(?:ال)?(?:فقرة|كلمة|جملة|اسم|عنوان)',
    replacing: String.raw`هذا|هذه|التالي\p{L}*`,
    lifted: String.raw`يمكن\s(?:الآن\s)?(?:استخدام|نشر)\p{L}*`,
  },
  {
    story: String.raw`haber\p{L}*|metn?i?n?\p{L}*|hír(?!e[ksd]|n)\p{L}*|anyag\p{L}*|cikk\p{L}*|tudósítás\p{L}*|είδησ\p{L}*|τηλεγράφημ\p{L}*|κείμεν\p{L}*|ştir\p{L}*|știr\p{L}*|vijest\p{L}*|vest(?:i|)`,
    drop: String.raw`iptal\p{L}*|geri\sçek\p{L}*|kaldır\p{L}*|hükümsüz\p{L}*|dikkate\salma\p{L}*|visszavon\p{L}*|töröl\p{L}*|törl\p{L}*|érvénytelen\p{L}*|ακυρών\p{L}*|ακύρωσ\p{L}*|ακυρωθ\p{L}*|αποσύρ\p{L}*|αγνοήσ\p{L}*|anul\p{L}*|retra\p{L}*|povuč\p{L}*|povlač\p{L}*|poništ\p{L}*`,
    ban: String.raw`(?:kullan|yayınla|yayımla)(?:ma|ıl?ma|nma)\p{L}*|ne\s(?:használ|közöl|jelentes)\p{L}*|nem\s(?:használható|közölhető)|μη\p{L}?\s(?:χρησιμοπο|δημοσιε|μεταδ)\p{L}*|nu\s(?:utiliz|public|folos)\p{L}*|ne\s(?:koristi|objavlj)\p{L}*`,
    hold: String.raw`beklet\p{L}*|askıya\p{L}*|visszatart\p{L}*|felfüggeszt\p{L}*|αναστ\p{L}*`,
    please: String.raw`lütfen|rica|kérj\p{L}*|kérem|szíveskedj\p{L}*|παρακαλ\p{L}*|vă\srugăm|molimo`,
    own: String.raw`ajansımız\p{L}*|haberimiz\p{L}*|μας|ügynökség\p{L}*|noastr\p{L}*|naš\p{L}*`,
    desk: String.raw`abone\p{L}*|editör\p{L}*|dikkat|szerkesztő\p{L}*|előfizető\p{L}*|συνδρομητ\p{L}*|συντάκτ\p{L}*|προσοχή|redacți\p{L}*|abonaț\p{L}*|redakc\p{L}*`,
    told: 'söyledi|dedi|göre|mondta|szerint|είπε|δήλωσε|spus|potrivit|rekao|rekla',
    instead: String.raw`yerine|helyett|αντικα\p{L}*|înlocui\p{L}*|umjesto|zamjen\p{L}*`,
    portion: String.raw`paragraf\p{L}*|cümle\p{L}*|kelime\p{L}*|bekezdés\p{L}*|mondat\p{L}*|szó|παράγραφ\p{L}*`,
    replacing: String.raw`bu|ez|aşağıdaki|alábbi|acest\p{L}*|aceast\p{L}*|ovaj|ova`,
    lifted: String.raw`yeniden\skullanıl\p{L}*|ismét\sfelhasználható`,
  },
];

/** The same for languages that put no space between words. */
export const NOTICE_WORDS_UNSPACED: readonly NoticeWords[] = [
  {
    story: '記事|配信|原稿|速報|稿件|此稿|该稿|此消息|该消息|新闻稿|기사',
    drop: '取り消|取消|撤回|削除|差し替え前|撤稿|撤销|删除|作废|취소|삭제|철회',
    ban: '使用しない|使わない|使用せず|掲載しない|请勿使用|勿用|停用|停止使用|不要使用|사용하지',
    hold: '保留|見合わせ|暂缓|暂停|보류',
    please: '願い|下さい|ください|请|바랍니다|주십시오',
    own: '当社|本社|弊社|本社|본사',
    desk: '編集|各位|用户|编辑|注意|加盟社|고객|알림',
    told: 'によると|述べた|表示|据|밝혔다|따르면',
    instead: '差し替え|代わり|替换|改用|대신|대체',
    portion: '段落|段|句|단락|문장',
    replacing: String.raw`本|以下|이\s`,
    lifted: '取り消しを撤回|恢复使用',
  },
];
