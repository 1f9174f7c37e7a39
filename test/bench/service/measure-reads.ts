import { Pool } from 'undici';
import { type MeasuredService, quantile } from './measured-service.ts';
import { cpuMsOf, startScript, stop } from './processes.ts';

const CONNECTIONS = 4;

interface Load {
  readonly cpuMs: number;
  readonly p50Ms: number;
}

/** CPU milliseconds of `cpuMs` a request, with four at a time; the first tenth is not counted. */
async function load(origin: string, path: string, requests: number, cpuMs: () => number): Promise<Load> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const times: number[] = [];
  const run = async (count: number): Promise<void> => {
    let left = count;
    const one = async (): Promise<void> => {
      for (; left > 0; ) {
        left -= 1;
        const began = performance.now();
        const { body, statusCode } = await pool.request({ method: 'GET', path });
        await body.dump({ limit: Number.POSITIVE_INFINITY });
        if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
        times.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
  };
  await run(Math.ceil(requests / 10));
  const before = cpuMs();
  await run(requests);
  const used = cpuMs() - before;
  await pool.close();
  return { cpuMs: used / requests, p50Ms: quantile(times, 0.5) };
}

/** The API and the search of the page, beside bare fastify routes that answer the same. */
export async function measureReads({ api, cpuMs }: MeasuredService): Promise<Record<string, number>> {
  const list = (await (await fetch(`${api}/v1/articles?limit=50`)).json()) as { articles: { id: string }[] };
  const article = `/v1/articles/${list.articles[0]?.id}`;
  const listed = await load(api, '/v1/articles?limit=50', 200, cpuMs);
  const single = await load(api, article, 1_000, cpuMs);
  const searched = await load(api, '/v1/search?q=story&brief=true&limit=50', 100, cpuMs);
  const bare = await startScript('bare-routes.ts', api, '/v1/articles?limit=50', article);
  const bareMs = (): number => cpuMsOf(bare.child.pid ?? 0);
  try {
    const origin = `http://127.0.0.1:${bare.line}`;
    const bareList = await load(origin, '/list', 600, bareMs);
    const bareArticle = await load(origin, '/article', 2_000, bareMs);
    return {
      apiListMs: listed.cpuMs,
      apiListOverFastify: listed.cpuMs / bareList.cpuMs,
      apiArticleMs: single.cpuMs,
      apiArticleOverFastify: single.cpuMs / bareArticle.cpuMs,
      pageSearchMs: searched.cpuMs,
      pageSearchP50Ms: searched.p50Ms,
    };
  } finally {
    await stop(bare.child);
  }
}
