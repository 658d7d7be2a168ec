import { firstState, type PageAction, type PageState, threadKey } from './page-state.ts';
import { openAsked, reduceChange } from './reduce-change.ts';
import { withEntry } from './with-entry.ts';

export function reducePage(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'change':
      return reduceChange(state, action.change);
    case 'refreshed':
      return {
        ...firstState(action.workspace, action.workspace.channels.find(({ id }) => id === state.channel)?.id),
        isAlertPanelOpen: state.isAlertPanelOpen,
        tab: state.tab,
      };
    case 'channel_fetched':
      return { ...state, messages: withEntry(state.messages, action.channel, action.messages) };
    case 'thread_fetched': {
      const key = threadKey(action.thread.channel, action.thread.ts);
      return { ...state, threads: withEntry(state.threads, key, action.messages) };
    }
    case 'channel_shown':
      return showChannel(state, action.channel);
    case 'tab_shown':
      return { ...state, tab: action.tab, thread: undefined };
    case 'thread_shown':
      return { ...state, thread: action.thread };
    case 'alert_panel': {
      const { channelId } = state.workspace.alerts;
      const shown =
        action.isOpen && channelId !== undefined && channelId !== state.channel
          ? showChannel(state, channelId)
          : state;
      return { ...shown, isAlertPanelOpen: action.isOpen };
    }
    case 'alerts_sent':
      return { ...state, firing: withEntry(state.firing, action.source, action.firing) };
    case 'asked':
      return openAsked({ ...state, asked: new Set([...state.asked, action.ts]) }, action.ts);
    case 'online':
      return { ...state, isOnline: action.isOnline };
    case 'notice':
      return { ...state, notice: action.text };
  }
}

function showChannel(state: PageState, channel: string): PageState {
  return {
    ...state,
    channel,
    thread: state.thread?.channel === channel ? state.thread : undefined,
    unread: withEntry(state.unread, channel, 0),
  };
}
