/** Scripts that by themselves tell the language, or that more than one share. */
const SCRIPTS: readonly { readonly pattern: RegExp; readonly language: string }[] = [
  { pattern: /[\u3040-\u30ff]/g, language: 'ja' },
  { pattern: /[\uac00-\ud7af]/g, language: 'ko' },
  { pattern: /[\u4e00-\u9fff]/g, language: 'zh' },
  { pattern: /[\u0590-\u05ff]/g, language: 'he' },
  { pattern: /[\u0370-\u03ff]/g, language: 'el' },
  { pattern: /[\u0e00-\u0e7f]/g, language: 'th' },
];
const ENOUGH = 0.2;
const SHORTEST = 20;
const LOOKED_AT = 1_200;

/** Loads the detector: a function from text to a BCP 47 language, or null where it is not sure. */
export async function loadLanguageDetector(): Promise<(text: string) => string | null> {
  const { eld } = (await import('eld/extrasmall')) as unknown as {
    eld: { detect(text: string): { language: string; isReliable(): boolean } };
  };
  return (text) => {
    const sample = text.slice(0, LOOKED_AT);
    for (const { pattern, language } of SCRIPTS) {
      if ((sample.match(pattern)?.length ?? 0) > sample.length * ENOUGH) return language;
    }
    if (sample.length < SHORTEST) return null;
    const answer = eld.detect(sample);
    return answer.language !== '' && answer.isReliable() ? answer.language : null;
  };
}
