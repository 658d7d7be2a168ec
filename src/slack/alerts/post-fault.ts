import { webApi } from '@slack/bolt';
import { PostUncertain } from '../../alerts/alert-poster.ts';
import { channelSetting } from '../../alerts/channel-settings.ts';
import type { Logger } from '../../log.ts';
import { currentTeam } from '../../store/current-team.ts';
import { GiveUp, RetryLater } from '../../store/queue/job-outcome.ts';
import { slackErrorName } from '../slack-fault.ts';

/** A fault that a person has to mend is tried again this often; nothing is lost until then. */
const MEND_SECONDS = 60;

/** Where Slack does not say how long to wait. */
const LIMITED_SECONDS = 30;

/** What to do about refusals that end once somebody has done it. */
const cures = (setting: string): Readonly<Record<string, string>> => ({
  not_in_channel: 'invite Pasteur to the channel (/invite @Pasteur)',
  channel_not_found: `set ${setting} to a channel that exists; a private one must have Pasteur in it`,
  is_archived: `unarchive the channel or set ${setting} to another`,
  missing_scope: 'add the scopes of manifest.yml to the app and install it again',
  restricted_action: 'let Pasteur post in the channel (its settings, posting permissions)',
  invalid_auth: 'set SLACK_BOT_TOKEN to the Bot User OAuth Token of the app',
  not_authed: 'set SLACK_BOT_TOKEN to the Bot User OAuth Token of the app',
  account_inactive: 'install the app to the workspace again and set SLACK_BOT_TOKEN to its new token',
  token_revoked: 'install the app to the workspace again and set SLACK_BOT_TOKEN to its new token',
});

/** Said of the token of one workspace of several, which nobody can set here: nothing is to be waited for. */
const TOKEN_GONE = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

const LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

/** Slack itself failed: it may have done what was asked. */
const UNCERTAIN = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/** What a failed call means for the job that made it. */
export function postFault(error: unknown, channel: string, log: Pick<Logger, 'error' | 'warn'>): Error {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new RetryLater(Math.max(error.retryAfter, 1), 'Slack asked to wait', { cause: error });
  }
  const name = slackErrorName(error);
  if (name === undefined || UNCERTAIN.has(name)) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ channel, reason }, 'Slack gave no answer about an alert; it is looked for and posted again');
    return new PostUncertain(`Slack gave no answer: ${reason}`, { cause: error });
  }
  if (LIMITED.has(name)) return new RetryLater(LIMITED_SECONDS, `Slack said ${name}`, { cause: error });
  const team = currentTeam();
  if (team !== undefined && TOKEN_GONE.has(name)) {
    const fault = `Slack said ${name}: workspace ${team} has to install Pasteur again at /slack/install`;
    return new GiveUp(fault, { cause: error });
  }
  const cure = cures(channelSetting(team))[name];
  if (cure !== undefined) {
    log.error({ channel, reason: name, cure }, 'alerts wait, for Slack does not let them into their channel');
    return new RetryLater(MEND_SECONDS, `Slack said ${name}: ${cure}`, { cause: error });
  }
  return new GiveUp(`Slack refused the message: ${name}`, { cause: error });
}
