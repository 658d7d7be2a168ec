import type { JsonRecord } from '../json.ts';
import { recordOf, recordsOf, textOf } from '../json.ts';
import { usePage } from './page-context.ts';

/** Choices that carry one option, many, or the id of a person or a channel. */
const CHOSEN_KEY: Readonly<Record<string, string>> = {
  static_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
};

export function isChoice(element: JsonRecord): boolean {
  return typeof element.type === 'string' && element.type in CHOSEN_KEY;
}

export interface ChoiceFieldProps {
  readonly element: JsonRecord;
  readonly label: string;
  /** Gets what Slack sends for it, such as `{selected_option}`. */
  readonly onChoose: (value: JsonRecord) => void;
}

/** Every kind of menu, check box and radio button, drawn with the browser's own fields. */
export function ChoiceField({ element, label, onChoose }: ChoiceFieldProps) {
  const type = textOf(element, 'type') ?? '';
  const key = CHOSEN_KEY[type] ?? 'selected_option';
  const choices = useChoices(element);
  if (type === 'checkboxes' || type === 'radio_buttons') {
    return <TickList element={element} label={label} choices={choices} onChoose={onChoose} />;
  }
  const isMultiple = type === 'multi_static_select';
  const initial = initialOf(element).map((option) => textOf(option, 'value') ?? '');
  return (
    <select
      className="select"
      aria-label={label}
      multiple={isMultiple}
      defaultValue={isMultiple ? initial : (initial[0] ?? '')}
      onChange={({ target }) => {
        const picked = [...target.selectedOptions].map(({ value }) =>
          choices.find((choice) => choice.value === value),
        );
        const chosen = picked.flatMap((choice) => (choice === undefined ? [] : [choice.sent]));
        onChoose({ [key]: isMultiple ? chosen : (chosen[0] ?? null) });
      }}
    >
      {!isMultiple && (
        <option value="" disabled>
          {label}
        </option>
      )}
      {choices.map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

function TickList({ element, label, choices, onChoose }: ChoiceFieldProps & { choices: readonly Choice[] }) {
  const isMany = element.type === 'checkboxes';
  const initial = new Set(initialOf(element).map((option) => textOf(option, 'value')));
  const name = textOf(element, 'action_id') ?? label;
  return (
    <fieldset
      className="ticks"
      aria-label={label}
      onChange={({ currentTarget }) => {
        const ticked = new Set(
          [...currentTarget.querySelectorAll('input:checked')].map((input) => input.getAttribute('value')),
        );
        const chosen = choices.filter(({ value }) => ticked.has(value)).map(({ sent }) => sent);
        onChoose(isMany ? { selected_options: chosen } : { selected_option: chosen[0] ?? null });
      }}
    >
      {choices.map(({ value, text, description }) => (
        <label key={value}>
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={name}
            value={value}
            defaultChecked={initial.has(value)}
          />{' '}
          {text}
          {description !== undefined && <small className="ticks__about">{description}</small>}
        </label>
      ))}
    </fieldset>
  );
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string | undefined;
  /** An option object, or an id. */
  readonly sent: JsonRecord | string;
}

function useChoices(element: JsonRecord): readonly Choice[] {
  const { people, channels } = usePage().state.workspace;
  if (element.type === 'users_select')
    return people.map(({ id, realName }) => ({ value: id, text: realName, sent: id }));
  if (element.type === 'channels_select' || element.type === 'conversations_select') {
    return channels.map(({ id, name }) => ({ value: id, text: name, sent: id }));
  }
  const grouped = recordsOf(element, 'option_groups').flatMap((group) => recordsOf(group, 'options'));
  return [...recordsOf(element, 'options'), ...grouped].map((option) => ({
    value: textOf(option, 'value') ?? '',
    text: textOf(recordOf(option, 'text'), 'text') ?? '',
    description: textOf(recordOf(option, 'description'), 'text'),
    sent: option,
  }));
}

function initialOf(element: JsonRecord): readonly JsonRecord[] {
  const one = recordOf(element, 'initial_option');
  return one === undefined ? recordsOf(element, 'initial_options') : [one];
}

/** What a choice holds before anybody touched it. */
export function initialChoice(element: JsonRecord): JsonRecord {
  const key = CHOSEN_KEY[textOf(element, 'type') ?? ''] ?? 'selected_option';
  const initial = initialOf(element);
  return { [key]: key === 'selected_options' ? initial : (initial[0] ?? null) };
}
