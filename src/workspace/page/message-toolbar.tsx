import { useEffect, useId, useRef, useState } from 'react';
import { Icon } from './icons.tsx';
import type { Message } from './message.ts';
import { usePage } from './page-context.ts';
import { send } from './server.ts';
import { faultText } from './use-press.ts';

export interface MessageToolbarProps {
  readonly channel: string;
  readonly message: Message;
  readonly place: 'channel' | 'thread';
}

/** Reply, and the menu with the app's shortcuts; shown on hover, on focus, and always where there is no mouse. */
export function MessageToolbar({ channel, message, place }: MessageToolbarProps) {
  const { dispatch } = usePage();
  const [isOpen, setOpen] = useState(false);
  const menuId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className={`toolbar ${isOpen ? 'toolbar--open' : ''}`}>
      {place === 'channel' && !message.isEphemeral && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => dispatch({ type: 'thread_shown', thread: { channel, ts: message.ts } })}
        >
          <Icon name="reply" />
        </button>
      )}
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label="More actions"
        title="More actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={menuId}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && <MessageMenu id={menuId} channel={channel} message={message} onClose={close} />}
    </div>
  );
}

interface MessageMenuProps {
  readonly id: string;
  readonly channel: string;
  readonly message: Message;
  readonly onClose: () => void;
}

function MessageMenu({ id, channel, message, onClose }: MessageMenuProps) {
  const { state, dispatch } = usePage();
  const { app, you } = state.workspace;
  const menu = useRef<HTMLDivElement>(null);
  const { ts } = message;

  useEffect(() => {
    menu.current?.querySelector('button')?.focus();
    const away = ({ target }: Event) => {
      if (target instanceof Node && menu.current?.contains(target) === false) onClose();
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [onClose]);

  const run = (action: () => Promise<string | undefined>) => async () => {
    onClose();
    const notice = await action();
    if (notice !== undefined) dispatch({ type: 'notice', text: faultText(notice) });
  };
  const items = [
    ...(message.isEphemeral ? [] : app.shortcuts).map(({ name, callbackId }) => ({
      name,
      from: app.name,
      action: run(async () => {
        dispatch({ type: 'asked', ts: message.threadTs ?? ts });
        return (await send('/api/shortcut', { channel, ts, callbackId })).error;
      }),
    })),
    { name: 'Copy text', action: run(() => copy(message.text, 'Text copied.')) },
    ...(message.isEphemeral ? [] : [{ name: 'Copy link', action: run(() => copyLink(channel, ts)) }]),
    ...(message.userId === you.id || message.isEphemeral
      ? [
          {
            name: 'Delete message',
            action: run(async () => (await send('/api/delete', { channel, ts })).error),
          },
        ]
      : []),
  ];
  return (
    <div
      ref={menu}
      id={id}
      className="menu"
      role="menu"
      aria-label="Message actions"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
          moveFocus(event.currentTarget, event.key);
        else return;
        event.preventDefault();
      }}
    >
      {items.map((item) => (
        <button key={item.name} type="button" role="menuitem" className="menu__item" onClick={item.action}>
          {item.name}
          {'from' in item && <span className="menu__from">{item.from}</span>}
        </button>
      ))}
    </div>
  );
}

function moveFocus(menu: HTMLElement, key: 'ArrowDown' | 'ArrowUp'): void {
  const buttons: Element[] = [...menu.querySelectorAll('button')];
  const at = document.activeElement === null ? -1 : buttons.indexOf(document.activeElement);
  const step = key === 'ArrowDown' ? 1 : -1;
  const next = buttons[(at + step + buttons.length) % buttons.length];
  if (next instanceof HTMLElement) next.focus();
}

async function copyLink(channel: string, ts: string): Promise<string | undefined> {
  const { error, body } = await send('/api/link', { channel, ts });
  return error ?? copy(String(body.permalink), 'Link copied.');
}

/** Gives the notice to show. */
async function copy(text: string, done: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    return 'The browser did not allow copying.';
  }
}
