import type { z } from 'zod';
import type { Article } from '../article/article.ts';
import { filedAt } from '../article/filed-at.ts';
import { raceOfReports } from '../article/race.ts';
import type { Seeing } from '../store/read-side.ts';
import type { EventReport } from './documents.ts';
import type { ArticleReader } from './route.ts';

type Race = z.infer<typeof EventReport>['race'];

/** The first report of each agency among reports of one event, by when it was there to be had: our polling taken out. */
export async function raceOf(reports: readonly Article[], articles: ArticleReader, sees: Seeing): Promise<Race> {
  const firsts = await Promise.all(
    reports.map(async (report) => {
      const [first] = report.revision === 1 ? [report] : await articles.revisions(report.id, sees);
      return { report, first: first ?? report };
    }),
  );
  const answered = await articles.answeredBefore(firsts.map(({ first }) => first.revisionId));
  const runners = firsts.map(({ report, first }, at) => {
    const receivedAt = Date.parse(first.receivedAt);
    const versionAt = first.versionCreated === null ? null : Date.parse(first.versionCreated);
    const agency = report.agency?.code ?? report.provenance.feed;
    return { report, agency, receivedAt, at: filedAt({ versionAt, receivedAt, answeredBefore: answered[at] ?? null }) };
  });
  return raceOfReports(runners).map(({ report: { report, agency, at, receivedAt }, behindMs }) => ({
    agency,
    article: report.id,
    headline: report.headline,
    firstAt: new Date(at).toISOString(),
    behindMs,
    ownDelayMs: receivedAt - at,
  }));
}
