/** The fields of a request's body as inputs, and what is written into them as the body. */
import type { FieldFacts } from './session.ts';
import { instantOf, wallClock } from './zoned-time.ts';

const LABELS: Readonly<Record<string, string>> = {
  by: 'Your name',
  reason: 'Why',
  since: 'From',
  until: 'Until',
  into: 'Into the article',
  newsClasses: 'Classes',
};

const labelOf = (name: string): string => {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return LABELS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
};

/** What stands in a field before somebody writes into it. */
export type Suggested = Readonly<Record<string, string>>;

export function Field({ field, suggested, within = '' }: { field: FieldFacts; suggested: Suggested; within?: string }) {
  const { name, kind, required, description, fields } = field;
  if (kind === 'group')
    return (
      <details>
        <summary>
          {labelOf(name)} <em>(may be left out)</em>
        </summary>
        {description !== '' && <small>{description}</small>}
        {fields.map((each) => (
          <Field key={each.name} field={each} suggested={{}} within={`${within}${name}.`} />
        ))}
      </details>
    );
  const isReason = name === 'reason';
  return (
    <label>
      <span>
        {labelOf(name)}
        {!required && <em> (may be left out)</em>}
      </span>
      <Input field={field} name={`${within}${name}`} value={suggested[name] ?? ''} />
      {description !== '' && !isReason && <small>{description}</small>}
      {kind === 'texts' && <small>several with commas between</small>}
    </label>
  );
}

const TYPES = {
  instant: 'datetime-local',
  number: 'number',
  flag: 'checkbox',
  text: 'text',
  texts: 'text',
  group: 'text',
} as const;

function Input({ field, name, value }: { field: FieldFacts; name: string; value: string }) {
  const { kind, required, values } = field;
  if (values.length > 0)
    return (
      <select name={name} required={required}>
        {!required && <option value="" />}
        {values.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    );
  return (
    <input
      name={name}
      type={TYPES[kind] as 'text'}
      required={required}
      defaultValue={kind === 'instant' && value !== '' ? wallClock(Date.parse(value)) : value}
      autocomplete="off"
      maxLength={500}
      autofocus={name === 'reason'}
    />
  );
}

const READ: Readonly<Record<FieldFacts['kind'], (text: string) => unknown>> = {
  text: (text) => text,
  instant: instantOf,
  number: Number,
  flag: (text) => text !== '',
  texts: (text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  group: () => undefined,
};

/** What a form says, as the body of the request; what was left empty is left out. */
export function bodyOf(fields: readonly FieldFacts[], form: FormData, within = ''): Record<string, unknown> {
  const given = fields.flatMap((field): [string, unknown][] => {
    if (field.kind === 'group') {
      const group = bodyOf(field.fields, form, `${within}${field.name}.`);
      return Object.keys(group).length === 0 ? [] : [[field.name, group]];
    }
    const text = form.get(within + field.name);
    return typeof text !== 'string' || text.trim() === '' ? [] : [[field.name, READ[field.kind](text)]];
  });
  return Object.fromEntries(given);
}
