import type { ToldNotice } from './told-notices.ts';

/** Reports of what papers, courts and portals did to stories, under the headline that the agency's own story has too. */
export const REPORTS_OF_OTHERS: readonly ToldNotice[] = [
  [
    'reuters',
    'en',
    'Island weekly takes down ferry story',
    'SKAGEN, Nov 27 - The island newspaper took down its article "{headline}" on Friday and apologised to the crew.',
  ],
  [
    'dpa',
    'de',
    'Magazin löscht Bericht über Fähre',
    'Kiel (dpa) - Das Magazin hat seinen Bericht «{headline}» am Freitag gelöscht. Der Kapitän hatte geklagt.',
  ],
  [
    'afp',
    'fr',
    'Un site retire son article sur le ferry',
    'Brest, 27 nov 2026 (AFP) - Le site a retiré vendredi son article intitulé "{headline}", jugé alarmiste par le port.',
  ],
  [
    'efe',
    'es',
    'Un juez ordena borrar una noticia sobre el ferri',
    'Vigo, 27 nov (EFE).- Un juez ordenó este viernes a un portal borrar la noticia "{headline}", tras la demanda de la naviera.',
  ],
  [
    'pap',
    'pl',
    'Gazeta usunęła artykuł o promie',
    '27.11.2026 Gdańsk (PAP) - Gazeta usunęła w piątek artykuł "{headline}" - poinformował jej wydawca.',
  ],
  [
    'tass',
    'ru',
    'Газета отозвала статью о пароме',
    'ВЫБОРГ, 27 ноября. /ТАСС/. Газета удалила в пятницу сообщение "{headline}" и принесла извинения.',
  ],
  [
    'tt',
    'sv',
    'Tidning raderar artikel om färja',
    'Gotlandsposten raderar sin artikel "{headline}" efter kritik från rederiet, skriver tidningen.',
  ],
];

/** Who did it is named, but may be anybody: a person decides. */
export const BY_SOMEBODY: readonly ToldNotice[] = [
  [
    'stt',
    'fi',
    'Rannikko poisti jutun lautasta',
    'Rannikko poisti jutun "{headline}" perjantaina. Päätoimittajan mukaan jutussa oli virheitä.',
  ],
];

/** Not to be used for now. */
export const HOLDS_FOR_NOW: readonly ToldNotice[] = [
  ['dpa', 'de', 'Sperrung', 'Die Meldung «{headline}» ist bis zur Klärung gesperrt.'],
  ['efe', 'es', 'Nota a los abonados', 'Por favor, no publiquen por el momento la noticia "{headline}".'],
  ['afp', 'fr', 'Note aux clients', 'Merci de ne pas utiliser pour le moment la dépêche "{headline}".'],
  ['ritzau', 'da', 'Til redaktionerne', 'Artiklen "{headline}" må indtil videre ikke bruges.'],
];
