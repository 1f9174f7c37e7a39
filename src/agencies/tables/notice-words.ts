import type { NoticeWords } from '../contract/notice-words.ts';
import { EASTERN } from './notice-words-eastern.ts';
import { FURTHER, FURTHER_UNSPACED } from './notice-words-further.ts';
import { UNSPACED } from './notice-words-unspaced.ts';
import { WESTERN } from './notice-words-western.ts';

/** The words of notices in languages that put spaces between their words. */
export const NOTICE_WORDS: readonly NoticeWords[] = [...WESTERN, ...EASTERN, ...FURTHER];

/** The words of notices in languages that put none, or write the smallest words together with others. */
export const NOTICE_WORDS_UNSPACED: readonly NoticeWords[] = [...UNSPACED, ...FURTHER_UNSPACED];
