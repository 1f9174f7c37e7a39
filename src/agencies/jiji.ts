import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** Jiji of Tokyo: "Tokyo, Nov. 3 (Jiji Press)--"; the claim to the rights closes. */
const jiji: HouseStyle = houseStyle({
  code: 'jiji',
  name: 'Jiji Press',
  names: ['jiji', 'jiji press', '時事', '時事通信', '時事通信社'],
  datelines: bracketed({ tokens: ['Jiji Press', 'Jiji'] }),
  signOffs: [/\[(?:Copyright The Jiji Press, Ltd\.|Jiji Press)\]$/u, /\s?[(（]了[)）]$/u],
});
export default jiji;
