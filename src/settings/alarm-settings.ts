import { z } from 'zod';
import { Duration, Id, Zone } from './setting-values.ts';

/** How soon a person must know of an alarm. */
export const AlarmPriority = z.enum(['urgent', 'ordinary']);
export type AlarmPriority = z.infer<typeof AlarmPriority>;

const rule = <Own extends z.ZodRawShape>(about: string, priority: AlarmPriority, own: Own) =>
  z
    .strictObject({
      enabled: z.boolean().default(true).describe('false: it is shown, and sent to nobody'),
      priority: AlarmPriority.default(priority).describe('urgent or ordinary'),
      ...own,
    })
    .prefault({} as never)
    .describe(about);

const after = (time: string) => Duration.prefault(time).describe('how long it must have lasted');

/** What is an alarm. Every rule works from the start. */
export const AlarmRules = z.strictObject({
  'stop-unconfirmed': rule('A destination owes the confirmation of a kill or a withheld notice.', 'urgent', {
    after: after('60s'),
  }),
  'stop-in-doubt': rule('A stop fits several articles, or none.', 'urgent', {}),
  'feed-silent': rule('A feed brings nothing, unlike itself at this hour of the week.', 'ordinary', {}),
  'feed-down': rule('A feed is refused, blocked, or cannot be fetched.', 'ordinary', { after: after('10m') }),
  'feed-gap': rule('A source stopped listing copy before it was read.', 'ordinary', {}),
  'feed-ids': rule('A feed gives one id to several stories, or one story many ids.', 'ordinary', {}),
  line: rule('Most feeds or most destinations fail at once: it is our own line.', 'urgent', {}),
  'destination-failing': rule('A destination fails, or cannot be connected to.', 'ordinary', {}),
  'destination-lagging': rule('A story waits for a destination that is neither paused nor failing.', 'ordinary', {
    after: after('5m'),
  }),
  'destination-gap': rule('A destination was away for longer than keep, and older copy was given up.', 'ordinary', {}),
  'destination-paused': rule('A destination was paused because it denies everything, or is gone.', 'ordinary', {}),
  'memory-full': rule('Redis is so full that only stops are taken.', 'urgent', {}),
  'memory-days': rule('At the rate of the last day the memory of Redis is used up soon.', 'ordinary', {
    days: z.number().positive().default(3).describe('fewer days left than these'),
  }),
  'dead-letters': rule('Dead letters grow.', 'ordinary', {
    anHour: z.int().positive().default(20).describe('as many new ones within an hour'),
  }),
  clock: rule('The clock of a machine is not that of Redis.', 'ordinary', {}),
  redis: rule('Redis does not answer, or cannot be trusted with stories.', 'urgent', { after: after('15s') }),
});
export type AlarmRules = z.infer<typeof AlarmRules>;
export type AlarmRule = keyof AlarmRules;

/** What every way has, whatever its type; the type's own keys stand beside these in the file. */
export const AlarmWaySettings = z.strictObject({
  id: Id.describe('names the way; lower case, digits, hyphens').meta({ example: 'night-desk' }),
  type: z.string().describe('how alarms are sent'),
  priorities: z.array(AlarmPriority).min(1).default(['urgent', 'ordinary']).describe('which alarms are sent so'),
  allowPrivateAddresses: z.boolean().default(false).describe('true for a server in your own network'),
});
export type AlarmWaySettings = z.infer<typeof AlarmWaySettings>;

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 22:00');

/** Hours in which some alarms wait. */
export const QuietHours = z.strictObject({
  from: Clock.describe('when they begin'),
  to: Clock.describe('when they end'),
  zone: Zone.default('UTC').describe('the zone of both'),
  priorities: z.array(AlarmPriority).min(1).default(['ordinary']).describe('which alarms wait'),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** What finds the people who must know. */
export const AlarmSettings = z.strictObject({
  gather: Duration.prefault('10s').describe(
    'How long an ordinary alarm must stand before it is sent, with all that stand by then; an end waits as long. Urgent ones wait for nothing.',
  ),
  quiet: QuietHours.nullable()
    .default(null)
    .describe('Hours in which some alarms wait: those that still stand when the hours end are sent then.')
    .meta({ example: { from: '22:00', to: '07:00', zone: 'Europe/London', priorities: ['ordinary'] } }),
  rules: AlarmRules.prefault({}).describe('What is an alarm, and how urgent. Every rule works from the start.'),
  ways: z
    .array(z.looseObject(AlarmWaySettings.shape))
    .prefault([{ id: 'log', type: 'log' }])
    .describe('How alarms are sent; each is sent once, and its end once.'),
});
