import { AskerProblem } from './asker-problem.ts';
import { slackErrorName } from './slack-fault.ts';

const NOT_A_MEMBER =
  'I am not in that channel any more, so I cannot answer there. Invite me (/invite @Pasteur) and ask again.';
const NOT_ALLOWED =
  'I may not post in that channel. Whoever manages it can let me (its settings, posting permissions), or ask me in a direct message.';

/** What the asker can do where Slack does not let the answer in: these are no faults of Pasteur, and a retry ends the same. */
const PLACES: Readonly<Record<string, string>> = {
  not_in_channel: NOT_A_MEMBER,
  channel_not_found: NOT_A_MEMBER,
  is_archived: 'That channel is archived, so I cannot answer there. Ask me in a direct message.',
  restricted_action: NOT_ALLOWED,
  restricted_action_read_only_channel: NOT_ALLOWED,
  restricted_action_thread_only_channel: NOT_ALLOWED,
  restricted_action_non_threadable_channel: NOT_ALLOWED,
  cannot_reply_to_message: 'That message takes no replies. Ask me in a direct message.',
};

const NEW_TOKEN = 'install the app to the workspace again and set SLACK_BOT_TOKEN to its new token';

/** What whoever runs Pasteur can do: until then no call of the Web API comes through. */
const TOKENS: Readonly<Record<string, string>> = {
  invalid_auth: 'set SLACK_BOT_TOKEN to the Bot User OAuth Token of the app (OAuth & Permissions)',
  not_authed: 'set SLACK_BOT_TOKEN to the Bot User OAuth Token of the app (OAuth & Permissions)',
  account_inactive: NEW_TOKEN,
  token_revoked: NEW_TOKEN,
  token_expired: NEW_TOKEN,
  missing_scope: 'add the scopes of manifest.yml to the app and install it again',
};

/** What Slack's refusal of a place means to the asker; undefined for errors of another kind. */
export function placeProblem(error: unknown): AskerProblem | undefined {
  const text = PLACES[slackErrorName(error) ?? ''];
  return text === undefined ? undefined : new AskerProblem(text, { cause: error });
}

/** What to do about Slack's refusal of the token; undefined for errors of another kind. */
export function tokenCure(error: unknown): string | undefined {
  return TOKENS[slackErrorName(error) ?? ''];
}
