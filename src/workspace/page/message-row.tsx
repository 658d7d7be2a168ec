import type { JsonRecord } from '../json.ts';
import { Attachments } from './attachments.tsx';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { FileCard } from './file-card.tsx';
import { Icon } from './icons.tsx';
import type { Message } from './message.ts';
import { MessageToolbar } from './message-toolbar.tsx';
import { usePage } from './page-context.ts';
import { threadKey } from './page-state.ts';
import { usePress } from './use-press.ts';

export interface MessageRowProps {
  readonly channel: string;
  readonly message: Message;
  readonly place: 'channel' | 'thread';
  readonly isRoot: boolean;
}

export function MessageRow({ channel, message, place, isRoot }: MessageRowProps) {
  const { state } = usePage();
  const author = state.workspace.people.find(({ id }) => id === message.userId);
  const press = usePress(channel, message.ts);
  if (message.isEvent) return null;
  return (
    <article
      className={`message ${message.isEphemeral ? 'message--ephemeral' : ''} ${isRoot ? 'message--root' : ''}`}
      aria-label={`${author?.realName ?? 'Somebody'}, ${timeOf(message.ts)}`}
    >
      <Avatar person={author} />
      <div className="message__body">
        {message.isEphemeral && (
          <p className="message__only-you">
            <Icon name="eye" /> Only visible to you
          </p>
        )}
        <p className="message__by">
          <b>{author?.realName ?? message.userId}</b>
          {author?.isBot === true && <span className="badge">APP</span>}
          <time dateTime={new Date(Number(message.ts) * 1000).toISOString()}>{timeOf(message.ts)}</time>
          {message.isEdited && <span className="message__edited">(edited)</span>}
        </p>
        <Blocks blocks={contentBlocks(message)} onPress={press} />
        <Attachments attachments={message.attachments} onPress={press} />
        {message.files.map((file) => (
          <FileCard key={String(file.id)} file={file} />
        ))}
        <Reactions reactions={message.reactions} />
        {place === 'channel' && <ThreadSummary channel={channel} message={message} />}
      </div>
      <MessageToolbar channel={channel} message={message} place={place} />
    </article>
  );
}

/** A message without blocks is its text; one of files alone has neither. */
function contentBlocks({ blocks, text }: Message): readonly JsonRecord[] {
  if (blocks.length > 0 || text === '') return blocks;
  return [{ type: 'section', text: { type: 'mrkdwn', text } }];
}

function ThreadSummary({ channel, message }: { channel: string; message: Message }) {
  const { state, dispatch } = usePage();
  const status = state.statuses.get(threadKey(channel, message.ts)) ?? '';
  if (message.replyCount === 0) {
    return status === '' ? null : <p className="status">{`${state.workspace.app.name} ${status}`}</p>;
  }
  return (
    <button
      type="button"
      className="replies"
      onClick={() => dispatch({ type: 'thread_shown', thread: { channel, ts: message.ts } })}
    >
      {message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`}
    </button>
  );
}

function Reactions({ reactions }: { reactions: readonly JsonRecord[] }) {
  if (reactions.length === 0) return null;
  return (
    <p className="reactions">
      {reactions.map(({ name, count }) => (
        <span key={String(name)} className="reaction">
          <Blocks blocks={[{ type: 'context', elements: [{ type: 'mrkdwn', text: `:${String(name)}:` }] }]} />{' '}
          {String(count)}
        </span>
      ))}
    </p>
  );
}

function timeOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
