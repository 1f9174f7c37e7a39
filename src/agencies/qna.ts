import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** QNA of Doha: "Doha, November 03 (QNA) -"; the agency's name closes. */
const qna: HouseStyle = houseStyle({
  code: 'qna',
  name: 'QNA',
  names: ['qna', 'qatar news agency', 'قنا', 'وكالة الأنباء القطرية'],
  datelines: bracketed({ tokens: ['QNA', 'قنا'] }),
  signOffs: [/\s?\((?:QNA|قنا)\)$/u],
});
export default qna;
