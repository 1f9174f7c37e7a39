/** Scripts that by themselves tell the language, or that more than one share. The first that is found enough decides. */
const SCRIPTS: readonly { readonly from: number; readonly to: number; readonly language: string }[] = [
  { from: 0x3040, to: 0x30ff, language: 'ja' },
  { from: 0xac00, to: 0xd7af, language: 'ko' },
  { from: 0x4e00, to: 0x9fff, language: 'zh' },
  { from: 0x0590, to: 0x05ff, language: 'he' },
  { from: 0x0370, to: 0x03ff, language: 'el' },
  { from: 0x0e00, to: 0x0e7f, language: 'th' },
];
const FIRST_CODE = Math.min(...SCRIPTS.map(({ from }) => from));
const ENOUGH = 0.2;
const SHORTEST = 20;
const LOOKED_AT = 1_200;
/** The detector itself reads no further. */
const DETECTED_FROM = 600;

/** Loads the detector: a function from text to a BCP 47 language, or null where it is not sure. */
export async function loadLanguageDetector(): Promise<(text: string) => string | null> {
  const { eld } = (await import('eld/extrasmall')) as unknown as {
    eld: { detect(text: string): { language: string; isReliable(): boolean } };
  };
  return (text) => {
    const sample = text.slice(0, LOOKED_AT);
    const byScript = languageByScript(sample);
    if (byScript !== null) return byScript;
    if (sample.length < SHORTEST) return null;
    const answer = eld.detect(sample.slice(0, DETECTED_FROM));
    return answer.language !== '' && answer.isReliable() ? answer.language : null;
  };
}

function languageByScript(sample: string): string | null {
  const counts = SCRIPTS.map(() => 0);
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    if (code < FIRST_CODE) continue;
    const script = SCRIPTS.findIndex(({ from, to }) => code >= from && code <= to);
    if (script >= 0) counts[script] = (counts[script] ?? 0) + 1;
  }
  return SCRIPTS.find((_, script) => (counts[script] ?? 0) > sample.length * ENOUGH)?.language ?? null;
}
