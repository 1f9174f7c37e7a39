/** Rows of cells as lines of a terminal: columns as wide as their widest cell, the first row is the head. */
export function layOutTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** How long ago an instant was, in the largest fitting unit: "12 s", "4 min", "3 h", "2 d"; "never" for null. */
export function describeAge(at: number | null, now: number): string {
  if (at === null) return 'never';
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  const [unit, size] = AGE_UNITS.find(([, each]) => seconds >= each * 2) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}

const AGE_UNITS: readonly (readonly [unit: string, seconds: number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];
