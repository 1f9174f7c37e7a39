import type { HouseStyle } from '../contract/house-style.ts';
import { BRACKETED_NOTE, EDITORS_NOTE } from './notes.ts';

/** The urgencies of the IPTC, 1 highest, as agencies without a scale of their own use them. */
export const IPTC_PRIORITIES: HouseStyle['priorities'] = {
  '1': 'flash',
  '2': 'alert',
  '3': 'urgent',
  '4': 'normal',
  '5': 'normal',
  '6': 'low',
  '7': 'low',
  '8': 'low',
};

/** A house style with what an agency does not say left empty. */
export function houseStyle(
  style: Pick<HouseStyle, 'code' | 'name' | 'names'> & Partial<Omit<HouseStyle, 'code' | 'name' | 'names'>>,
): HouseStyle {
  return {
    ownIds: [],
    headlineMarks: [],
    headlineTails: [],
    slugMarks: [],
    bodyNotes: [],
    bodyBylines: [],
    datelines: [],
    signOffs: [],
    furniture: [],
    priorities: IPTC_PRIORITIES,
    emptyEmbargo: 'held',
    ...style,
  };
}

/** How any desk marks its copy: for wires of agencies that have no house style here. */
export const ANY_STYLE: HouseStyle = houseStyle({
  code: '',
  name: '',
  names: [],
  bodyNotes: [BRACKETED_NOTE, EDITORS_NOTE],
  // "(Alpine Desk)": who sent it, on a line of its own.
  signOffs: [/^\(\p{Lu}[\p{L}\d&.-]{1,24}(?: \p{Lu}[\p{L}\d&.-]{1,24}){0,2}\)$/u],
});
