import type { ChannelState } from '../wire.ts';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

export interface SidebarProps {
  /** On narrow screens it is a drawer. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function Sidebar({ isOpen, onClose }: SidebarProps) {
  const { state, dispatch } = usePage();
  const { channels, teamName, you } = state.workspace;
  const ofKind = (kind: ChannelState['kind']) => channels.filter((channel) => channel.kind === kind);
  return (
    <>
      {isOpen && <button type="button" className="scrim" aria-label="Close the side bar" onClick={onClose} />}
      <nav className={`sidebar ${isOpen ? 'sidebar--open' : ''}`} aria-label="Channels and direct messages">
        <header className="sidebar__head">
          <strong>{teamName}</strong>
          <button
            type="button"
            className="icon-button sidebar__close"
            aria-label="Close the side bar"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </header>
        <h2 className="sidebar__title">Channels</h2>
        <ChannelList channels={ofKind('channel')} onChosen={onClose} />
        <h2 className="sidebar__title">Direct messages</h2>
        <ChannelList channels={ofKind('im')} onChosen={onClose} />
        {state.workspace.alerts.channelId !== undefined && (
          <>
            <h2 className="sidebar__title">Try it</h2>
            <button
              type="button"
              className="channel"
              onClick={() => {
                dispatch({ type: 'alert_panel', isOpen: true });
                onClose();
              }}
            >
              <Icon name="bell" />
              <span className="channel__name">Send an alert</span>
            </button>
          </>
        )}
        <footer className="sidebar__foot">Signed in as {you.realName}</footer>
      </nav>
    </>
  );
}

function ChannelList({ channels, onChosen }: { channels: readonly ChannelState[]; onChosen: () => void }) {
  const { state, dispatch } = usePage();
  return (
    <ul>
      {channels.map((channel) => {
        const unread = state.unread.get(channel.id) ?? 0;
        return (
          <li key={channel.id}>
            <button
              type="button"
              className={`channel ${unread > 0 ? 'channel--unread' : ''}`}
              aria-current={state.channel === channel.id ? 'page' : undefined}
              onClick={() => {
                dispatch({ type: 'channel_shown', channel: channel.id });
                onChosen();
              }}
            >
              <ChannelMark kind={channel.kind} />
              <span className="channel__name">{channel.name}</span>
              {unread > 0 && (
                <span className="channel__count">
                  {unread}
                  <span className="unseen"> unread</span>
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function ChannelMark({ kind }: { kind: ChannelState['kind'] }) {
  const { state } = usePage();
  if (kind === 'channel') return <span className="channel__mark">#</span>;
  const presence = state.isBotConnected ? 'online' : 'starting';
  return <span className={`presence presence--${presence}`} role="img" aria-label={presence} />;
}
