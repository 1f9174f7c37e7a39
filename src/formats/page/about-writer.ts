import { opensAsSite } from './furniture-words.ts';
import { endsSentence } from './line-kinds.ts';
import { fold } from './page-headline.ts';

const LONGEST_NAME = 80;
const LONGEST_PROFILE = 600;

/** True for a line that begins with the whole name of one of the authors. */
export function opensWithName(text: string, authors: readonly string[]): boolean {
  const folded = fold(text.slice(0, LONGEST_NAME));
  return (
    endsSentence(text) &&
    text.length <= LONGEST_PROFILE &&
    authors.map(fold).some((name) => name.includes(' ') && folded.startsWith(`${name} `))
  );
}

/** True for a line, under a story, that tells who wrote it or how to reach them. */
export function isAboutWriter(text: string, authors: readonly string[]): boolean {
  if (opensWithName(text, authors) || ABOUT_WRITER.test(text.slice(0, 200))) return true;
  return text.length <= LONGEST_CONTACT && (CONTACT.test(text) || opensAsSite(text));
}

const LONGEST_CONTACT = 260;
const CONTACT =
  /^(?:(?:have|got) (?:a |any )?(?:news )?tips?\b|follow .{2,80}(?:coverage|twitter|facebook|instagram|threads)|(?:e-?mail|write to|contact|reach|to reach) .{2,80}@)|\b(?:may|can) be (?:reached|contacted) (?:at|via|on)\b|\bfollow (?:him|her|them) (?:on|at|@)/iu;

/** Under a story stands who wrote it and how to reach them. */
const ABOUT_WRITER =
  /^[^.]{3,60}\b(?:is|are) (?:an?|the|our) [^.]{0,60}\b(?:reporter|editor|writer|journalist|correspondent|columnist|contributor|author|blogger|freelancer)s?\b|^(?:contact|e-?mail|write to|reach|follow)\b.{0,80}@|^[^.]{3,60}\bist (?:redakteur|autor|journalist|korrespondent|reporter)(?:in)?\b/iu;
