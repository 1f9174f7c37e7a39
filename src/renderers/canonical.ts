import { EVERYTHING, type Renderer } from './contract/renderer.ts';

/** The canonical article as it is. */
const canonical: Renderer = {
  name: 'canonical',
  summary:
    'the whole article as JSON (config/article.schema.json), in an envelope; a withdrawal has pubStatus canceled and withdraws',
  contentType: 'application/json',
  extension: 'json',
  accept: ['application/json'],
  carries: EVERYTHING,
  enveloped: true,
  render: (article) => JSON.stringify(article),
};
export default canonical;
