import { useEffect } from 'react';
import { Composer } from './composer.tsx';
import { DropZone } from './drop-zone.tsx';
import { Icon } from './icons.tsx';
import { MessageList } from './message-list.tsx';
import { usePage } from './page-context.ts';
import { type OpenThread, threadKey } from './page-state.ts';
import { fetchThread } from './server.ts';

/** A message and its replies, at the right of the channel. */
export function ThreadPane({ thread }: { thread: OpenThread }) {
  const { state, dispatch } = usePage();
  const { channel, ts } = thread;
  const messages = state.threads.get(threadKey(channel, ts));
  const isFetched = messages !== undefined;
  useEffect(() => {
    if (isFetched) return;
    fetchThread(channel, ts).then((fetched) =>
      dispatch({ type: 'thread_fetched', thread: { channel, ts }, messages: fetched }),
    );
  }, [channel, ts, isFetched, dispatch]);

  const found = state.workspace.channels.find(({ id }) => id === channel);
  const name = found?.kind === 'im' ? found.name : `#${found?.name ?? ''}`;
  const close = () => dispatch({ type: 'thread_shown', thread: undefined });
  return (
    <DropZone channel={channel} threadTs={ts} name="this thread">
      <aside className="thread" aria-label="Thread">
        <header className="head">
          <h1>Thread</h1>
          <span className="head__topic">{name}</span>
          <button
            type="button"
            className="icon-button head__close"
            aria-label="Close the thread"
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </header>
        <MessageList channel={channel} messages={messages} place="thread" />
        <Composer channel={channel} threadTs={ts} placeholder="Reply…" />
      </aside>
    </DropZone>
  );
}
