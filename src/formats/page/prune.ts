import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { textOf } from './page-text.ts';

/** A thing that holds this share of the page's prose is its story, whatever it is called. */
const STORY_SHARE = 0.4;

const TAGS = new Set('nav aside footer menu figcaption'.split(' '));
const ROLES =
  /^(?:navigation|complementary|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tablist|banner|alert|form|note)$/i;

/** Words in class and id that name what stands around a story. A row a matter. */
const NAMES: readonly RegExp[] = [
  /(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|menue?s?|breadcrumbs?|pagination|pager|paging|toolbar|topbar|sitemap|skip-?links?)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:side-?bar|side-?col(?:umn)?|aside|widget(?:s|-area)?|rail|right-?col(?:umn)?|marginal(?:ie|spalte)?)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:foot|footer|colophon|impressum|copyright|legal|disclaimer)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|more-?(?:stories|articles|news|from|on)|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|popular|trending|teasers?|outbrain|taboola|zergnet|promo(?:s|box|tion)?|similar|yarpp|jp-relatedposts|crp_related|see-?also|you-?may|mehr-?zum|weitere|siehe-?auch|suggested|recirc\w*)/i,
  /(?:^|[\s_-])(?:comments?|comment-?(?:list|form|area|section|count)|respond|disqus\w*|kommentare?|commentaires|comentarios|reactions?|replies)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:shar(?:e|ing|e-?bar|e-?buttons|edaddy)|social\w*|sociable|addthis\w*|addtoany\w*|a2a\w*|shariff|ssba\w*|sd-(?:block|sharing|content)|follow(?:-?us)?|like-?box|whatsapp|facebook|twitter-?(?:share|follow)|print|bookmark\w*|mashsb\w*|heateor\w*)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:newsletter\w*|subscri(?:be|ption)\w*|sign-?up|mc_embed\w*|mailchimp|paywall\w*|piano|login|log-?in|register|registration|abo-?box|donat\w*|support-?us|membership|call-?to-?action|cta)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:cookie\w*|consent\w*|gdpr|privacy|overlay|modal|pop-?up|lightbox|banner|notice|notification)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:ad|ads|advert\w*|adsense|adsbygoogle|dfp|sponsor\w*|anzeige|werbung|publicidad|publicite|commercial)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:captions?|wp-caption(?:-text|-dd)?|image-?(?:caption|credit|source|description)|photo-?(?:credit|caption)|credits?|bildunterschrift|bildtext|bildnachweis|legend|gallery\w*|slideshow|carousel\w*|slider|swiper)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:tags?|tag-?(?:list|cloud|links|box)|tagcloud|keywords?|topics?|categor(?:y|ies)|cat-links|post-?meta|entry-?meta|article-?meta|meta-?info|postmetadata|byline|author-?(?:box|bio|info|card|name)?|about-?(?:the-?)?author|authorbox|post-?(?:info|nav\w*|tags|footer|author)|entry-?(?:footer|utility)|dateline-?(?:date)?|timestamp|published|date|time|reading-?time)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:search\w*|feedback|rating\w*|star-?rating|poll|vote|votes|quiz|survey|toc|table-?of-?contents|inhaltsverzeichnis|ez-toc\w*|screen-?reader\w*|sr-only|visually-?hidden|hidden|accessibility|jump\w*)(?:$|[\s_-])/i,
  /(?:^|[\s_-])(?:player|video-?(?:player|box|wrapper)|audio\w*|podcast\w*|embed-?(?:box)?|infobox|factbox|edit-?section|mw-editsection|navbox|noprint|metadata|reflist|references|catlinks|hatnote|mbox\w*|reference)(?:$|[\s_-])/i,
];
const KEPT = /(?:article|story|post|entry)[_-]?(?:body|content|text)|\bmain\b|\bcontent\b/i;

/** Characters of running prose under each element, by element. */
export type Prose = ReadonlyMap<AnyNode, number>;

/** What was found where captions stand, and the tree without what stands around its story. */
export function prune(root: Document, headline: string | null): { readonly captions: readonly string[] } {
  const prose = proseOf(root);
  const all = prose.get(root) ?? 0;
  const captions: string[] = [];
  const visit = (node: Document | Element): void => {
    node.children = node.children.filter((child) => {
      if (!isTag(child)) return true;
      const share = all === 0 ? 0 : (prose.get(child) ?? 0) / all;
      if (share < STORY_SHARE && (isFurniture(child) || isHeadline(child, headline))) {
        if (isCaption(child)) captions.push(textOf(child));
        return false;
      }
      visit(child);
      return true;
    });
  };
  visit(root);
  return { captions };
}

const isCaption = ({ name, attribs }: Element): boolean =>
  name === 'figcaption' || /caption|bildunterschrift|bildtext/i.test(attribs.class ?? '');

function isHeadline(element: Element, headline: string | null): boolean {
  return headline !== null && /^h[1-4]$/.test(element.name) && textOf(element) === headline;
}

function isFurniture(element: Element): boolean {
  const { name, attribs } = element;
  if (name === 'body' || name === 'html' || name === 'article' || name === 'main' || name === 'h1') return false;
  if (TAGS.has(name) || ROLES.test(attribs.role ?? '') || isHidden(attribs)) return true;
  if (/articleBody/.test(attribs.itemprop ?? '')) return false;
  const named = `${attribs.class ?? ''} ${attribs.id ?? ''}`.slice(0, 400);
  if (named === ' ' || KEPT.test(named)) return false;
  return NAMES.some((pattern) => pattern.test(named));
}

function isHidden({ hidden, style, 'aria-hidden': ariaHidden, ...attributes }: Record<string, string>): boolean {
  if (hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style ?? '')) return true;
  return ariaHidden === 'true' && !(attributes.class ?? '').includes('fallback-image');
}

const SENTENCE = /[.!?…。！？:;,]/u;

/** Counts, for every element, the characters that stand in sentences and not in links. */
export function proseOf(root: Document): Prose {
  const prose = new Map<AnyNode, number>();
  const count = (node: Document | Element): number => {
    let own = '';
    let total = 0;
    for (const child of node.children) {
      if (isText(child)) own += child.data;
      else if (isTag(child)) {
        if (child.name === 'a') continue;
        const inside = count(child);
        if (INLINE.has(child.name)) own += inlineText(child);
        else total += inside;
      }
    }
    const text = own.trim();
    if (text.length >= 40 && SENTENCE.test(text) && !('name' in node && INLINE.has(node.name))) total += text.length;
    prose.set(node, total);
    return total;
  };
  count(root);
  return prose;
}

const INLINE = new Set(
  'b i em strong u s span font big small sub sup q cite abbr acronym code mark ins del time tt kbd samp var dfn bdi bdo label'.split(
    ' ',
  ),
);

function inlineText(element: Element): string {
  let text = '';
  for (const child of element.children)
    if (isText(child)) text += child.data;
    else if (isTag(child) && INLINE.has(child.name)) text += inlineText(child);
  return text;
}
