import { useState } from 'react';
import { type JsonRecord, recordOf, textOf } from '../json.ts';
import { ChoiceField, isChoice } from './choice-field.tsx';

export interface ElementProps {
  readonly element: JsonRecord;
  readonly onUse: (actionId: string, chosen: JsonRecord) => Promise<void>;
}

/** One interactive element of a message or a modal. */
export function Element({ element, onUse }: ElementProps) {
  const actionId = textOf(element, 'action_id') ?? '';
  if (element.type === 'button')
    return <ActionButton element={element} onUse={(chosen) => onUse(actionId, chosen)} />;
  if (element.type === 'feedback_buttons') {
    return (
      <>
        {['positive_button', 'negative_button'].map((name) => {
          const button = recordOf(element, name) ?? {};
          return (
            <ActionButton key={name} element={button} onUse={() => onUse(actionId, feedbackOf(button))} />
          );
        })}
      </>
    );
  }
  if (element.type === 'icon_button')
    return <ActionButton element={element} onUse={(chosen) => onUse(actionId, chosen)} />;
  if (element.type === 'overflow') {
    return (
      <ChoiceField
        element={{ ...element, type: 'static_select' }}
        label="More"
        onChoose={(value) => void onUse(actionId, value)}
      />
    );
  }
  if (isChoice(element)) {
    const label = textOf(recordOf(element, 'placeholder'), 'text') ?? 'Choose';
    return <ChoiceField element={element} label={label} onChoose={(value) => void onUse(actionId, value)} />;
  }
  return element.type === 'image' ? null : (
    <p className="undrawn">{String(element.type)} cannot be used here.</p>
  );
}

function ActionButton({
  element,
  onUse,
}: {
  element: JsonRecord;
  onUse: (chosen: JsonRecord) => Promise<void>;
}) {
  const [isBusy, setBusy] = useState(false);
  const label = textOf(recordOf(element, 'text'), 'text') ?? '';
  const url = textOf(element, 'url');
  const press = async () => {
    if (!isConfirmed(recordOf(element, 'confirm'))) return;
    if (url !== undefined) window.open(url, '_blank', 'noopener,noreferrer');
    setBusy(true);
    await onUse({});
    setBusy(false);
  };
  const style = textOf(element, 'style') ?? 'default';
  return (
    <button
      type="button"
      className={`button button--${style}`}
      aria-label={textOf(element, 'accessibility_label')}
      disabled={isBusy}
      onClick={press}
    >
      {label}
    </button>
  );
}

function isConfirmed(confirm: JsonRecord | undefined): boolean {
  if (confirm === undefined) return true;
  const line = (key: string) => textOf(recordOf(confirm, key), 'text') ?? '';
  return window.confirm(`${line('title')}\n\n${line('text')}`);
}

function feedbackOf(button: JsonRecord): JsonRecord {
  return { type: 'feedback_buttons', value: button.value, text: button.text };
}
