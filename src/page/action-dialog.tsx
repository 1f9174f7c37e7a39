/** The dialog of an action: why, and whatever else it needs to know. One for the whole page. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Asked, asked, OUTCOMES, type Target } from './actions.tsx';
import { post } from './api.ts';
import { bodyOf, Field } from './fields.tsx';
import { type FieldFacts, type RouteFacts, routes, session } from './session.ts';
import { count } from './words.ts';

export function ActionDialog() {
  const now = asked.value;
  return now === null ? null : <Form {...now} key={now.action.route + now.target.name} />;
}

/** What a replay would send, or what was done. */
interface Answered {
  readonly outcome?: string;
  readonly articles?: number;
  readonly stops?: number;
  readonly entries?: number;
}

function addressOf(route: string, parameters: Target['parameters']): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}

function Form({ action, target, done }: Asked) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [counted, setCounted] = useState<Answered | null>(null);
  const facts = routes.value.get(`POST ${action.route}`);
  const fields = fieldsOf(facts, target);
  const isTrial = action.countsFirst === true && counted === null;
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => {
    asked.value = null;
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const given = bodyOf(fields, new FormData(event.target as HTMLFormElement));
    setBusy(true);
    setProblem(null);
    try {
      const answer = await post<Answered>(addressOf(action.route, target.parameters), {
        ...given,
        ...namedIn(facts, target),
        ...(isTrial ? { dryRun: true } : {}),
      });
      if (isTrial) setCounted(answer);
      else {
        close();
        done(OUTCOMES[answer.outcome ?? ''] ?? `${action.label}: done.`);
      }
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="action-title">
      <form onSubmit={(event) => void submit(event)} onInput={() => setCounted(null)}>
        <h2 id="action-title">{action.label}</h2>
        <p class="target" dir="auto">
          {target.name}
        </p>
        <p class="hint">{facts?.summary}.</p>
        {fields.map((field) => (
          <Field key={field.name} field={field} suggested={target.suggested ?? {}} />
        ))}
        {counted !== null && (
          <p class="notice note" role="status">
            {countedWords(counted)}
          </p>
        )}
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="buttons">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button
            type="submit"
            class={action.grave ? 'grave primary' : 'primary'}
            disabled={busy || counted?.articles === 0}
          >
            {isTrial ? 'Count first' : action.label}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function countedWords({ articles = 0, stops = 0, entries = 0 }: Answered): string {
  if (articles === 0) return 'There is nothing to send.';
  const what = articles === 1 ? '1 story goes out again' : `${count(articles)} stories go out again`;
  const stopped = stops === 0 ? '' : `, ${count(stops)} of them as ${stops === 1 ? 'a stop' : 'stops'}`;
  return `${what}${stopped}: what ${count(entries)} entries of the wire have become.`;
}

/** Whoever is known need not say their name, and what the target or the dialog says is not asked. */
function fieldsOf(facts: RouteFacts | undefined, { parameters }: Target): readonly FieldFacts[] {
  return (facts?.fields ?? []).filter(
    ({ name }) => !(name in parameters) && name !== 'dryRun' && (name !== 'by' || session.value?.name === null),
  );
}

/** Fields of the body that the target says itself. */
function namedIn(facts: RouteFacts | undefined, { parameters }: Target): Record<string, string> {
  const names = (facts?.fields ?? []).map(({ name }) => name);
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.includes(name)));
}
