import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'start',
  summary: 'run the service',
  needs: 'settings',
  options: {
    roles: {
      kind: 'text',
      value: 'LIST',
      summary: 'some of fetch,stories,publish,http; else COPYTASTER_ROLES, or all',
    },
    groups: {
      kind: 'text',
      value: 'LIST',
      summary: 'the groups whose feeds and destinations are served; else COPYTASTER_GROUPS, or all',
    },
    resume: { kind: 'flag', summary: 'go on with deliveries that wait since a restore' },
  },
  examples: ['copytaster start --roles fetch,stories'],
  async run({ settings, source, options: { roles, groups, resume }, terminal }) {
    const { rolesOf, serve } = await import('./parts/serve.ts');
    const { groupsOf } = await import('../settings/choose-groups.ts');
    return serve(
      {
        settings,
        roles: rolesOf(roles ?? terminal.environment.COPYTASTER_ROLES),
        groups: groupsOf(groups ?? terminal.environment.COPYTASTER_GROUPS),
        resume,
        source,
      },
      terminal,
    );
  },
});
