import { describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

describe('the command line', () => {
  test.each<[words: string[], says: RegExp]>([
    [['--version'], /^copytaster \d+\.\d+\.\d+\n$/],
    [['serach'], /^copytaster: there is no command "serach"; did you mean search\?/],
    [['feed-tset'], /did you mean feed test\?/],
    [['xyzzyxyzzy'], /^copytaster: there is no command "xyzzyxyzzy"\n/],
    [
      ['route'],
      /^copytaster: "route" is no command by itself; write copytaster route explain or copytaster route try\n/,
    ],
    [['normalise', '/nowhere/a.xml'], /^copytaster normalise: there is no file \/nowhere\/a\.xml\n/],
    [['-h'], /\n {2}search +find stories/],
    [['diff', '-h'], /copytaster diff ARTICLE \[FROM\] \[TO\]/],
    [['diff'], /^copytaster diff: ARTICLE is missing\n\ncopytaster diff ARTICLE/],
    [['stops', '--opem'], /^copytaster stops: there is no option --opem; did you mean --open\?/],
    [['stops', 'sign-off', 'x', 'cms'], /^copytaster stops: --reason is missing/],
    [['stops', 'a', 'b'], /^copytaster stops: "b" is one word too many/],
    [['dead-letters', 'rety'], /^copytaster dead-letters: there is no "rety" here; did you mean retry\?/],
    [['search', '--limit', 'ten'], /^copytaster search: --limit ten: write a whole number, 1 to 200/],
    [['search', '--limit'], /^copytaster search: --limit needs a value: --limit N/],
    [['search', '--best=1'], /^copytaster search: --best takes no value/],
    [['diff', '--json'], /^{"error":{"command":"copytaster diff","message":"ARTICLE is missing","exitCode":2}}\n$/],
    [['completion', 'bash'], / check completion .* search [\s\S]* feed\) words='test --format/],
    [['completion', 'fish'], /^complete -c copytaster .* search /],
    [['completion', 'zsh'], /compadd -- .* search [\s\S]*compdef/],
    [['settings', 'ftp'], /^transport ftp takes .*\n[\s\S]*\ndestination ftp puts .*\n {2}host: /],
    [['settings', 'reuters-rmd'], /^ {2}account: reuters-rmd-1 /m],
    [['completion', 'dos'], /^copytaster completion: there is no "dos" here\n\ncopytaster completion bash/],
  ])('%j', async (words, says) => {
    expect(await runCommand(words, {})).toMatch(says);
  });

  test.each<[environment: Record<string, string>, says: RegExp]>([
    [{ COPYTASTER_URL: 'wire.example' }, /wire\.example is no address: write http:\/\/HOST:PORT/],
    [
      { COPYTASTER_URL: 'http://127.0.0.1:1' },
      /no service answers at http:\/\/127\.0\.0\.1:1; start it, or correct the address: /,
    ],
    [{ PORT: '1' }, /no service answers at http:\/\/127\.0\.0\.1:1; where it .* name it by --url or COPYTASTER_URL/],
    [{ COPYTASTER_URL: 'http://127.0.0.1:1', COPYTASTER_TOKEN: 'a b' }, /COPYTASTER_TOKEN holds no token/],
  ])('a search with %j', async (environment, says) => {
    expect(await runCommand(['search', 'x'], environment)).toMatch(says);
  });
});
