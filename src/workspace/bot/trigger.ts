import { textOf } from '../json.ts';
import type { Actor } from '../web-api/actors.ts';
import type { WebApi } from '../web-api/web-api.ts';

/** A trigger is good for three seconds; with `viewId` it lets the bot push on top of that view. */
export async function createTrigger(
  webApi: WebApi,
  bot: Actor,
  userId: string,
  viewId?: string,
): Promise<string> {
  const reply = await webApi.call(bot, 'views.generateTriggerId', {
    user_id: userId,
    ...(viewId === undefined ? {} : { view_id: viewId }),
  });
  return textOf(reply, 'trigger_id') ?? '';
}
