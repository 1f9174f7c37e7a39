import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Pictures are kept a quarter as wide: small files, in which another font's edges weigh less than where things stand. */
const SMALLER = 4;
const WRITES_GOLDEN = process.env.COPYTASTER_GOLDEN === 'write';
/** How far the colour of a point may be off (0 to 1). */
const POINT = 0.06;
/** How many points may be further off, as a share of those that are not ground. Another font is off by .4 and more. */
const SHARE = 0.1;

/** What a picture differs in. */
export interface Difference {
  /** Points that differ, as a share of those that are not ground. */
  readonly share: number;
  readonly isSame: boolean;
}

/** A picture a quarter as wide and high, each point the mean of sixteen. */
export function smaller(bytes: Uint8Array): PNG {
  const from = PNG.sync.read(Buffer.from(bytes));
  const to = new PNG({ width: Math.floor(from.width / SMALLER), height: Math.floor(from.height / SMALLER) });
  for (let y = 0; y < to.height; y += 1)
    for (let x = 0; x < to.width; x += 1)
      for (let channel = 0; channel < 4; channel += 1)
        to.data[(y * to.width + x) * 4 + channel] = meanOf(from, x * SMALLER, y * SMALLER, channel);
  return to;
}

function meanOf({ data, width }: PNG, left: number, top: number, channel: number): number {
  let sum = 0;
  for (let y = top; y < top + SMALLER; y += 1)
    for (let x = left; x < left + SMALLER; x += 1) sum += data[(y * width + x) * 4 + channel] ?? 0;
  return Math.round(sum / SMALLER ** 2);
}

/** Compares a picture with the golden one of this name; writes that where golden files are written. */
export function compareWithGolden(file: string, taken: Uint8Array): Difference {
  const now = smaller(taken);
  if (WRITES_GOLDEN || !existsSync(file)) {
    if (!WRITES_GOLDEN) throw new Error(`${file} is missing: npm run golden writes it`);
    writeFileSync(file, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }));
    return { share: 0, isSame: true };
  }
  return difference(PNG.sync.read(readFileSync(file)), now);
}

/** How far two pictures are from each other. Pictures of other sizes are different in everything. */
export function difference(one: PNG, other: PNG): Difference {
  if (one.width !== other.width || one.height !== other.height) return { share: 1, isSame: false };
  const share = pointsApart(one, other) / Math.max(inkOf(one), inkOf(other), 1);
  return { share, isSame: share <= SHARE };
}

const pointsApart = (one: PNG, other: PNG): number =>
  pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: POINT, includeAA: true });

/** How many points are not of the ground, which is the colour of the last one. */
function inkOf(picture: PNG): number {
  const ground = new PNG({ width: picture.width, height: picture.height });
  const colour = picture.data.subarray(picture.data.length - 4);
  for (let at = 0; at < ground.data.length; at += 4) ground.data.set(colour, at);
  return pointsApart(picture, ground);
}
