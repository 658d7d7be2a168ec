import type { JsonRecord } from './json.ts';

/** A message as Slack's Web API gives it, `ts`, `user` and `text` at least. */
export type SlackMessage = JsonRecord;

/** Something that happened in the workspace. The page hears of all of it, the bot of what it subscribed to. */
export type Change =
  | { readonly type: 'message'; readonly channel: string; readonly message: SlackMessage }
  | {
      readonly type: 'message_changed';
      readonly channel: string;
      readonly message: SlackMessage;
      readonly previous: SlackMessage | undefined;
    }
  | { readonly type: 'message_deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'ephemeral'; readonly channel: string; readonly message: SlackMessage }
  | { readonly type: 'ephemeral_deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'reaction'; readonly channel: string; readonly message: SlackMessage }
  | { readonly type: 'status'; readonly channel: string; readonly threadTs: string; readonly text: string }
  | { readonly type: 'prompts'; readonly channel: string; readonly prompts: readonly SuggestedPrompt[] }
  | { readonly type: 'view_opened'; readonly view: JsonRecord }
  | { readonly type: 'view_updated'; readonly view: JsonRecord }
  | { readonly type: 'views_closed'; readonly viewIds: readonly string[] }
  /** The app drew its Home tab anew for the person at the page. */
  | { readonly type: 'home_published'; readonly view: JsonRecord }
  | { readonly type: 'bot_connected' }
  /** A delivery that the bot did not take: what it was, and why in Slack's words. */
  | { readonly type: 'delivery_failed'; readonly what: string; readonly reason: string };

export interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

export interface Changes {
  emit(change: Change): void;
  /** Returns the way to unsubscribe. */
  subscribe(listener: (change: Change) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    emit(change) {
      for (const listener of listeners) listener(change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
