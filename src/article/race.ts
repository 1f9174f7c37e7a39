/** A report of an event: whose it is, and when it was there to be had (epoch milliseconds). */
export interface Report {
  readonly agency: string;
  readonly at: number;
}

/** The first report of an agency, and how many milliseconds it came after that of the fastest. */
export interface Runner<Of extends Report> {
  readonly report: Of;
  readonly behindMs: number;
}

/** The first report of each agency among reports of one event, the fastest first. */
export function raceOfReports<Of extends Report>(reports: readonly Of[]): Runner<Of>[] {
  const sorted = reports.toSorted((one, other) => one.at - other.at);
  const start = sorted[0]?.at ?? 0;
  const seen = new Set<string>();
  return sorted.flatMap((report) => {
    if (seen.has(report.agency)) return [];
    seen.add(report.agency);
    return [{ report, behindMs: report.at - start }];
  });
}
