import { Rejected } from '../../article/failure.ts';
import type { Format, WireDocument } from './format.ts';

/**
 * The format a document is read by: the one the feed's setting names, or under `auto` the one that is surest.
 * @throws Rejected when the named format does not know the document as its own, or none does.
 */
export function chooseFormat(formats: ReadonlyMap<string, Format>, document: WireDocument, wanted: string): Format {
  const ranked = [...formats.values()]
    .map((format) => ({ format, sureness: format.detect(document) }))
    .filter(({ sureness }) => sureness > 0)
    .sort((a, b) => b.sureness - a.sureness);
  const best = ranked[0];
  if (wanted === 'auto') {
    if (best === undefined) throw new Rejected('no known format: the document begins with nothing that a format knows');
    return best.format;
  }
  const named = formats.get(wanted);
  if (named === undefined) throw new Rejected(`format ${wanted}: there is no such format`);
  if (named.detect(document) === 0)
    throw new Rejected(`format ${wanted}: the document looks like ${best?.format.name ?? 'no known format'}`);
  return named;
}
