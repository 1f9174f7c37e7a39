/** What a person can do, in one table; an action is shown where its route exists and the person may act. */
import { signal } from '@preact/signals';
import type { Suggested } from './fields.tsx';
import type { Key } from './keys.ts';
import { mayAct, routes } from './session.ts';

/** What an action is done to: the values of its address, and what it is called. */
export interface Target {
  readonly kind: 'article' | 'spiked' | 'stop' | 'letter' | 'destination' | 'feed';
  readonly parameters: Readonly<Record<string, string>>;
  readonly name: string;
  /** How it stands, where that decides what can be done: held, open, withdrawn, paused … */
  readonly state?: string;
  /** What the form says before somebody changes it. */
  readonly suggested?: Suggested;
}

export interface Action {
  readonly route: string;
  readonly on: Target['kind'];
  readonly label: string;
  readonly key?: string;
  /** It stops or removes something. */
  readonly grave?: boolean;
  /** It is counted first what would be done, and done when that was seen. */
  readonly countsFirst?: boolean;
  /** The states in which it makes sense; absent: in each. */
  readonly when?: readonly string[];
}

export const ACTIONS: readonly Action[] = [
  { route: '/v1/articles/{id}/hold', on: 'article', label: 'Hold', key: 'h', when: ['open'] },
  { route: '/v1/articles/{id}/release', on: 'article', label: 'Release', key: 'r', when: ['held', 'withheld'] },
  { route: '/v1/articles/{id}/move-embargo', on: 'article', label: 'Move', when: ['held'] },
  {
    route: '/v1/articles/{id}/withdraw',
    on: 'article',
    label: 'Drop',
    key: 'w',
    when: ['held'],
    grave: true,
  },
  { route: '/v1/articles/{id}/correct-note', on: 'article', label: 'Send with a correction', when: ['open'] },
  { route: '/v1/articles/{id}/resend', on: 'article', label: 'Send again', when: ['open', 'withdrawn'] },
  { route: '/v1/articles/{id}/split', on: 'article', label: 'Split', when: ['open'] },
  { route: '/v1/articles/{id}/merge', on: 'article', label: 'Merge', when: ['open'] },
  {
    route: '/v1/articles/{id}/withdraw',
    on: 'article',
    label: 'Withdraw',
    key: 'w',
    when: ['open', 'withheld'],
    grave: true,
  },
  { route: '/v1/spike/{id}/send', on: 'spiked', label: 'Send', key: 's' },
  { route: '/v1/stops/{id}/sign-off', on: 'stop', label: 'Sign off', when: ['owed'] },
  { route: '/v1/dead-letters/{id}/retry', on: 'letter', label: 'Try again', key: 't' },
  { route: '/v1/dead-letters/{id}/discard', on: 'letter', label: 'Discard', key: 'd', grave: true },
  { route: '/v1/destinations/{id}/test', on: 'destination', label: 'Send a test' },
  { route: '/v1/destinations/{id}/pause', on: 'destination', label: 'Pause', when: ['ok', 'failing'] },
  { route: '/v1/destinations/{id}/resume', on: 'destination', label: 'Resume', when: ['paused', 'failing'] },
  { route: '/v1/destinations/{id}/replay', on: 'destination', label: 'Replay', countsFirst: true },
  { route: '/v1/feeds/{id}/fetch', on: 'feed', label: 'Fetch now' },
  { route: '/v1/feeds/{id}/pause', on: 'feed', label: 'Pause', when: ['on'] },
  { route: '/v1/feeds/{id}/resume', on: 'feed', label: 'Resume', when: ['paused'] },
];

/** What is said when it is done, by what the service answers. */
export const OUTCOMES: Readonly<Record<string, string>> = {
  'signed-off': 'It is signed off and not sent there any more.',
  confirmed: 'It was confirmed meanwhile: there is nothing to sign off.',
  opened: 'It is worked again.',
  'sent-again': 'The current version of the story is sent again.',
  'later-waits': 'A later version waits for the destination and goes instead.',
  'delivered-since': 'The destination has the current version: nothing to send.',
  busy: 'Its feed has another document open: try again in a moment.',
  gone: 'It is not there any more.',
  'no-destination':
    'Its destination is not in the settings any more: put it back there and try again, or discard the letter.',
  'no-receipt': 'What it was about is not kept any more: discard it.',
  discarded: 'It is discarded.',
  paused: 'Nothing but stops is sent there; what it misses waits for it.',
  resumed: 'What waits there is tried now.',
};

/** The actions that the person can do to a target now. */
export function actionsOn({ kind, state }: Target): readonly Action[] {
  if (!mayAct()) return [];
  return ACTIONS.filter(
    ({ route, on, when }) =>
      on === kind &&
      routes.value.has(`POST ${route}`) &&
      (when === undefined || state === undefined || when.includes(state)),
  );
}

/** An action that somebody began. */
export interface Asked {
  readonly action: Action;
  readonly target: Target;
  readonly done: (words: string) => void;
}
/** What is being asked for now. */
export const asked = signal<Asked | null>(null);

/** What was done last, said at the foot of the page. */
export const said = signal<string | null>(null);
let clears: number | undefined;

export function say(words: string): void {
  said.value = words;
  clearTimeout(clears);
  clears = window.setTimeout(() => {
    said.value = null;
  }, 6_000);
}

/** Asks why, and does it. */
export function begin(action: Action, target: Target, done: () => void = () => undefined): void {
  asked.value = {
    action,
    target,
    done: (words) => {
      say(words);
      done();
    },
  };
}

/** The keys of what can be done to a target; `what`, where it is given, names it behind the label: "hold the story". */
export function actionKeys(target: Target, what: string | null, done?: () => void): readonly Key[] {
  return actionsOn(target).flatMap((action) =>
    action.key === undefined
      ? []
      : [
          {
            key: action.key,
            does: what === null ? action.label.toLowerCase() : `${action.label.toLowerCase()} ${what}`,
            run: () => begin(action, target, done),
          },
        ],
  );
}

/** The buttons of what can be done to a target. */
export function Actions({ target, done }: { target: Target; done?: () => void }) {
  return (
    <>
      {actionsOn(target).map((action) => (
        <button
          type="button"
          key={action.route}
          class={action.grave ? 'grave' : ''}
          onClick={(event) => {
            event.stopPropagation();
            begin(action, target, done);
          }}
        >
          {action.label}
          {action.key !== undefined && <kbd>{action.key}</kbd>}
        </button>
      ))}
    </>
  );
}
