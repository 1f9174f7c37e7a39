import type { WireItem } from '../article/wire-item.ts';
import { citiesIn } from './dateline-cities.ts';
import { placeOfSubject } from './vocabulary/map-subjects.ts';

const PARAGRAPHS_WITH_PLACES = 2;

/** A place, and the code or `text` that named it. */
interface Place {
  readonly name: string;
  readonly source: string;
}

/** The places of an item without repetition: as filed, by its subject codes, and those its captions, headline and first paragraphs name. */
export function placesOf(item: WireItem, headline: string, paragraphs: readonly string[]): Place[] {
  const all = [...item.places, ...codedPlaces(item), ...placesIn(item, headline, paragraphs)];
  return all.filter(({ name }, at) => all.findIndex((place) => place.name === name) === at);
}

function codedPlaces(item: WireItem): Place[] {
  return item.subjects.flatMap(({ code }) => {
    const name = code === null ? null : placeOfSubject(code);
    return code === null || name === null ? [] : [{ name, source: code }];
  });
}

function placesIn(item: WireItem, headline: string, paragraphs: readonly string[]): Place[] {
  const looked = [
    ...item.media.map(({ caption }) => caption ?? ''),
    headline,
    ...paragraphs.slice(0, PARAGRAPHS_WITH_PLACES),
  ].join('\n');
  return citiesIn(looked).map((name) => ({ name, source: 'text' }));
}
