import { useEffect } from 'react';
import { AlertBar } from './alert-bar.tsx';
import { AppHome } from './app-home.tsx';
import { AppTabs } from './app-tabs.tsx';
import { Composer } from './composer.tsx';
import { DropZone } from './drop-zone.tsx';
import { Icon } from './icons.tsx';
import { MessageList } from './message-list.tsx';
import { usePage } from './page-context.ts';
import { SampleCards, SampleRow } from './samples.tsx';
import { fetchMessages, send } from './server.ts';

/** The open channel: its messages, newest at the end, and where to write. */
export function Conversation({ onOpenSidebar }: { onOpenSidebar: () => void }) {
  const { state, dispatch } = usePage();
  const { channel, tab } = state;
  const messages = state.messages.get(channel);
  const isFetched = messages !== undefined;
  const newest = messages?.at(-1)?.ts;
  const found = state.workspace.channels.find(({ id }) => id === channel);
  const isDirect = found?.kind === 'im';

  useEffect(() => {
    if (isFetched) return;
    fetchMessages(channel).then((fetched) =>
      dispatch({ type: 'channel_fetched', channel, messages: fetched }),
    );
  }, [channel, isFetched, dispatch]);

  useEffect(() => {
    if (newest !== undefined) void send('/api/read', { channel, ts: newest });
  }, [channel, newest]);

  useEffect(() => {
    if (isDirect) void send('/api/home-opened', { channel, tab });
  }, [channel, isDirect, tab]);

  useEffect(() => {
    const show = () => {
      if (document.visibilityState === 'visible') dispatch({ type: 'channel_shown', channel });
    };
    document.addEventListener('visibilitychange', show);
    return () => document.removeEventListener('visibilitychange', show);
  }, [channel, dispatch]);

  const hasBegun = messages === undefined || messages.length > 0;
  const name = isDirect ? found.name : `#${found?.name ?? ''}`;
  return (
    <DropZone channel={channel} threadTs={undefined} name={name}>
      <main className="conversation" aria-label={name}>
        <header className="head">
          <button
            type="button"
            className="icon-button head__menu"
            aria-label="Channels"
            onClick={onOpenSidebar}
          >
            <Icon name="menu" />
          </button>
          <h1>
            {isDirect ? (
              found.name
            ) : (
              <>
                <span className="head__mark">#</span> {found?.name}
              </>
            )}
          </h1>
          {isDirect ? (
            <span className="badge">APP</span>
          ) : (
            <span className="head__topic">{found?.topic}</span>
          )}
        </header>
        {isDirect && <AppTabs />}
        {isDirect && tab === 'home' ? (
          <AppHome />
        ) : (
          <>
            <MessageList
              channel={channel}
              messages={messages}
              place="channel"
              intro={<Intro isDirect={isDirect} hasBegun={hasBegun} name={name} />}
            />
            {isDirect && hasBegun && <SampleRow />}
            {channel === state.workspace.alerts.channelId && <AlertBar />}
            <Composer channel={channel} threadTs={undefined} placeholder={`Message ${name}`} />
          </>
        )}
      </main>
    </DropZone>
  );
}

interface IntroProps {
  readonly isDirect: boolean;
  readonly hasBegun: boolean;
  readonly name: string;
}

function Intro({ isDirect, hasBegun, name }: IntroProps) {
  const { app } = usePage().state.workspace;
  const [command] = app.commands;
  const [shortcut] = app.shortcuts;
  return (
    <div className="intro">
      <h2>{name}</h2>
      {isDirect ? (
        <>
          <p>Paste an error or drop a log file{hasBegun ? '.' : ', or start from a sample:'}</p>
          {!hasBegun && <SampleCards />}
        </>
      ) : (
        <p>
          Mention <b>@{app.name}</b> with an error
          {command !== undefined && (
            <>
              , use <code>{command.command}</code>
            </>
          )}
          {shortcut !== undefined && (
            <>
              , or open a message’s menu and choose <b>{shortcut.name}</b>
            </>
          )}
          .
        </p>
      )}
    </div>
  );
}
