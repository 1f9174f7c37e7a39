import { makeSecret } from '../destinations/signature/standard-webhooks.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'secret',
  summary: 'make a secret that deliveries to a webhook are signed with; the receiver gets the same',
  examples: ['copytaster secret'],
  run() {
    const secret = makeSecret();
    return { json: { secret }, text: `${secret}\n` };
  },
});
