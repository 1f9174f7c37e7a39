import { z } from 'zod';
import { defineAlarmWay } from './contract/alarm-way.ts';

/** Writes each alarm into the log of the service: urgent ones as errors, ordinary ones as warnings. */
const log = defineAlarmWay({
  type: 'log',
  summary: 'writes alarms into the log of the service',
  settings: z.strictObject({}),
  open: (_, { log: lines }) => ({
    notify({ began, ended }) {
      for (const { key, rule, priority, problem, cure } of began)
        lines[priority === 'urgent' ? 'error' : 'warn']({ alarm: key, rule, cure }, `alarm: ${problem}`);
      for (const { key, rule, problem } of ended) lines.info({ alarm: key, rule }, `alarm is over: ${problem}`);
      return Promise.resolve();
    },
    close: () => undefined,
  }),
});
export default log;
