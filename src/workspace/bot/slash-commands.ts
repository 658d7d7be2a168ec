import type { Changes } from '../changes.ts';
import type { Credentials } from '../credentials.ts';
import type { Directory } from '../directory.ts';
import { isRecord, parseJson } from '../json.ts';
import type { Actor } from '../web-api/actors.ts';
import type { WebApi } from '../web-api/web-api.ts';
import { type BotDoor, type DeliveryFault, faultOf } from './bot-door.ts';
import type { ResponseUrls } from './response-urls.ts';
import { createTrigger } from './trigger.ts';

/** Runs a slash command such as `/triage`; gives why it failed, or `undefined`. */
export type RunCommand = (channel: string, command: string, text: string) => Promise<DeliveryFault>;

export interface SlashCommandOptions {
  readonly door: BotDoor;
  readonly credentials: Credentials;
  readonly directory: Directory;
  readonly webApi: WebApi;
  readonly bot: Actor;
  readonly responseUrls: ResponseUrls;
  readonly changes: Changes;
}

export function createRunCommand(options: SlashCommandOptions): RunCommand {
  const { door, credentials, directory, webApi, bot, responseUrls, changes } = options;
  return async (channel, command, text) => {
    const found = directory.channels.find(({ id }) => id === channel);
    const body = new URLSearchParams({
      token: credentials.verificationToken,
      team_id: directory.teamId,
      team_domain: directory.teamDomain,
      channel_id: channel,
      channel_name: found?.kind === 'im' ? 'directmessage' : (found?.name ?? ''),
      user_id: directory.you.id,
      user_name: directory.you.name,
      command,
      text,
      api_app_id: credentials.appId,
      is_enterprise_install: 'false',
      response_url: responseUrls.create({ channel }),
      trigger_id: await createTrigger(webApi, bot, directory.you.id),
    });
    const answer = await door.deliver('application/x-www-form-urlencoded', body.toString());
    if (!answer.ok) {
      changes.emit({ type: 'delivery_failed', what: command, reason: answer.reason });
    } else if (answer.body.trim() !== '') {
      const json = parseJson(answer.body);
      await responseUrls.respond({ channel }, isRecord(json) ? json : { text: answer.body });
    }
    return faultOf(answer);
  };
}
