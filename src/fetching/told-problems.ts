/** What was said of each feed's document last. Nothing is lost with it: a problem is said once more. */
export class ToldProblems {
  readonly #last = new Map<string, string>();

  /** True where a feed's document has other problems than the last one had; one without problems is forgotten. */
  isNews(feed: string, problems: readonly string[]): boolean {
    const text = problems.join('\n');
    const before = this.#last.get(feed) ?? '';
    if (text === '') this.#last.delete(feed);
    else this.#last.set(feed, text);
    return text !== before;
  }
}
