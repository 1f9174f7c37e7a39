import { parseArgs } from 'node:util';
import { makeToken } from '../http/tokens.ts';
import { AccessToken } from '../settings/schema.ts';
import type { Command } from './contract/command.ts';

const token: Command = {
  name: 'token',
  summary: 'make a token for the API and the line of the settings that lets it in',
  usage: 'copytaster token --name NAME [--scopes read,act,admin] [--json]',
  run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { name: { type: 'string' }, scopes: { type: 'string', default: 'read' }, json: { type: 'boolean' } },
    });
    const scopes = AccessToken.shape.scopes.safeParse(values.scopes.split(',').map((scope) => scope.trim()));
    if (!values.name || !scopes.success) {
      terminal.stderr.write(`copytaster token: name it, with scopes among read, act, admin\n${token.usage}\n`);
      return Promise.resolve(2);
    }
    const made = makeToken(values.name, scopes.data);
    const { name, sha256 } = made.kept;
    terminal.stdout.write(
      values.json
        ? `${JSON.stringify({ token: made.token, ...made.kept })}\n`
        : [
            `The token, shown this once:  ${made.token}`,
            'Its line for the settings, under http: tokens:',
            `    - { name: ${JSON.stringify(name)}, sha256: ${sha256}, scopes: [${scopes.data.join(', ')}] }\n`,
          ].join('\n'),
    );
    return Promise.resolve(0);
  },
};
export default token;
