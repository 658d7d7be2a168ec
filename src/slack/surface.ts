/** Everything of Slack that Pasteur answers to. The listeners register from here and `manifest.yml` must say the same. */
export const EVENTS = {
  /** Direct messages; Slack delivers them as event type `message`. */
  directMessage: 'message.im',
  /** What is written in channels that the bot is in; only posts of other apps in watched ones are read. */
  channelMessage: 'message.channels',
  groupMessage: 'message.groups',
  mention: 'app_mention',
  homeOpened: 'app_home_opened',
  uninstalled: 'app_uninstalled',
  tokensRevoked: 'tokens_revoked',
} as const;

export const COMMANDS = { triage: '/triage' } as const;

export const SHORTCUTS = { triageMessage: 'triage_message', saveMessage: 'save_message' } as const;

export const ACTIONS = {
  helpful: 'answer_helpful',
  notThis: 'answer_not_this',
  wrong: 'answer_wrong',
  wrongMeant: 'wrong_meant',
  why: 'answer_why',
  share: 'answer_share',
  askModel: 'answer_ask_model',
  summarySent: 'summary_sent',
  homeSearch: 'home_search',
  save: 'answer_save',
  undoSave: 'save_undo',
  sendAgain: 'save_send_again',
} as const;

export const VIEWS = { paste: 'paste', save: 'save', wrong: 'wrong', counter: 'counter_example' } as const;
