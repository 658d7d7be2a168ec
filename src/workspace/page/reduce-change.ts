import type { Change } from '../changes.ts';
import { type Message, putMessage, readMessage } from './message.ts';
import { type PageState, threadKey } from './page-state.ts';
import { withEntry } from './with-entry.ts';

/** What the page shows after something happened in the workspace. */
export function reduceChange(state: PageState, change: Change): PageState {
  switch (change.type) {
    case 'message':
    case 'ephemeral':
      return receive(state, change.channel, readMessage(change.message), true);
    case 'message_changed':
    case 'reaction':
      return receive(state, change.channel, readMessage(change.message), false);
    case 'message_deleted':
    case 'ephemeral_deleted':
      return remove(state, change.channel, change.ts);
    case 'status':
      return {
        ...state,
        statuses: withEntry(state.statuses, threadKey(change.channel, change.threadTs), change.text),
      };
    case 'prompts':
      return { ...state, prompts: change.prompts };
    case 'view_opened':
      return {
        ...state,
        views: change.view.previous_view_id ? [...state.views, change.view] : [change.view],
      };
    case 'view_updated':
      return {
        ...state,
        views: state.views.map((view) => (view.id === change.view.id ? change.view : view)),
      };
    case 'views_closed':
      return { ...state, views: state.views.filter(({ id }) => !change.viewIds.includes(String(id))) };
    case 'home_published':
      return { ...state, home: change.view };
    case 'bot_connected':
      return { ...state, isBotConnected: true };
    case 'delivery_failed':
      return {
        ...state,
        notice: `${state.workspace.app.name} did not take "${change.what}" (${change.reason}).`,
      };
  }
}

/** Puts a new or changed message where it is shown. Lists not fetched yet stay so: they will hold it anyway. */
function receive(state: PageState, channel: string, message: Message, isNew: boolean): PageState {
  const { threadTs } = message;
  const key = threadKey(channel, threadTs ?? message.ts);
  const inThread = state.threads.get(key);
  const threads =
    inThread === undefined ? state.threads : withEntry(state.threads, key, putMessage(inThread, message));
  if (threadTs === undefined) {
    const listed = state.messages.get(channel);
    const messages =
      listed === undefined ? state.messages : withEntry(state.messages, channel, putMessage(listed, message));
    return {
      ...state,
      threads,
      messages,
      unread: isNew ? countUnread(state, channel, message) : state.unread,
    };
  }
  if (!isNew) return { ...state, threads };
  const isFromBot = message.userId === state.workspace.app.userId;
  const received = {
    ...state,
    threads,
    messages: message.isEphemeral ? state.messages : countReply(state.messages, channel, threadTs),
    // The bot has spoken, so it is no longer busy with this thread.
    statuses: isFromBot ? withEntry(state.statuses, key, '') : state.statuses,
    unread: countUnread(state, channel, message),
  };
  return openAsked(received, threadTs);
}

function countReply(all: PageState['messages'], channel: string, threadTs: string): PageState['messages'] {
  const listed = all.get(channel);
  if (listed === undefined) return all;
  const counted = listed.map((root) =>
    root.ts === threadTs ? { ...root, replyCount: root.replyCount + 1 } : root,
  );
  return withEntry(all, channel, counted);
}

function countUnread(state: PageState, channel: string, message: Message): PageState['unread'] {
  const isSeen = channel === state.channel && document.visibilityState === 'visible';
  if (isSeen || message.userId === state.workspace.you.id) return state.unread;
  return withEntry(state.unread, channel, (state.unread.get(channel) ?? 0) + 1);
}

function remove(state: PageState, channel: string, ts: string): PageState {
  const without = (messages: readonly Message[]) => messages.filter((message) => message.ts !== ts);
  const listed = state.messages.get(channel);
  return {
    ...state,
    messages: listed === undefined ? state.messages : withEntry(state.messages, channel, without(listed)),
    threads: new Map([...state.threads].map(([key, messages]) => [key, without(messages)])),
  };
}

/** Shows the answer to what was just asked from here, which comes as a thread. */
export function openAsked(state: PageState, ts: string): PageState {
  const root = state.messages.get(state.channel)?.find((message) => message.ts === ts);
  const isAnswered = root !== undefined && root.replyCount > 0;
  if (!isAnswered || !state.asked.has(ts)) return state;
  const asked = new Set(state.asked);
  asked.delete(ts);
  return { ...state, asked, thread: { channel: state.channel, ts } };
}
