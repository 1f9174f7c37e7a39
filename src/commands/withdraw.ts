import { actCommand } from './parts/act-command.ts';

export default actCommand('withdraw');
