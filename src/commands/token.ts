import { makeToken } from '../http/tokens.ts';
import { AccessToken } from '../settings/schema.ts';
import { WrongUsage } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'token',
  summary: 'make a token for the API and the line of the settings that lets it in',
  forms: { named: '--name' },
  options: {
    name: { kind: 'text', value: 'NAME', summary: 'who will use it' },
    scopes: { kind: 'text', value: 'LIST', default: 'read', summary: 'some of read,act,admin' },
  },
  examples: ['copytaster token --name desk --scopes read,act'],
  run({ options }) {
    const scopes = AccessToken.shape.scopes.safeParse(options.scopes.split(',').map((scope) => scope.trim()));
    if (!scopes.success) throw new WrongUsage(`--scopes ${options.scopes}: write some of read,act,admin`);
    const { token, kept } = makeToken(options.name ?? '', scopes.data);
    const { name, sha256 } = kept;
    return {
      json: { token, ...kept },
      text: [
        `The token, shown this once:  ${token}`,
        'Its line for the settings, under http: tokens:',
        `    - { name: ${JSON.stringify(name)}, sha256: ${sha256}, scopes: [${scopes.data.join(', ')}] }\n`,
      ].join('\n'),
    };
  },
});
