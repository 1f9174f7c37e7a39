import type { Article } from '../../article/article.ts';
import { madeAt, nameOf, notesOf, sourceNameOf, termsOf } from '../contract/copy.ts';
import { type XmlElement, xml, xmlText } from '../contract/xml.ts';

/** What NITF says of the document: ids, dates, status, notes, keywords, names. */
export function docdataOf(article: Article): XmlElement {
  const { version, revision, storyKey, withdraws, embargoedUntil, urgency, rights } = article;
  const [withdrawn] = withdraws?.uris ?? [];
  return xml(
    'docdata',
    {
      'management-status': statusOf(article),
      'management-doc-idref': withdrawn ?? null,
      'management-idref-status': withdrawn === undefined ? null : article.pubStatus,
    },
    xml('doc-id', { regsrc: sourceNameOf(article), 'id-string': article.uri ?? nameOf(article) }),
    article.credits.length === 0
      ? null
      : xml(
          'del-list',
          {},
          article.credits.map(({ name }) => xml('from-src', { 'src-name': name })),
        ),
    urgency === null || urgency < 1 || urgency > 8 ? null : xml('urgency', { 'ed-urg': urgency }),
    xml('date.issue', { norm: basic(madeAt(article)) }),
    embargoedUntil === null ? null : xml('date.release', { norm: basic(embargoedUntil) }),
    article.expires === null ? null : xml('date.expire', { norm: basic(article.expires) }),
    article.located === null ? null : xml('evloc', { city: article.located }),
    notesOf(article) === null ? null : xml('ed-msg', { info: notesOf(article) }),
    xml('du-key', { key: storyKey, version, generation: version === null ? revision : null }),
    rights.copyrightHolder === null ? null : xml('doc.copyright', { holder: rights.copyrightHolder }),
    termsOf(article) === null ? null : xml('doc.rights', { type: termsOf(article) }),
    article.keywords.length === 0
      ? null
      : xml(
          'key-list',
          {},
          article.keywords.map((key) => xml('keyword', { key })),
        ),
    identifiedOf(article),
  );
}

/** An embargo of which no instant is known; one with an instant is the release date. */
function statusOf({ pubStatus, embargoedUntil, embargoText }: Article): string {
  if (pubStatus === 'usable' && embargoedUntil === null && embargoText !== null) return 'embargoed';
  return pubStatus;
}

const basic = (instant: string): string => instant.replace(/\.\d+/, '').replace(/[-:]/g, '');

function identifiedOf({ subjects, people, organisations, places }: Article): XmlElement | null {
  const inside = [
    ...people.map(({ name }) => xmlText('person', name)),
    ...organisations.map(({ name }) => xmlText('org', name)),
    ...places.map(({ name }) => xmlText('location', name)),
    ...subjects.map(({ code, name }) =>
      code === null ? null : xml('classifier', { type: 'subject', value: code }, name),
    ),
  ];
  return inside.every((child) => child === null) ? null : xml('identified-content', {}, inside);
}
