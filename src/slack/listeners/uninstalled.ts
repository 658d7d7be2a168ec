import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { fieldsAt, isFields, textAt } from '../payload.ts';
import type { Room } from '../room.ts';
import { slackErrorName } from '../slack-fault.ts';

type Gone = SlackEventMiddlewareArgs<'app_uninstalled' | 'tokens_revoked'> & AllMiddlewareArgs;

/** What Slack says of a token that will never work again. */
const DEAD_TOKEN = new Set([
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
]);

/** The app was taken out of a workspace, or its token was: what is kept for that workspace goes. */
export async function onUninstalled(room: Room, { event, context }: Gone): Promise<void> {
  // Tokens of single people are not ours.
  if (event.type === 'tokens_revoked' && (event.tokens.bot ?? []).length === 0) return;
  const team = context.isEnterpriseInstall ? context.enterpriseId : context.teamId;
  if (room.installations === undefined || team === undefined) {
    const cure = 'install the app again and set SLACK_BOT_TOKEN to its new token';
    room.log.error({ event: event.type, cure }, 'Slack has taken the token back');
    return;
  }
  // One that no key opens any more is of no use to anybody.
  const installation = await room.installations.get(team).catch(() => undefined);
  if (await isAlive(room, installation)) {
    room.log.info({ team }, 'the workspace has installed Pasteur again meanwhile; nothing is deleted');
    return;
  }
  await room.installations.remove(team);
  await room.saving?.forget?.(team);
  room.feedback?.forget(team);
  room.log.info({ team }, 'a workspace took Pasteur out; what was kept for it is deleted');
}

/** Slack delivers late and more than once: a workspace may have come back since. */
async function isAlive({ quickClient }: Room, installation: unknown): Promise<boolean> {
  const bot = isFields(installation) ? fieldsAt(installation, 'bot') : undefined;
  if (bot === undefined) return false;
  try {
    await quickClient.auth.test({ token: textAt(bot, 'token') });
    return true;
  } catch (error) {
    if (DEAD_TOKEN.has(slackErrorName(error) ?? '')) return false;
    throw error;
  }
}
