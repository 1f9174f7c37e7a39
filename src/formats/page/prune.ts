import { type AnyNode, type Document, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { tellsOfPicture } from './line-kinds.ts';
import { blocksOf } from './page-blocks.ts';
import { find, textOf, walk } from './page-text.ts';
import { isTeaser } from './teaser-boxes.ts';

/** A thing that holds this share of the page's prose is its story, whatever it is called. */
const STORY_SHARE = 0.4;
/** What holds more than this is the page itself. */
const LONGEST_SHARE = 0.85;

const TAGS = new Set('nav aside footer menu figcaption'.split(' '));
const ROLES =
  /^(?:navigation|complementary|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tablist|banner|alert|form|note)$/i;

const words = (list: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${list})(?:$|[\\s_-])`, 'i');

/** Words in class and id that name what never is the story. A row a matter. */
const NEVER: readonly RegExp[] = [
  words('nav|navi|navbar|navigation|breadcrumbs?|pagination|pager|paging|topbar|sitemap|skip-?links?'),
  words('footer|colophon|impressum|copyright'),
  words('side-?bar|sidebar\\w*'),
  words(
    'related\\w*|recommend(?:ed|ations?)?|more-?(?:stories|articles|news|from)|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|trending|outbrain\\w*|taboola\\w*|zergnet|similar|yarpp\\w*|jp-relatedposts|crp_related|see-?also|you-?may|siehe-?auch|suggested|recirc\\w*',
  ),
  words(
    'comments?|comment-?(?:list|form|area|section|count|content|body|text)|commentlist|respond|disqus\\w*|kommentare?|commentaires|comentarios',
  ),
  words(
    'shar(?:e|ing|e-?bar|e-?buttons|edaddy)|social\\w*|sociable|addthis\\w*|addtoany\\w*|a2a\\w*|shariff|ssba\\w*|sd-(?:block|sharing|content)|follow-?us|like-?box|bookmark\\w*|mashsb\\w*|heateor\\w*',
  ),
  words('newsletter\\w*|mc_embed\\w*|mailchimp|abo-?box|donat(?:e|ion)\\w*|support-?us|call-?to-?action|cta'),
  words('cookie\\w*|consent\\w*|gdpr|modal|pop-?up|lightbox'),
  words('ads?|advert\\w*|adsense|adsbygoogle|dfp|sponsor\\w*|anzeige|werbung|publicidad|publicite'),
  words(
    'captions?|wp-caption(?:-text|-dd)|image-?(?:caption|credit|source|description)|photo-?(?:credit|caption)|bildunterschrift|bildtext|bildnachweis',
  ),
  words(
    'tag-?(?:list|cloud|links|box)|tagcloud|cat-links|author-?(?:box|bio|info|card)|about-?(?:the-?)?author|authorbox|\\w*tooltip\\w*|author-?tooltip|(?:hover|person|info|profile)-?card|pop-?over|messenger\\w*|video_{0,2}-?(?:end|playlist|related)|post-?nav\\w*|toc|table-?of-?contents|inhaltsverzeichnis|ez-toc\\w*',
  ),
  words(
    'edit-?section|mw-editsection|navbox|noprint|reflist|references|catlinks|hatnote|mbox\\w*|screen-?reader\\w*|sr-only|visually-?hidden|(?:no|hide-?(?:for|on|in)?|hidden)-?print|d-print-none|print-?(?:hidden|none|hide)|not-?printed',
  ),
];
/** Words in class and id of what is not the story as long as it holds no running text. */
const WITHOUT_PROSE = words(
  'menue?s?|toolbar|foot|aside|widget(?:s|-area)?|rail|right-?col(?:umn)?|marginal(?:ie|spalte)?|legal|disclaimer|popular|teasers?|promo(?:s|box|tion)?|mehr-?zum|weitere|reactions?|replies|whatsapp|facebook|twitter|print|subscri(?:be|ption)\\w*|sign-?up|paywall\\w*|login|log-?in|register|registration|membership|privacy|overlay|banner|notice|notification|commercial|credits?|legend|gallery\\w*|slideshow|carousel\\w*|slider|swiper|tags?|keywords?|topics?|categor(?:y|ies)|(?:post|entry|article)-?meta|meta(?:-info)?|postmetadata|byline|author-?name|author|post-?(?:info|tags|footer|author)|entry-?(?:footer|utility)|dateline-?(?:date)?|timestamp|published|date|time|reading-?time|search\\w*|feedback|rating\\w*|star-?rating|poll|votes?|quiz|survey|accessibility|jump\\w*|player|video-?(?:player|box|wrapper)|audio\\w*|podcast\\w*|embed-?(?:box)?|metadata',
);
/** Words in class and id of boxes beside the story that hold whole sentences, though never much of the page. */
const BESIDE = words(
  '(?:post-?|entry-?|article-?)?(?:authors?|autore?s?|auteurs?|writers?|redakteur)-?(?:description|profile|text|details?|note|summary|block|section|dropdown|excerpt|about|teaser)|bio|biograph(?:y|ie|ia|ía)|contact-?(?:us|box|form|info)?|kontakt|contacto|disclosures?|disclaimers?|licen[cs]e-?info|subscri(?:be|ption)\\w*|sign-?up(?:-?\\w+)?|contribution\\w*|fundrais\\w*|membership',
);
/** What is called so and holds more of the page's prose than this is not beside the story. */
const BESIDE_SHARE = 0.2;
/** Fewer characters of prose than this are none. */
const LITTLE_PROSE = 60;
const KEPT = /(?:article|story|post|entry)[_-]?(?:body|content|text)|\bmain\b|\bcontent\b/i;

/** Characters of running prose under each element, by element. */
export type Prose = ReadonlyMap<AnyNode, number>;

/** What was found where captions stand, and the tree without what stands around its story. */
export function prune(root: Document, headline: string | null): { readonly captions: readonly string[] } {
  const prose = proseOf(root);
  const page: PrunedPage = { prose, all: prose.get(root) ?? 0, headline, ...holdersOf(root) };
  const captions: string[] = [];
  const visit = (node: Document | Element): void => {
    node.children = node.children.filter((child) => {
      if (!isTag(child)) return true;
      const part = partOf(page, child);
      if (part === 'caption') captions.push(...captionIn(textOf(child)));
      if (part !== 'story') return false;
      visit(child);
      return true;
    });
  };
  visit(root);
  return { captions };
}

interface PrunedPage {
  readonly prose: Prose;
  /** Characters of running prose on the whole page. */
  readonly all: number;
  readonly headline: string | null;
  readonly holders: ReadonlySet<ParentNode>;
  readonly aboveForms: ReadonlySet<ParentNode>;
}

/** What an element is to the page: the caption of a picture, what stands around the story, or it may hold the story. */
function partOf(page: PrunedPage, element: Element): 'caption' | 'around' | 'story' {
  const held = page.prose.get(element) ?? 0;
  if (isPictured(element, held)) return 'caption';
  if (page.holders.has(element)) return 'story';
  if (held <= page.all * BESIDE_SHARE && standsBeside(page, element)) return 'around';
  const most = page.all * (LONGER.test(named(element)) ? LONGEST_SHARE : STORY_SHARE);
  if (held > most || !isFurniture(element, held)) return 'story';
  return isCaption(element) ? 'caption' : 'around';
}

function standsBeside({ aboveForms, headline }: PrunedPage, element: Element): boolean {
  if (isBeside(element) || isTeaser(element, headline)) return true;
  return aboveForms.has(element) && holdsLittleButForm(element);
}

/** What stands alone beside a picture in a box of its own is the caption. */
function isPictured(element: Element, held: number): boolean {
  if (!/^(?:div|span|section|table)$/.test(element.name) || held > LONGEST_CAPTION) return false;
  const text = textOf(element);
  if (text.length < SHORTEST_CAPTION || text.length > LONGEST_CAPTION) return false;
  if (find(element, ({ name }) => name === 'img' || name === 'picture') === null) return false;
  if (find(element, ({ name }) => /^(?:h[1-6]|li|table|blockquote|video|iframe)$/.test(name)) !== null) return false;
  if (blocksOf(element).filter((block) => block.linked < 1).length > 1) return false;
  return element.name === 'table' || tellsOfPicture(text) || PICTURE_BOX.test(named(element));
}

const LONGEST_CAPTION = 400;
const SHORTEST_CAPTION = 25;
const PICTURE_BOX = words(
  '(?:lead|main|top|article)?-?(?:image|img|picture|pic|photo|foto|bild)s?(?:-?(?:box|wrap(?:per)?|container))?',
);

/** A name alone under a picture is a credit and tells nothing of what it shows. */
const captionIn = (text: string): string[] => (text.split(' ').length < 4 ? [] : [text]);

/** What a site asks and what its readers answer may be longer than the story. */
const LONGER = words('cookie\\w*|consent\\w*|gdpr|comments|comment-?(?:list|area|section)|commentlist|disqus\\w*');
const COMMENT = words('comment(?:-?(?:body|content))?');
const named = ({ attribs }: Element): string => `${attribs.class ?? ''} ${attribs.id ?? ''}`.slice(0, 400);

/**
 * Everything that a headline or an article stands in, which is no furniture, called what it may; and everything that a
 * form stands in.
 */
function holdersOf(root: Document): Record<'holders' | 'aboveForms', ReadonlySet<ParentNode>> {
  const holders = new Set<ParentNode>();
  const aboveForms = new Set<ParentNode>();
  const addAbove = (element: Element, known: Set<ParentNode>): void => {
    for (let at: ParentNode | null = element.parent; at !== null && !known.has(at); at = at.parent) known.add(at);
  };
  walk(root, (element) => {
    const { name } = element;
    if (name === 'form') addAbove(element, aboveForms);
    else if (name === 'h1' || name === 'main' || (name === 'article' && !COMMENT.test(named(element))))
      addAbove(element, holders);
    return true;
  });
  return { holders, aboveForms };
}

const isCaption = ({ name, attribs }: Element): boolean =>
  name === 'figcaption' || name === 'figure' || /caption|bildunterschrift|bildtext/i.test(attribs.class ?? '');

function isFurniture(element: Element, held: number): boolean {
  const { name, attribs, children } = element;
  if (name === 'body' || name === 'html' || name === 'article' || name === 'main' || name === 'h1') return false;
  if (name === 'figure' && held < LITTLE_PROSE && find({ children }, (inside) => inside.name === 'table') === null)
    return true;
  if (TAGS.has(name) || ROLES.test(attribs.role ?? '') || (isHidden(attribs) && !isTurnedOver(element, held)))
    return true;
  if (/articleBody/.test(attribs.itemprop ?? '')) return false;
  const names = named(element);
  if (names === ' ' || KEPT.test(names)) return false;
  if (NEVER.some((pattern) => pattern.test(names))) return true;
  // A post that a story quotes is named after where it stood.
  return name !== 'blockquote' && held < LITTLE_PROSE && WITHOUT_PROSE.test(names);
}

function isBeside(element: Element): boolean {
  return element.name === 'form' || BOX_ELEMENT.test(element.name) || BESIDE.test(named(element));
}

/** True for a box with a form in it, for an address or a question, and a line or two of what it is for. */
function holdsLittleButForm(element: Element): boolean {
  if (!/^(?:div|section)$/.test(element.name)) return false;
  if (find(element, ({ name }) => /^(?:time|table|h1|article|main)$/.test(name)) !== null) return false;
  const beside = blocksOf(element).filter((block) => !isInForm(block.element));
  return (
    beside.length <= MOST_LINES_OVER_FORM && beside.reduce((sum, { text }) => sum + text.length, 0) <= LONGEST_OVER_FORM
  );
}

const MOST_LINES_OVER_FORM = 4;
const LONGEST_OVER_FORM = 400;

function isInForm(element: Element): boolean {
  for (let at: ParentNode | null = element; at !== null; at = at.parent)
    if (isTag(at) && at.name === 'form') return true;
  return false;
}

/** Elements that a site made up are named by what they are: `site-newsletter`, `inline-teaser`. */
const BOX_ELEMENT =
  /^[a-z]+(?:-[a-z]+)*-(?:teaser|promo|newsletter|related|recommendations?|ads?|share|paywall|signup)$/;

function isHidden({ hidden, style, 'aria-hidden': ariaHidden, ...attributes }: Record<string, string>): boolean {
  if (hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style ?? '')) return true;
  return ariaHidden === 'true' && !(attributes.class ?? '').includes('fallback-image');
}

/** True for a part of a story of which one part is shown at a time: it stands beside a shown one that is made like it. */
function isTurnedOver(element: Element, held: number): boolean {
  const made = element.attribs.class?.split(' ')[0];
  if (!made || held < LITTLE_PROSE || element.parent === null) return false;
  return element.parent.children.some(
    (beside) =>
      isTag(beside) &&
      beside.name === element.name &&
      beside.attribs.class?.split(' ')[0] === made &&
      !isHidden(beside.attribs) &&
      textOf(beside).length >= LITTLE_PROSE,
  );
}

const SENTENCE = /[.!?…。！？:;,]/u;

/** Counts, for every element, the characters that stand in sentences and not in links. */
export function proseOf(root: Document): Prose {
  const prose = new Map<AnyNode, number>();
  const count = (node: Document | Element): number => {
    const elements = node.children.filter(isTag).filter(({ name }) => name !== 'a');
    const inside = elements.reduce((sum, element) => sum + count(element), 0);
    const total = inside + ownProse(node);
    prose.set(node, total);
    return total;
  };
  count(root);
  return prose;
}

/** The characters of the sentences that an element itself is set with; what is set within a line has none of its own. */
function ownProse(node: Document | Element): number {
  if ('name' in node && INLINE.has(node.name)) return 0;
  const text = inlineText(node).trim();
  return text.length >= SHORTEST_SENTENCE && SENTENCE.test(text) ? text.length : 0;
}

const SHORTEST_SENTENCE = 40;

const INLINE = new Set(
  'b i em strong u s span font big small sub sup q cite abbr acronym code mark ins del time tt kbd samp var dfn bdi bdo label'.split(
    ' ',
  ),
);

function inlineText({ children }: ParentNode): string {
  let text = '';
  for (const child of children)
    if (isText(child)) text += child.data;
    else if (isTag(child) && INLINE.has(child.name)) text += inlineText(child);
  return text;
}
