/** What is said of items that were left out, if any. */
export function leftOut(all: number, read: number): string[] {
  return read < all ? [`${all - read} of its ${all} items were left out, the oldest: maxItems is ${read}`] : [];
}
