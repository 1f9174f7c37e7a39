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
    return answer.language !== '' && answer.isReliable() ? toldApart(answer.language, sample) : null;
  };
}

/** Languages that the detector takes for one another, and words that only one of the two has. */
const TWINS: readonly { readonly of: readonly [string, string]; readonly words: readonly [RegExp, RegExp] }[] = [
  {
    of: ['id', 'ms'],
    words: [
      /(?<!\p{L})(?:bahwa|karena|bisa|saat|ujar(?:nya)?|kantor|provinsi|kabupaten|kota|mobil|uang|bahasa indonesia|rp|wib|jumat|kamis|senin|minggu|januari|februari|maret|juni|juli|agustus|oktober|desember|menteri|perusahaan|kapal|warga|terluka|sudah|anda|pedagang|korban|petugas|pemerintah|polisi|kepolisian|tewas|rumah sakit|mengatakan|yakni|rupiah)(?!\p{L})/giu,
      /(?<!\p{L})(?:bahawa|kerana|boleh|ketika|kata beliau|beliau|pejabat|negeri|daerah|bandar|kereta|wang|rm|jumaat|khamis|isnin|ahad|mac|jun|julai|ogos|disember|syarikat|polis|cedera|telah|ialah|daripada|mangsa|kerajaan|berkata|hospital|iaitu|lelaki|peniaga|ringgit)(?!\p{L})/giu,
    ],
  },
];

/** The language of a text that the detector takes for one of two: the one of which it has more words. */
function toldApart(language: string, sample: string): string {
  const twins = TWINS.find(({ of }) => of.includes(language));
  if (twins === undefined) return language;
  const [one, other] = twins.words.map((words) => sample.match(words)?.length ?? 0);
  if (one === other) return language;
  return (one ?? 0) > (other ?? 0) ? twins.of[0] : twins.of[1];
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
