/** Everything of Slack that Pasteur answers to. The listeners register from here and `manifest.yml` must say the same. */
export const EVENTS = {
  /** Direct messages; Slack delivers them as event type `message`. */
  directMessage: 'message.im',
  mention: 'app_mention',
  homeOpened: 'app_home_opened',
} as const;

export const COMMANDS = { triage: '/triage' } as const;

export const SHORTCUTS = { triageMessage: 'triage_message' } as const;

export const ACTIONS = {
  helpful: 'answer_helpful',
  notThis: 'answer_not_this',
  why: 'answer_why',
  share: 'answer_share',
} as const;

export const VIEWS = { paste: 'paste' } as const;
