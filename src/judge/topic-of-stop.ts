import { NOTICE_WORDS } from '../agencies/tables/notice-words.ts';
import { letterPattern } from '../article/letter-pattern.ts';

const WORD = /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}]+(?![\p{N}])/gu;
const SHORTEST_WORD = 4;
const FEWEST_TOLD = 2;
const SENTENCES = /(?<=[.!?;؟])\s+(?!\d)|\n+/u;
const whole = (parts: readonly ('story' | 'drop' | 'ban' | 'hold' | 'please' | 'own' | 'desk')[]): RegExp =>
  letterPattern(
    `(?<!\\p{L})(?:${NOTICE_WORDS.flatMap((words) => parts.map((part) => words[part]))
      .join('|')
      .replaceAll('…', '')})(?!\\p{L})`,
    'gi',
  );
const STORY = whole(['story']);
const OF_A_NOTICE = whole(['drop', 'ban', 'hold', 'please', 'own', 'desk']);
/** Words by which a notice comes to what its story is about. */
const COMES_TO =
  /^(?:about|concern(?:ing|ant)|regarding|relating|titled|headlined|headed|slugged|timed|dated|filed|sent|moved|issued|transmitted|diffus\p{L}*|transmis\p{L}*|intitul\p{L}*|titul\p{L}*|fechad[ao]s?|datad[ao]s?|difundid[ao]s?|from|with|that|earlier|today|über|betreff\p{L}*|ihre[nrms]?|seine[nrms]?|sobre|relativ[aeo]\p{L}*|acerca|riguardante|over|från|gällande|vedrørende|koskeva\p{L}*|dotycz\p{L}*|ohledně|относительно|(?:ال)?متعلق\p{L}*|بشأن|حول|despre|privind|tentang|mengenai|terkait|hakkında\p{L}*|ilgili|glede|стосовно|относно)$/iu;

interface Place {
  readonly at: number;
  readonly end: number;
}

/**
 * True of a stop that says of the story that it tells of what is not in that story: between the word for a story and the
 * words that the story has, or among these, stand others that it has not ("the story on a fire in the port of Ayr",
 * where what fits is of the port alone). One of them is allowed for each of its words beyond two.
 * @param text the words of the stop
 * @param isOfStory true of a word that the story has, in any inflection
 */
export function tellsOfMore(text: string, isOfStory: (word: string) => boolean): boolean {
  return text.split(SENTENCES).some((sentence) => {
    const stories = placesOf(sentence, STORY);
    const notices = [...stories, ...placesOf(sentence, OF_A_NOTICE)];
    const says = ({ at, end }: Place): boolean => {
      const word = sentence.slice(at, end);
      return (
        word.length >= SHORTEST_WORD &&
        !COMES_TO.test(word) &&
        !notices.some((part) => part.at <= at && part.end >= end)
      );
    };
    const words = placesOf(sentence, WORD).filter(says);
    const inStory = ({ at, end }: Place): boolean => isOfStory(sentence.slice(at, end));
    const told = words.filter(inStory);
    const [first, last] = [told[0], told.at(-1)];
    if (first === undefined || last === undefined) return false;
    const from = stories.findLast(({ end }) => end <= first.at)?.end ?? first.at;
    const to = stories.some(({ end }) => end <= first.at)
      ? last.end
      : (stories.find(({ at }) => at >= last.end)?.at ?? last.end);
    const more = words.filter(({ at, end }) => at >= from && end <= to && !told.some((word) => word.at === at));
    return more.length > Math.max(0, told.length - FEWEST_TOLD);
  });
}

const placesOf = (text: string, pattern: RegExp): Place[] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ at: index, end: index + found.length }));
