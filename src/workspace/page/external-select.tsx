import { useEffect, useId, useRef, useState } from 'react';
import { type JsonRecord, recordOf, textOf } from '../json.ts';
import { usePage } from './page-context.ts';
import { fetchOptions } from './server.ts';
import { faultText } from './use-press.ts';

/** Slack's own default where the app names none. */
const MIN_QUERY_LENGTH = 3;
/** A pause in typing, so that not every letter is asked about. */
const PAUSE_MS = 150;

export interface ExternalSelectProps {
  readonly id: string;
  readonly element: JsonRecord;
  readonly viewId: string;
  readonly blockId: string;
  readonly isInvalid: boolean;
  readonly onChoose: (value: JsonRecord) => void;
}

/** A menu whose options the app gives as somebody types. */
export function ExternalSelect({ id, element, viewId, blockId, isInvalid, onChoose }: ExternalSelectProps) {
  const { dispatch } = usePage();
  const listId = useId();
  const [typed, setTyped] = useState(labelOf(recordOf(element, 'initial_option')));
  const [options, setOptions] = useState<readonly JsonRecord[]>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shortest = typeof element.min_query_length === 'number' ? element.min_query_length : MIN_QUERY_LENGTH;

  const ask = (value: string, pauseMs: number) => {
    clearTimeout(timer.current);
    asked.current += 1;
    const turn = asked.current;
    if (value.length < shortest) return setOptions(undefined);
    timer.current = setTimeout(async () => {
      const actionId = textOf(element, 'action_id') ?? '';
      const { error, options: found } = await fetchOptions({ viewId, blockId, actionId, value });
      // An answer to what was typed before would take the place of a newer one.
      if (turn !== asked.current) return;
      if (error !== undefined) dispatch({ type: 'notice', text: faultText(error) });
      setOptions(found);
    }, pauseMs);
  };
  const choose = (option: JsonRecord) => {
    asked.current += 1;
    setTyped(labelOf(option));
    setOptions(undefined);
    onChoose({ selected_option: option });
  };

  return (
    <div className="external">
      <input
        id={id}
        className="field"
        role="combobox"
        autoComplete="off"
        aria-expanded={options !== undefined}
        aria-controls={listId}
        aria-invalid={isInvalid}
        placeholder={textOf(recordOf(element, 'placeholder'), 'text')}
        value={typed}
        onFocus={() => ask('', 0)}
        onChange={({ target }) => {
          setTyped(target.value);
          onChoose({ selected_option: null });
          ask(target.value, PAUSE_MS);
        }}
      />
      {options !== undefined && (
        <div id={listId} className="external__options" role="listbox" tabIndex={-1}>
          {options.length === 0 && <p className="external__none">Nothing found</p>}
          {options.map((option) => (
            <button
              key={textOf(option, 'value')}
              type="button"
              role="option"
              aria-selected={false}
              onClick={() => choose(option)}
            >
              <span>{labelOf(option)}</span>
              <small>{textOf(recordOf(option, 'description'), 'text')}</small>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function labelOf(option: JsonRecord | undefined): string {
  return textOf(recordOf(option, 'text'), 'text') ?? '';
}
