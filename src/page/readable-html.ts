/** Copy as it was cleaned by the service, made easy to move about in with a screen reader. */

const HEADINGS = 'h1, h2, h3, h4, h5, h6';
/** Elements that say nothing when they are empty, and are announced nevertheless. */
const SAY_NOTHING = `${HEADINGS}, a, caption, li, p`;
/** What says something without words. */
const SHOWN = 'img, video, audio, br, hr';

/** Leaves out what is empty, and numbers the headings on from the page's own, none left out. */
export function readableHtml(html: string): string {
  const template = document.createElement('template');
  template.innerHTML = html;
  const { content } = template;
  for (const element of [...content.querySelectorAll(SAY_NOTHING)].reverse())
    if (element.textContent?.trim() === '' && element.querySelector(SHOWN) === null) element.remove();
  for (const cell of content.querySelectorAll('th')) if (cell.textContent?.trim() === '') rename(cell, 'td');
  let before = 1;
  const levels: { readonly written: number; readonly shown: number }[] = [];
  for (const heading of content.querySelectorAll(HEADINGS)) {
    const written = Number(heading.tagName.slice(1));
    while ((levels.at(-1)?.written ?? 0) >= written) levels.pop();
    const shown = Math.min(6, (levels.at(-1)?.shown ?? 1) + 1, before + 1);
    levels.push({ written, shown });
    before = shown;
    rename(heading, `h${shown}`);
  }
  return template.innerHTML;
}

function rename(element: Element, name: string): void {
  const other = document.createElement(name);
  for (const { name: attribute, value } of [...element.attributes]) other.setAttribute(attribute, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
