import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { LONG_PASTE } from '../wire.ts';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';
import { suggest } from './suggestions.ts';
import { useSend } from './use-send.ts';

export interface ComposerProps {
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly placeholder: string;
}

/** Where messages are written: commands, mentions, files, and long pastes as snippets. */
export function Composer({ channel, threadTs, placeholder }: ComposerProps) {
  const { workspace } = usePage().state;
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [longPaste, setLongPaste] = useState<string>();
  const [chosen, setChosen] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { submit, isBusy } = useSend(channel, threadTs);
  const suggestions = isDismissed ? [] : suggest(text, workspace);
  const isEmpty = text.trim() === '' && files.length === 0;

  const change = (value: string) => {
    setText(value);
    setChosen(0);
    setDismissed(false);
    field.current?.focus();
  };
  const sendNow = async () => {
    if (isEmpty || isBusy) return;
    const isSent = await submit(text, files);
    if (!isSent) return;
    change('');
    setFiles([]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const suggestion = suggestions[chosen];
    const isTyped = suggestion?.text.trimEnd() === text;
    if (suggestion !== undefined && (event.key === 'Tab' || (event.key === 'Enter' && !isTyped)))
      change(suggestion.text);
    else if (suggestion !== undefined && event.key === 'ArrowDown')
      setChosen((chosen + 1) % suggestions.length);
    else if (suggestion !== undefined && event.key === 'ArrowUp')
      setChosen((chosen + suggestions.length - 1) % suggestions.length);
    else if (suggestion !== undefined && event.key === 'Escape') setDismissed(true);
    else if (event.key === 'Enter' && !event.shiftKey) void sendNow();
    else return;
    event.preventDefault();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void sendNow();
      }}
    >
      {suggestions.length > 0 && (
        <ul className="suggestions" id={listId}>
          {suggestions.map(({ label, detail, text: whole }, index) => (
            <li key={label}>
              <button
                type="button"
                tabIndex={-1}
                className={`suggestion ${index === chosen ? 'suggestion--chosen' : ''}`}
                onClick={() => change(whole)}
              >
                <b>{label}</b> <span>{detail}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {longPaste !== undefined && (
        <p className="long-paste" role="status">
          <span>This is long: {longPaste.length.toLocaleString()} characters.</span>
          <button
            type="button"
            className="button button--primary"
            onClick={() => {
              setFiles([...files, new File([longPaste], 'paste.txt', { type: 'text/plain' })]);
              setLongPaste(undefined);
              field.current?.focus();
            }}
          >
            Attach as a text snippet
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              change(text + longPaste);
              setLongPaste(undefined);
            }}
          >
            Keep as text
          </button>
        </p>
      )}
      <div className="composer__box">
        {files.length > 0 && (
          <ul className="composer__files">
            {files.map((file) => (
              <li key={file.name}>
                <Icon name="file" /> {file.name}
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Remove ${file.name}`}
                  onClick={() => setFiles(files.filter((one) => one !== file))}
                >
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <textarea
          ref={field}
          className="composer__text"
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          onChange={({ target }) => change(target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            const pastedFiles = [...event.clipboardData.files];
            if (pastedFiles.length > 0) setFiles([...files, ...pastedFiles]);
            else if (pasted.length > LONG_PASTE) setLongPaste(pasted);
            else return;
            event.preventDefault();
          }}
        />
        <div className="composer__tools">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={({ target }) => {
              setFiles([...files, ...(target.files ?? [])]);
              target.value = '';
            }}
          />
          <button
            type="button"
            className="icon-button"
            aria-label="Attach a file"
            title="Attach a file"
            onClick={() => picker.current?.click()}
          >
            <Icon name="attach" />
          </button>
          <span className="composer__hint">Enter sends, Shift+Enter starts a new line</span>
          <button
            type="submit"
            className="icon-button composer__send"
            aria-label="Send"
            title="Send"
            disabled={isEmpty || isBusy}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
    </form>
  );
}
