import { WrongUsage } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';
import type { Found, Site } from './receiver/play-case.ts';

export default defineCommand({
  name: 'conformance',
  summary: 'play every case against a receiver of webhooks, and say what it does wrong',
  forms: { receiver: 'URL --secret' },
  options: {
    secret: { kind: 'text', value: 'whsec_…', summary: 'what deliveries are signed with' },
    state: { kind: 'text', value: 'URL', summary: 'an address that tells what the receiver holds of an article' },
  },
  notes: [
    'The address of --state answers ?article=ID with 404, or {"revision": …, "headline": …, "text": …, "taken": how often}.',
  ],
  examples: ['copytaster conformance http://127.0.0.1:8090/ --secret "$CMS_WEBHOOK_SECRET"'],
  async run({ words: [url = ''], options: { secret = '', state = null }, json, terminal }) {
    if (!URL.canParse(url)) throw new WrongUsage(`${url} is no address: write http://HOST:PORT/`);
    const found = await playAll({ url, secret, state }, (result) => {
      if (!json) terminal.stdout.write(textOf(result));
    });
    const wrong = found.filter(({ problem }) => problem !== null).length;
    const hint = state === null ? '; with --state what it shows is looked at too' : '';
    return {
      json: found,
      text: `${found.length - wrong} of ${found.length} cases right${hint}\n`,
      exitCode: wrong === 0 ? 0 : 1,
    };
  },
});

async function playAll(site: Site, onResult: (result: Found) => void): Promise<Found[]> {
  const [{ CASES }, { playCase }] = await Promise.all([
    import('./receiver/cases.ts'),
    import('./receiver/play-case.ts'),
  ]);
  const found: Found[] = [];
  for (const each of CASES) {
    if (each.needsState && site.state === null) continue;
    const result = await playCase(each, site);
    found.push(result);
    onResult(result);
  }
  return found;
}

function textOf({ name, problem, rule, cure }: Found): string {
  if (problem === null) return `right  ${name}\n`;
  return `WRONG  ${name}: ${problem}\n       rule: ${rule}\n       cure: ${cure}\n`;
}
