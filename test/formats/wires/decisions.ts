/** What decides, file by file: written by hand beside the golden files, an entry an article. */
export interface Decision {
  readonly change: string;
  readonly pubStatus: string;
  readonly embargoedUntil: string | null;
  /** True where the embargo's words give no instant. */
  readonly held: boolean;
  readonly newsClass: string;
  readonly headline: string | null;
  readonly changeNote: string | null;
}

const STORY: Decision = {
  change: 'new',
  pubStatus: 'usable',
  embargoedUntil: null,
  held: false,
  newsClass: 'story',
  headline: null,
  changeNote: null,
};

/** Files under the fixture folder and what each article of them decides; what is not said is a new, usable story. */
export const DECISIONS: Readonly<Record<string, readonly Decision[]>> = {
  'afp-core/agenda-by-attribute.json': [{ ...STORY, headline: 'Agenda de la semaine', newsClass: 'schedule' }],
  'afp-core/canceled.json': [
    { ...STORY, change: 'withdrawal', headline: 'Le port de Brest rouvre après un incendie', pubStatus: 'canceled' },
  ],
  'afp-core/correction-signal.json': [
    { ...STORY, change: 'correction', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'afp-core/embargoed-without-time.json': [
    { ...STORY, headline: 'Le port de Brest rouvre après un incendie', held: true },
  ],
  'afp-core/embargoed.json': [
    { ...STORY, headline: 'Le port de Brest rouvre après un incendie', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'afp-core/error-inside-an-answer.json': [],
  'afp-core/kill-word-in-news.json': [
    { ...STORY, change: 'withdrawal', headline: 'Le port reste fermé', pubStatus: 'canceled' },
  ],
  'afp-core/one-odd-document-among-good-ones.json': [
    { ...STORY, headline: 'Le port de Brest rouvre après un incendie' },
    { ...STORY, newsClass: 'advisory' },
    { ...STORY, headline: 'Deuxième titre' },
  ],
  'afp-core/pictures-in-a-bag.json': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'afp-core/status-empty-is-usable.json': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'afp-core/update-signal.json': [
    { ...STORY, change: 'update', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'afp-core/urgent-without-headline.json': [{ ...STORY, headline: 'Le port de Brest rouvre (préfecture)' }],
  'afp-core/usable.json': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'afp-core/withheld.json': [
    { ...STORY, change: 'withheld', headline: 'Le port de Brest rouvre après un incendie', pubStatus: 'withheld' },
  ],
  'anpa1312/note-without-slug-line.tst': [
    {
      ...STORY,
      change: 'update',
      headline: 'Storm closes ports in northern Portugal',
      changeNote: 'UPDATES with port closures.',
    },
  ],
  'anpa1312/ap-advisory.txt': [{ ...STORY, headline: 'Photos to come', newsClass: 'advisory' }],
  'anpa1312/ap-corrective.txt': [
    { ...STORY, change: 'correction', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'anpa1312/ap-first-filing.txt': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'anpa1312/ap-kill.txt': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour story is killed', pubStatus: 'canceled' },
  ],
  'anpa1312/ap-newsalert.txt': [{ ...STORY, headline: 'The harbour of Bergen has reopened.', newsClass: 'alert' }],
  'anpa1312/ap-table.txt': [{ ...STORY, headline: 'Fish prices' }],
  'anpa1312/ap-writethru.txt': [
    {
      ...STORY,
      change: 'update',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Updates with quotes.',
    },
  ],
  'anpa1312/kyodo-without-sync.txt': [{ ...STORY, headline: 'Port of Kobe reopens' }],
  'feeds/atom-entry.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'feeds/rss-agency-item.xml': [
    { ...STORY, change: 'correction', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'iptc7901/ats-fill-before-header.txt': [{ ...STORY, headline: 'Le port de Brest rouvre' }],
  'iptc7901/headline-before-the-text.txt': [
    { ...STORY, headline: 'Holzwerk Lindau schließt zum Jahresende', newsClass: 'alert' },
  ],
  'iptc7901/header-in-capitals.txt': [{ ...STORY, headline: 'Mali: le prix du coton relevé de dix pour cent' }],
  'iptc7901/apa-lead-with-note-over-headline.txt': [
    {
      ...STORY,
      change: 'update',
      headline: 'Lawine in Lech - Straße gesperrt',
      changeNote: '2. Lead - Zahl der Verletzten',
    },
  ],
  'iptc7901/dpa-achtung.txt': [{ ...STORY, headline: 'Cabinet agrees on harbour law', newsClass: 'advisory' }],
  'iptc7901/dpa-berichtigung.txt': [{ ...STORY, change: 'correction', headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/dpa-byline-in-headline-block.txt': [{ ...STORY, headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/dpa-contacts-stay-private.txt': [{ ...STORY, headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/dpa-kill.txt': [
    { ...STORY, change: 'withdrawal', headline: 'Cabinet agrees on harbour law', pubStatus: 'canceled' },
  ],
  'iptc7901/dpa-new.txt': [{ ...STORY, headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/dpa-refile.txt': [{ ...STORY, change: 'refile', headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/dpa-second-lead.txt': [{ ...STORY, change: 'update', headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/dpa-sperrfrist-over-headline.txt': [{ ...STORY, headline: 'Cabinet agrees on harbour law', held: true }],
  'iptc7901/joint-credit-in-dateline.txt': [{ ...STORY, headline: 'Cabinet agrees on harbour law' }],
  'iptc7901/latin1-umlauts.txt': [{ ...STORY, headline: 'Größerer Hafen für Köln' }],
  'iptc7901/table-in-columns.txt': [{ ...STORY, headline: 'Results of the regatta' }],
  'iptc7901/two-messages.txt': [
    { ...STORY, headline: 'Cabinet agrees on harbour law' },
    { ...STORY, headline: 'Harbour law: who voted how' },
  ],
  'labelled-text/embargo-de.txt': [
    { ...STORY, headline: 'Brücke in Chur ab Montag wieder offen', embargoedUntil: '2096-11-27T18:00:00.000Z' },
  ],
  'labelled-text/labels-in-capitals-es.txt': [{ ...STORY, headline: 'El puerto de Vigo reabre tras el temporal' }],
  'newsml-1/afp-advice-by-genre.xml': [{ ...STORY, headline: 'Avis aux clients', newsClass: 'advisory' }],
  'newsml-1/afp-alert-arabic-without-headline.xml': [
    { ...STORY, headline: 'الشرطة: إعادة فتح ميناء بريست بعد الحريق', newsClass: 'alert' },
  ],
  'newsml-1/afp-attention-corrige-in-body.xml': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Le port de Brest rouvre après un incendie',
      changeNote: 'ATTENTION - CORRIGE nombre de passagers ///',
    },
  ],
  'newsml-1/afp-correction-by-instruction.xml': [
    { ...STORY, change: 'correction', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'newsml-1/afp-correction-in-headline.xml': [
    { ...STORY, change: 'correction', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'newsml-1/afp-correction-stronger-in-advisory.xml': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Port of Brest reopens',
      changeNote: 'UPDATES with toll, CORRECTS spelling in para 4',
    },
  ],
  'newsml-1/afp-crossheads-and-signature.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-dateline-arabic-without-day.xml': [{ ...STORY, headline: 'إعادة فتح الميناء' }],
  'newsml-1/afp-dateline-arabic.xml': [{ ...STORY, headline: 'إعادة فتح الميناء' }],
  'newsml-1/afp-dateline-english-country.xml': [{ ...STORY, headline: 'Port reopens' }],
  'newsml-1/afp-dateline-french-accents.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-dateline-german-without-day.xml': [{ ...STORY, headline: 'Hafen wieder offen' }],
  'newsml-1/afp-dateline-german.xml': [{ ...STORY, headline: 'Hafen wieder offen' }],
  'newsml-1/afp-dateline-in-the-copy.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-dateline-portuguese.xml': [{ ...STORY, headline: 'Porto reabre' }],
  'newsml-1/afp-dateline-spanish.xml': [{ ...STORY, headline: 'Reabre el puerto' }],
  'newsml-1/afp-embargo-in-advisory.xml': [
    { ...STORY, headline: 'Le port de Brest rouvre après un incendie', held: true },
  ],
  'newsml-1/afp-embargo-status-will-change.xml': [
    { ...STORY, headline: 'Le port de Brest rouvre après un incendie', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'newsml-1/afp-embargo-status-without-time.xml': [
    { ...STORY, headline: 'Le port de Brest rouvre après un incendie', held: true },
  ],
  'newsml-1/afp-flash-french.xml': [{ ...STORY, headline: 'Le port de Brest rouvre (préfet)', newsClass: 'alert' }],
  'newsml-1/afp-genre-behind-headline.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-index-is-no-story.xml': [],
  'newsml-1/afp-journal-with-picture.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-kill-by-status.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Le port de Brest rouvre après un incendie', pubStatus: 'canceled' },
  ],
  'newsml-1/afp-kill-in-prose-ar.xml': [
    {
      ...STORY,
      change: 'withdrawal',
      headline: 'إعادة فتح الميناء',
      pubStatus: 'canceled',
      changeNote: 'يرجى إلغاء الخبر TX-PAR-ABC12',
    },
  ],
  'newsml-1/afp-kill-in-prose-de.xml': [
    {
      ...STORY,
      change: 'withdrawal',
      headline: 'Hafen wieder offen',
      pubStatus: 'canceled',
      changeNote: 'Bitte die Meldung TX-PAR-ABC12 nicht verwenden.',
    },
  ],
  'newsml-1/afp-kill-in-prose-en.xml': [
    {
      ...STORY,
      change: 'withdrawal',
      headline: 'Port of Brest reopens',
      pubStatus: 'canceled',
      changeNote: 'Please kill story "Port of Brest reopens" TX-PAR-ABC12 sent at 0910 GMT. A new version follows.',
    },
  ],
  'newsml-1/afp-kill-in-prose-es.xml': [
    {
      ...STORY,
      change: 'withdrawal',
      headline: 'Reabre el puerto',
      pubStatus: 'canceled',
      changeNote: 'Por favor anular el despacho TX-PAR-ABC12.',
    },
  ],
  'newsml-1/afp-kill-in-prose-fr.xml': [
    {
      ...STORY,
      change: 'withdrawal',
      headline: 'Le port de Brest rouvre après un incendie',
      pubStatus: 'canceled',
      changeNote: 'Veuillez annuler la dépêche TX-PAR-ABC12, le port reste fermé.',
    },
  ],
  'newsml-1/afp-kill-in-prose-pt.xml': [
    {
      ...STORY,
      change: 'withdrawal',
      headline: 'Porto reabre',
      pubStatus: 'canceled',
      changeNote: 'Favor anular a matéria TX-PAR-ABC12.',
    },
  ],
  'newsml-1/afp-kill-word-on-its-own-line.xml': [
    { ...STORY, change: 'withdrawal', headline: 'The story on the port of Brest was wrong.', pubStatus: 'canceled' },
  ],
  'newsml-1/afp-media-announced.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-new.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-picture-restrictions.xml': [{ ...STORY, headline: 'Le port' }],
  'newsml-1/afp-repeated-subjects.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-schedule-by-genre.xml': [{ ...STORY, headline: 'Prévisions de la journée', newsClass: 'schedule' }],
  'newsml-1/afp-second-lead-french.xml': [
    { ...STORY, change: 'update', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'newsml-1/afp-second-lead-in-slug.xml': [
    { ...STORY, change: 'update', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'newsml-1/afp-update-by-advisory-english.xml': [
    { ...STORY, change: 'update', headline: 'Port of Brest reopens', changeNote: 'UPDATES with toll' },
  ],
  'newsml-1/afp-update-by-advisory.xml': [
    {
      ...STORY,
      change: 'update',
      headline: 'Le port de Brest rouvre après un incendie',
      changeNote: 'AJOUTE détails et réactions',
    },
  ],
  'newsml-1/afp-update-by-genre.xml': [
    { ...STORY, change: 'update', headline: 'Le port de Brest rouvre après un incendie' },
  ],
  'newsml-1/afp-urgent-is-a-story.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-1/afp-withheld.xml': [
    { ...STORY, change: 'withheld', headline: 'Le port de Brest rouvre après un incendie', pubStatus: 'withheld' },
  ],
  'newsml-1/ana-greek.xml': [{ ...STORY, change: 'correction', headline: 'Άνοιξε το λιμάνι' }],
  'newsml-1/anp-lower-case-status.xml': [{ ...STORY, change: 'correction', headline: 'Haven weer open' }],
  'newsml-1/ats-joint-dateline.xml': [{ ...STORY, headline: 'Le port de Brest rouvre' }],
  'newsml-1/belga-urgent-first-line.xml': [{ ...STORY, headline: 'Le port d’Anvers rouvre' }],
  'newsml-1/efe-ampliacion.xml': [{ ...STORY, change: 'update', headline: 'Reabre el puerto de Bilbao' }],
  'newsml-1/efe-slug-in-subheadline.xml': [{ ...STORY, headline: 'Reabre el puerto de Bilbao' }],
  'newsml-1/kyodo-bare-dateline.xml': [{ ...STORY, headline: 'Port of Kobe reopens' }],
  'newsml-1/news-item-in-latin1.xml': [{ ...STORY, headline: 'Le port de Brest rouvre après un incendie' }],
  'newsml-g2/package-that-names-nothing.xml': [{ ...STORY, headline: 'Receivers put Marlow Stores up for sale' }],
  'newsml-g2/advisory.xml': [{ ...STORY, headline: 'Pictures of the ferry fire to follow', newsClass: 'advisory' }],
  'newsml-g2/alert-headline-only.xml': [
    { ...STORY, headline: 'NORWAY PORT AUTHORITY SAYS HARBOUR OF BERGEN REOPENS', newsClass: 'alert' },
  ],
  'newsml-g2/alert-urgent.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens - port authority', newsClass: 'alert' },
  ],
  'newsml-g2/ansa-dateline-behind-agency.xml': [{ ...STORY, headline: 'Porto di Genova riaperto' }],
  'newsml-g2/ansa-empty-embargo-means-none.xml': [{ ...STORY, headline: 'Porto di Genova riaperto' }],
  'newsml-g2/ansa-rettifica.xml': [{ ...STORY, change: 'correction', headline: 'Porto di Genova riaperto' }],
  'newsml-g2/ap-eds-note-corrects.xml': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Harbor reopens',
      changeNote: 'Eds: CORRECTS number of passengers to 41',
    },
  ],
  'newsml-g2/bare-item-with-prefix.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/bare-item.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/bullets-and-byline-above-dateline.xml': [
    {
      ...STORY,
      change: 'update',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Adds quotes, background',
    },
  ],
  'newsml-g2/byte-order-mark-and-blank-lines.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/contact-line-stays-private.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/correction-by-body-note.xml': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'In Nov. 2 story, corrects number of passengers in second paragraph to 41 from 14',
    },
  ],
  'newsml-g2/correction-by-edstat.xml': [
    { ...STORY, change: 'correction', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/correction-by-slug-qualifier.xml': [
    { ...STORY, change: 'correction', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/correction-official-stacked.xml': [
    { ...STORY, change: 'correction', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/correction-stronger-than-update.xml': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Corrects name of ferry in paragraph 1',
    },
  ],
  'newsml-g2/cut-in-the-second-item.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/dateline-agency-only.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/dateline-day-only.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/dateline-like-prose-stays.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/dateline-two-cities.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/diary.xml': [{ ...STORY, headline: 'Shipping events to Nov 30', newsClass: 'schedule' }],
  'newsml-g2/doctype-with-entities.xml': [{ ...STORY, headline: 'Harbour &x; reopens' }],
  'newsml-g2/dpa-correction-german.xml': [{ ...STORY, change: 'correction', headline: 'Hafen wieder offen' }],
  'newsml-g2/dpa-embargo-german.xml': [{ ...STORY, headline: 'Hafen wird ausgebaut', held: true }],
  'newsml-g2/dpa-private-contacts.xml': [{ ...STORY, headline: 'Hafen wieder offen' }],
  'newsml-g2/embargo-element-with-offset.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-05T05:00:00.000Z' },
  ],
  'newsml-g2/embargo-element.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'newsml-g2/embargo-empty-element-holds.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', held: true },
  ],
  'newsml-g2/embargo-in-first-line.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-04T21:00:00.000Z' },
  ],
  'newsml-g2/embargo-in-note-with-time.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'newsml-g2/embargo-in-note-without-time.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', held: true },
  ],
  'newsml-g2/embargo-latest-of-two.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-06T06:00:00.000Z' },
  ],
  'newsml-g2/embargo-lifted-in-note.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/embargo-unreadable-element.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', held: true },
  ],
  'newsml-g2/first-created-a-little-later.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/first-created-months-later.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/genre-mark.xml': [{ ...STORY, headline: 'Ferry fires of the last ten years' }],
  'newsml-g2/inline-data-escaped-html.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/joint-credit.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/kill-by-edstat-alone.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'newsml-g2/kill-cancelled-spelling.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'newsml-g2/kill-empty-body.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'newsml-g2/kill-in-headline.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'newsml-g2/knowledge-item-is-no-story.xml': [],
  'newsml-g2/latin1-declared-utf8-sent.xml': [{ ...STORY, headline: 'Hafen von Genève öffnet' }],
  'newsml-g2/new.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/nitf-inside.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/online-report-dateline-is-a-time.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/package-keeps-its-order.xml': [{ ...STORY, headline: 'Top stories', newsClass: 'service' }],
  'newsml-g2/picture-item.xml': [{ ...STORY, headline: 'A ferry burns in the harbour of Bergen' }],
  'newsml-g2/previous-version-link.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/refile-in-headline.xml': [
    {
      ...STORY,
      change: 'refile',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Refiles to fix dateline',
    },
  ],
  'newsml-g2/repeat-in-headline.xml': [
    {
      ...STORY,
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Repeats story first published on Monday, no change to text',
    },
  ],
  'newsml-g2/repeat-of-update.xml': [
    { ...STORY, change: 'update', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/schedule.xml': [
    { ...STORY, headline: 'REUTERS NEWS SCHEDULE AT 1300 GMT/9 AM ET', newsClass: 'schedule' },
  ],
  'newsml-g2/sign-off-broken-in-two.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/single-paragraph-indented.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/stt-reader-note.xml': [{ ...STORY, headline: 'Satama avattiin' }],
  'newsml-g2/subject-goes-to-nearest-above.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/subjects-of-reuters.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/table-in-html.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/table-lines-kept.xml': [{ ...STORY, headline: 'Fish prices in Bergen' }],
  'newsml-g2/take-one-more-follows.xml': [{ ...STORY, headline: 'The long night of Bergen' }],
  'newsml-g2/take-two.xml': [{ ...STORY, headline: 'The long night of Bergen' }],
  'newsml-g2/test-message.xml': [{ ...STORY, headline: 'PLEASE IGNORE', newsClass: 'test' }],
  'newsml-g2/text-without-paragraphs.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/third-party-in-dateline.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/time-unreadable.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/time-without-zone.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/topic-tag-behind-mark.xml': [
    { ...STORY, change: 'update', headline: 'OLYMPICS-Sailing to start in Bergen' },
  ],
  'newsml-g2/topic-tag-stays.xml': [{ ...STORY, headline: 'GLOBAL MARKETS-Shares rise as harbours reopen' }],
  'newsml-g2/tt-swedish-flash.xml': [{ ...STORY, headline: 'Hamnen öppnar', newsClass: 'alert' }],
  'newsml-g2/two-items-in-one-message.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' },
    { ...STORY, change: 'update', headline: 'Fish prices rise in Bergen' },
  ],
  'newsml-g2/update-by-edstat.xml': [
    { ...STORY, change: 'update', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/update-by-slug-qualifier.xml': [
    { ...STORY, change: 'update', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/update-in-headline-while-edstat-new.xml': [
    { ...STORY, change: 'update', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'newsml-g2/utf16-with-mark.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/utf8-declared-windows1252-sent.xml': [{ ...STORY, headline: 'Hafen von Genève öffnet' }],
  'newsml-g2/video-item.xml': [{ ...STORY, headline: 'Norway: ferry burns' }],
  'newsml-g2/withheld-status.xml': [
    { ...STORY, change: 'withheld', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'withheld' },
  ],
  'newsml-g2/without-namespace.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'newsml-g2/wrapup-in-headline.xml': [{ ...STORY, change: 'update', headline: 'Fires at sea close two harbours' }],
  'ninjs/one-correction-in-note.json': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'CORRECTS number of passengers',
    },
  ],
  'ninjs/one-embargoed.json': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'ninjs/one-embargoed-in-another-shape.json': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', held: true },
  ],
  'ninjs/one-kill.json': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'ninjs/one-plain.json': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'ninjs/one-withheld.json': [
    { ...STORY, change: 'withheld', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'withheld' },
  ],
  'ninjs/picture.json': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'ninjs/several-in-an-envelope.json': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' },
    { ...STORY, change: 'update', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'ninjs/superdesk-dialect.json': [{ ...STORY, headline: 'Ferry fire closes harbour' }],
  'ninjs/three-embargoed-until.json': [
    { ...STORY, headline: 'Hafen wieder offen', embargoedUntil: '2026-11-05T05:00:00.000Z' },
  ],
  'ninjs/three-withheld.json': [
    { ...STORY, change: 'withheld', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'withheld' },
  ],
  'ninjs/two-roles.json': [{ ...STORY, headline: 'Hamnen öppnar' }],
  'nitf/aap-new.xml': [{ ...STORY, headline: 'Ferry fire closes harbour' }],
  'nitf/aap-passes-on-afp.xml': [{ ...STORY, headline: 'Port of Busan reopens' }],
  'nitf/ap-without-id.xml': [{ ...STORY, headline: 'Harbor reopens' }],
  'nitf/efe-desk-initials-are-no-byline.xml': [{ ...STORY, headline: 'Reabre el puerto' }],
  'nitf/kill-by-management-status.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Ferry fire closes harbour', pubStatus: 'canceled' },
  ],
  'nitf/not-for-publication-tail.xml': [{ ...STORY, headline: 'Ferry fire closes harbour' }],
  'nitf/ntb-time-without-zone.xml': [{ ...STORY, change: 'correction', headline: 'Havnen åpner' }],
  'nitf/pa-embargo-release-later.xml': [
    { ...STORY, headline: 'Ferry fire closes harbour', embargoedUntil: '2026-11-05T00:01:00.000Z' },
  ],
  'nitf/pa-mandatory-kill-in-headline.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Ferry fire closes harbour', pubStatus: 'canceled' },
  ],
  'nitf/pa-release-equals-issue-is-no-embargo.xml': [{ ...STORY, headline: 'Ferry fire closes harbour' }],
  'nitf/pa-take-number-in-title.xml': [{ ...STORY, headline: 'Harbour reopens' }],
  'nitf/second-body-content-in-a-note.xml': [{ ...STORY, headline: 'Ferry fire closes harbour' }],
  'nitf/table-and-picture.xml': [{ ...STORY, headline: 'Ferry fire closes harbour' }],
  'nitf/withheld-by-management-status.xml': [
    { ...STORY, change: 'withheld', headline: 'Ferry fire closes harbour', pubStatus: 'withheld' },
  ],
  'reuters-connect/item-canceled.json': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'reuters-connect/item-corrected.json': [
    { ...STORY, change: 'correction', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'reuters-connect/item-update.json': [
    { ...STORY, change: 'update', headline: 'Harbour of Bergen reopens after ferry fire' },
  ],
  'reuters-connect/item.json': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'reuters-connect/search-is-a-list.json': [],
  'reuters-rmd/listing-poll-token-invalid.xml': [],
  'reuters-rmd/listing.xml': [],
  'press-release/embargoed-in-list.xml': [
    { ...STORY, headline: 'Satamaan rakennetaan uusi laituri', embargoedUntil: '2026-12-01T06:00:00.000Z' },
  ],
  'press-release/new.xml': [{ ...STORY, headline: 'Ny bru over Langsundet får kontrakt' }],
  'ritzau/correction.xml': [{ ...STORY, change: 'correction', headline: 'Havnen åbner igen' }],
  'ritzau/kill.xml': [{ ...STORY, change: 'withdrawal', headline: 'Havnen åbner igen', pubStatus: 'canceled' }],
  'ritzau/new-version.xml': [{ ...STORY, change: 'update', headline: 'Havnen åbner igen' }],
  'ritzau/new.xml': [{ ...STORY, headline: 'Havnen åbner igen' }],
  'dpa-digitalwires/canceled.json': [
    { ...STORY, change: 'withdrawal', headline: 'Hafen von Bergen wieder offen', pubStatus: 'canceled' },
  ],
  'dpa-digitalwires/correction.json': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Hafen von Bergen wieder offen',
      changeNote: 'Zahl der Passagiere im zweiten Absatz',
    },
  ],
  'dpa-digitalwires/embargoed.json': [
    { ...STORY, headline: 'Hafen von Bergen wieder offen', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'dpa-digitalwires/entry.json': [{ ...STORY, headline: 'Hafen von Bergen wieder offen' }],
  'dpa-digitalwires/member-agency-with-zone.json': [{ ...STORY, headline: 'Reabre el puerto de Bergen' }],
  'dpa-digitalwires/picture-alone.json': [{ ...STORY, headline: 'Fähre am Kai' }],
  'dpa-digitalwires/wireq-empty-page.json': [],
  'dpa-digitalwires/wireq-page.json': [
    { ...STORY, headline: 'Hafen von Bergen wieder offen' },
    { ...STORY, headline: 'Harbour of Bergen reopens' },
  ],
  'ap-media/corrective.json': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Eds: CORRECTS number of passengers.',
    },
  ],
  'ap-media/elimination-called-usable.json': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'ap-media/embargoed.json': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'ap-media/error-inside-an-answer.json': [],
  'ap-media/feed-page-without-items.json': [],
  'ap-media/feed-page.json': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' },
    { ...STORY, headline: 'Fish prices fall' },
  ],
  'ap-media/hold-for-release.json': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', held: true }],
  'ap-media/item-with-its-nitf.json': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'ap-media/kill.json': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour story is killed', pubStatus: 'canceled' },
  ],
  'ap-media/nitf-cut-short.json': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'ap-media/picture.json': [{ ...STORY, headline: 'Ferry at the harbour' }],
  'ap-media/writethru.json': [
    {
      ...STORY,
      change: 'update',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Eds: UPDATES: Adds quotes.',
    },
  ],
  'ap-satom/canceled.xml': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour of Bergen reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'ap-satom/embargoed.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens after ferry fire', embargoedUntil: '2026-11-05T06:00:00.000Z' },
  ],
  'ap-satom/entry.xml': [{ ...STORY, headline: 'Harbour of Bergen reopens after ferry fire' }],
  'ap-satom/feed-of-two.xml': [
    {
      ...STORY,
      change: 'correction',
      headline: 'Harbour of Bergen reopens after ferry fire',
      changeNote: 'Eds: CORRECTS number of passengers.',
    },
    { ...STORY, headline: 'Fish prices fall' },
  ],
  'fingerpost/arabic.json': [{ ...STORY, headline: 'إعادة فتح ميناء برغن' }],
  'fingerpost/canceled.json': [
    { ...STORY, change: 'withdrawal', headline: 'Harbour reopens after ferry fire', pubStatus: 'canceled' },
  ],
  'fingerpost/first.json': [{ ...STORY, headline: 'Harbour reopens after ferry fire' }],
  'fingerpost/heartbeat.json': [],
  'fingerpost/raw-signs-and-bad-escapes.json': [{ ...STORY, headline: 'Harbour reopens after ferry fire' }],
  'fingerpost/second-version.json': [
    { ...STORY, change: 'update', headline: 'Harbour reopens after ferry fire', changeNote: 'Adds quotes' },
  ],
  'fingerpost/without-usn-plain-text.json': [{ ...STORY, headline: 'Harbour reopens' }],
  'ninjs/bodies-under-free-endings.json': [{ ...STORY, headline: 'Haven van Bergen weer open' }],
  'ninjs/plain-body-under-a-free-ending.json': [{ ...STORY, headline: 'Harbour reopens' }],
  'ninjs/without-uri-and-guid.json': [
    { ...STORY, change: 'update', headline: 'Tram line to the harbour opens', changeNote: 'UPDATES: adds the mayor.' },
  ],
  'news-sitemap/cut-in-its-second-story.xml': [{ ...STORY, headline: 'Le port rouvre mardi' }],
  'news-sitemap/two-languages.xml': [
    { ...STORY, headline: 'Harbour of Bergen reopens & ferry sails' },
    { ...STORY, headline: 'Havnen åpner igjen tirsdag' },
  ],
  'newsml-g2/package-that-only-holds-together.xml': [{ ...STORY, headline: 'Havnen åpner igjen' }],
  'newsml-g2/package-whose-members-are-elsewhere.xml': [
    { ...STORY, headline: 'Stories of the day', newsClass: 'service' },
  ],
  'newsml-g2/story-before-its-package-and-picture.xml': [
    { ...STORY, headline: 'Le port de Brest rouvre' },
    { ...STORY, newsClass: 'service' },
    { ...STORY, headline: 'Fergen ved kai' },
  ],
  'newsml-g2/item-without-words.xml': [{ ...STORY, newsClass: 'advisory' }],
  'newsml-1/parts-by-role.xml': [{ ...STORY, headline: 'Hafen wieder offen' }],
  'newsml-1/story-without-a-role-after-its-summary.xml': [{ ...STORY, headline: 'Reabre el puerto' }],
  'newsml-1/list-of-references.xml': [{ ...STORY, headline: 'TOP-STORIES', newsClass: 'service' }],
  'iptc7901/dpa-berichtigung-over-headline.txt': [
    {
      ...STORY,
      headline: 'Neue Fähren für die Inseln',
      change: 'correction',
      changeNote: 'Berichtigung: im 3. Absatz zehn Fähren statt zwölf',
    },
  ],
  'iptc7901/dpa-eil-with-bells.txt': [{ ...STORY, headline: 'Fähren fahren wieder', newsClass: 'alert' }],
  'iptc7901/dpa-zeros-as-number.txt': [{ ...STORY, headline: 'Vorschau auf den Hafentag', newsClass: 'advisory' }],
  'iptc7901/ats-place-and-take-over-headline.txt': [
    { ...STORY, headline: 'Les bateaux du lac repartent «sans retard»' },
  ],
  'newsml-g2/stt-corrected-in-slugline.xml': [
    { ...STORY, headline: 'Lautat palaavat saaristoon', change: 'correction' },
  ],
  'newsml-g2/stt-correction-of-another-story.xml': [
    { ...STORY, headline: 'Oikaisu juttuun saariston lautoista', newsClass: 'correction-notice' },
  ],
  'newsml-g2/stt-one-line.xml': [
    { ...STORY, headline: 'Varustamo: Lautat palaavat saaristoon keväällä.', newsClass: 'alert' },
  ],
  'newsml-g2/dpa-planning-note.xml': [
    { ...STORY, headline: 'Die für 14.00 Uhr angekündigte Meldung zum Hafentag entfällt', newsClass: 'advisory' },
  ],
  'newsml-g2/afp-annule-et-remplace.xml': [
    { ...STORY, headline: 'Le port de Brest rouvre mercredi', change: 'correction' },
  ],
  'anpa1312/add-named-in-the-header.tst': [
    { ...STORY, headline: 'The owner of the quarry said that the charge was too large.' },
  ],
  'anpa1312/kill-named-in-the-header.tst': [
    {
      ...STORY,
      change: 'withdrawal',
      pubStatus: 'canceled',
      headline: 'Kill the story slugged BC-Quarry Blast.',
    },
  ],
  'anpa1312/ap-first-add.txt': [{ ...STORY, headline: 'The mayor said that the market would open on Sundays.' }],
  'anpa1312/ap-kill-by-number.txt': [
    {
      ...STORY,
      change: 'withdrawal',
      pubStatus: 'canceled',
      headline: 'Kill the story about the fish market that moved as BC-Fish Market, a0101.',
      changeNote:
        'Kill BC-Fish Market, a0101. The opening is not confirmed. A kill is mandatory.\nKill the story about the fish market that moved as BC-Fish Market, a0101.',
    },
  ],
  'anpa1312/ap-notes-over-the-copy.txt': [
    {
      ...STORY,
      change: 'update',
      headline: 'Fish market opens on Sundays',
      changeNote: "UPDATES with mayor's comment in paragraph 2.",
    },
  ],
  'anpa1312/ap-digest-in-head-lines.txt': [{ ...STORY, headline: 'AP Top Harbour News at 7:10 a.m. EST' }],
  'anpa1312/kyodo-without-carets.txt': [
    { ...STORY, headline: 'Harbour: Thousands see ships off after a week of music and rain' },
  ],
  'teletype/anpa-between-marks-en.txt': [
    { ...STORY, change: 'update', headline: 'River crests in flood-hit town; thousands still cut off' },
  ],
  'teletype/dateline-without-agency-en.txt': [
    {
      ...STORY,
      headline:
        'Two trawlers collided in fog off Port Selby on Tuesday and one of them sank, the coast guard said. All nine crew were taken off by helicopter.',
    },
  ],
  'teletype/headline-in-capitals-tr.txt': [{ ...STORY, headline: 'MERKEZ BANKASI FAİZİ SABİT TUTTU' }],
  'teletype/slug-in-two-words-es.txt': [
    { ...STORY, headline: 'El Unión Costera elimina al campeón en los penaltis' },
    { ...STORY, headline: 'Vidal se retira por lesión del Masters de Costa Brava' },
  ],
  'teletype/stamp-and-end-on-one-line-it.txt': [
    { ...STORY, headline: 'Incendio in un deposito a Valdoro, nessun ferito' },
  ],
  'teletype/time-of-sending-fr.txt': [{ ...STORY, headline: 'Séisme de magnitude 6,8 au large de Kessel' }],
  'teletype/two-with-slugs-en.txt': [
    { ...STORY, headline: 'Dockers at Port Selby to walk out on Monday' },
    { ...STORY, headline: 'Norvale parties resume talks on a coalition' },
  ],
};
