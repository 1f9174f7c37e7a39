import { actCommand } from './parts/act-command.ts';

export default actCommand('release');
