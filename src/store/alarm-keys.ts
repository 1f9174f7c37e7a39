import type { AlarmRule } from '../settings/alarm-settings.ts';

/** The rule of every alarm, by the form of its key; `*` stands for a name. */
const RULES = {
  'destination.*.stops': 'stop-unconfirmed',
  'stop *': 'stop-in-doubt',
  'stops *': 'stop-in-doubt',
  'silent:*': 'feed-silent',
  'feed-down:*': 'feed-down',
  'feed-gap:*': 'feed-gap',
  'ids *': 'feed-ids',
  'feed-numbers:*': 'feed-gap',
  line: 'line',
  'destinations-line': 'line',
  'destination.*.failing': 'destination-failing',
  'destination.*.connect': 'destination-failing',
  'destination.*.lagging': 'destination-lagging',
  'destination.*.gap': 'destination-gap',
  'destination.*.paused': 'destination-paused',
  memory: 'memory-full',
  'memory-days': 'memory-days',
  'dead-letters': 'dead-letters',
  'clock:*': 'clock',
  'redis:*': 'redis',
} as const satisfies Record<string, AlarmRule>;

type KeyOf<Form> = Form extends `${infer Before}*${infer After}` ? `${Before}${string}${After}` : Form;

/** What an alarm stands under: a key without a rule does not compile. */
export type AlarmKey = KeyOf<keyof typeof RULES>;

const FORMS = Object.entries(RULES).map(([form, rule]) => {
  const [before = '', after] = form.split('*');
  const fits = (key: string): boolean =>
    after === undefined ? key === form : key.startsWith(before) && key.endsWith(after);
  return { fits, rule };
});

/** The rule of the alarm with this key, or null where it was raised by another version that has more rules. */
export function ruleOf(key: string): AlarmRule | null {
  return FORMS.find(({ fits }) => fits(key))?.rule ?? null;
}
