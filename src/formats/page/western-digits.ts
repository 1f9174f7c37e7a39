/** The noughts of Arabic, Persian, Devanagari, Bengali and full-width digits. */
const NOUGHTS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];

/** A text with the digits of other scripts as those of Latin script. */
export function westernDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const value = NOUGHTS.map((nought) => digit.charCodeAt(0) - nought).find((each) => each >= 0 && each <= 9);
    return value === undefined ? digit : String(value);
  });
}
