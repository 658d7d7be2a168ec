import type { Change, SuggestedPrompt } from '../changes.ts';
import type { JsonRecord } from '../json.ts';
import type { AppTab, WorkspaceState } from '../wire.ts';
import type { Message } from './message.ts';

export interface OpenThread {
  readonly channel: string;
  readonly ts: string;
}

export interface PageState {
  readonly workspace: WorkspaceState;
  readonly channel: string;
  readonly thread: OpenThread | undefined;
  /** What is shown of the bot's direct message. */
  readonly tab: AppTab;
  /** The bot's Home tab; undefined until it was published. */
  readonly home: JsonRecord | undefined;
  /** Messages of a channel, without replies; absent until they were fetched. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  /** Root and replies of a thread by `threadKey`. */
  readonly threads: ReadonlyMap<string, readonly Message[]>;
  readonly unread: ReadonlyMap<string, number>;
  /** What the bot says that it is doing, by `threadKey`. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly prompts: readonly SuggestedPrompt[];
  readonly isAlertPanelOpen: boolean;
  /** How many alerts of a source fire, once some were sent from here. */
  readonly firing: ReadonlyMap<string, number>;
  /** Open modals, bottom first. */
  readonly views: readonly JsonRecord[];
  readonly isOnline: boolean;
  readonly isBotConnected: boolean;
  readonly notice: string | undefined;
  /** Messages that were just sent from here: a reply to one opens its thread. */
  readonly asked: ReadonlySet<string>;
}

export type PageAction =
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'refreshed'; readonly workspace: WorkspaceState }
  | { readonly type: 'channel_fetched'; readonly channel: string; readonly messages: readonly Message[] }
  | { readonly type: 'thread_fetched'; readonly thread: OpenThread; readonly messages: readonly Message[] }
  | { readonly type: 'channel_shown'; readonly channel: string }
  | { readonly type: 'tab_shown'; readonly tab: AppTab }
  | { readonly type: 'thread_shown'; readonly thread: OpenThread | undefined }
  /** Opening goes to the channel in which alerts arrive. */
  | { readonly type: 'alert_panel'; readonly isOpen: boolean }
  | { readonly type: 'alerts_sent'; readonly source: string; readonly firing: number }
  | { readonly type: 'asked'; readonly ts: string }
  | { readonly type: 'online'; readonly isOnline: boolean }
  | { readonly type: 'notice'; readonly text: string | undefined };

export function threadKey(channel: string, ts: string): string {
  return `${channel}:${ts}`;
}

/** Starts at the direct message with the bot unless told otherwise. */
export function firstState(workspace: WorkspaceState, channel = workspace.app.channelId): PageState {
  return {
    workspace,
    channel,
    thread: undefined,
    tab: 'messages',
    home: workspace.home,
    messages: new Map(),
    threads: new Map(),
    unread: new Map(workspace.channels.map(({ id, unread }) => [id, unread])),
    statuses: new Map(),
    prompts: [],
    isAlertPanelOpen: false,
    firing: new Map(),
    views: [],
    isOnline: true,
    isBotConnected: workspace.app.isConnected,
    notice: undefined,
    asked: new Set(),
  };
}
