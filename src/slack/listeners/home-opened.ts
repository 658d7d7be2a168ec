import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Room } from '../room.ts';
import { showHome } from '../show-home.ts';
import { reportError } from '../slack-fault.ts';

/** Real errors to try; at most four (LIMITS.suggestedPrompts). */
const PROMPTS = [
  { title: 'What can you do?', message: 'help' },
  {
    title: 'nginx cannot reach its upstream',
    message: 'connect() failed (111: Connection refused) while connecting to upstream',
  },
  {
    title: 'A 502 from API Gateway',
    message:
      'HTTP/1.1 502 Bad Gateway {"message": "Internal server error"} x-amzn-errortype: InternalServerErrorException',
  },
];

/** Draws the Home tab when somebody opens it, and offers prompts at the Messages tab; a workspace without them is no fault. */
export async function onHomeOpened(
  room: Room,
  { event, body, client }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
): Promise<void> {
  if (event.tab === 'home') {
    await showHome(room, client, { team: body.team_id, user: event.user });
    return;
  }
  try {
    await room.quickClient.assistant.threads.setSuggestedPrompts({
      ...(client.token !== undefined && { token: client.token }),
      channel_id: event.channel,
      title: 'Paste an error, or try',
      prompts: PROMPTS,
    });
  } catch (error) {
    room.log.debug({ error: reportError(error) }, 'prompts not shown');
  }
}
