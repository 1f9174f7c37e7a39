import type { Renderer } from './contract/renderer.ts';

/** The canonical article as it is. */
const canonical: Renderer = { name: 'canonical', contentType: 'application/json', render: (article) => article };
export default canonical;
