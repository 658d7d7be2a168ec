import { useId } from 'react';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json.ts';
import { ChoiceField, initialChoice, isChoice } from './choice-field.tsx';
import { ExternalSelect } from './external-select.tsx';

/** What the inputs of a modal hold, by block and action, as Slack sends it. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, JsonRecord>>>>;

const INPUT_TYPES: Readonly<Record<string, string>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
};

export interface InputBlockProps {
  /** The modal or Home tab that it stands in. */
  readonly viewId: string;
  readonly block: JsonRecord;
  readonly error: string | undefined;
  readonly onChange: (value: ViewValues) => void;
}

export function InputBlock({ viewId, block, error, onChange }: InputBlockProps) {
  const id = useId();
  const element = recordOf(block, 'element') ?? {};
  const label = textOf(recordOf(block, 'label'), 'text') ?? '';
  const hint = textOf(recordOf(block, 'hint'), 'text');
  const change = (value: JsonRecord) => onChange(inputValue(block, element, value));
  return (
    <div className="input">
      <label htmlFor={id}>
        {label}
        {block.optional === true && <span className="input__optional"> (optional)</span>}
      </label>
      <Field
        id={id}
        viewId={viewId}
        block={block}
        element={element}
        label={label}
        isInvalid={error !== undefined}
        onChange={change}
      />
      {hint !== undefined && <p className="input__hint">{hint}</p>}
      {error !== undefined && (
        <p className="input__error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

interface FieldProps {
  readonly id: string;
  readonly viewId: string;
  readonly block: JsonRecord;
  readonly element: JsonRecord;
  readonly label: string;
  readonly isInvalid: boolean;
  readonly onChange: (value: JsonRecord) => void;
}

function Field({ id, viewId, block, element, label, isInvalid, onChange }: FieldProps) {
  if (element.type === 'external_select') {
    const blockId = textOf(block, 'block_id') ?? '';
    const shared = { id, element, viewId, blockId, isInvalid };
    return <ExternalSelect {...shared} onChoose={onChange} />;
  }
  if (isChoice(element)) return <ChoiceField element={element} label={label} onChoose={onChange} />;
  return (
    <TextField
      id={id}
      element={element}
      isRequired={block.optional !== true}
      isInvalid={isInvalid}
      onChange={(value) => onChange({ value: value === '' ? null : value })}
    />
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly element: JsonRecord;
  readonly isRequired: boolean;
  readonly isInvalid: boolean;
  readonly onChange: (value: string) => void;
}

function TextField({ id, element, isRequired, isInvalid, onChange }: TextFieldProps) {
  const shared = {
    id,
    className: 'field',
    required: isRequired,
    'aria-invalid': isInvalid,
    autoFocus: element.focus_on_load === true,
    defaultValue: textOf(element, 'initial_value'),
    placeholder: textOf(recordOf(element, 'placeholder'), 'text'),
    ...(typeof element.max_length === 'number' ? { maxLength: element.max_length } : {}),
    ...(typeof element.min_length === 'number' ? { minLength: element.min_length } : {}),
  };
  if (element.multiline === true) {
    return <textarea {...shared} rows={5} onChange={({ target }) => onChange(target.value)} />;
  }
  const type = INPUT_TYPES[textOf(element, 'type') ?? ''] ?? 'text';
  return <input {...shared} type={type} onChange={({ target }) => onChange(target.value)} />;
}

/** What one input holds, as Slack sends it. */
export function inputValue(block: JsonRecord, element: JsonRecord, value: JsonRecord): ViewValues {
  const blockId = textOf(block, 'block_id') ?? '';
  const actionId = textOf(element, 'action_id') ?? '';
  return { [blockId]: { [actionId]: { type: element.type, ...value } } };
}

/** What a modal's inputs hold when it opens. */
export function initialValues(view: JsonRecord): ViewValues {
  const inputs = recordsOf(view, 'blocks').filter(({ type }) => type === 'input');
  return Object.assign(
    {},
    ...inputs.map((block) => {
      const element = recordOf(block, 'element') ?? {};
      const initial =
        isChoice(element) || element.type === 'external_select'
          ? initialChoice(element)
          : { value: textOf(element, 'initial_value') ?? null };
      return inputValue(block, element, initial);
    }),
  );
}
