import type { Changes } from '../changes.ts';
import type { Credentials } from '../credentials.ts';
import type { SlackReply } from '../emulator.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json.ts';
import type { Actor } from './actors.ts';
import { nameBlocks } from './block-ids.ts';
import type { MethodExtensions } from './web-api.ts';

/** Finds one message by its timestamp, in a channel or in a thread. */
export type FindMessage = (channel: string, ts: string) => Promise<JsonRecord | undefined>;

export type Read = (method: string, params: JsonRecord) => Promise<SlackReply>;

export function createFindMessage(read: Read): FindMessage {
  return async (channel, ts) => {
    const reply = await read('conversations.replies', { channel, ts });
    return recordsOf(reply, 'messages').find((message) => textOf(message, 'ts') === ts);
  };
}

/** Writing of messages: tells the page and the bot of each, in the emulator's stead. */
export function messageExtensions(
  changes: Changes,
  credentials: Credentials,
  findMessage: FindMessage,
): MethodExtensions {
  return {
    'chat.postMessage': async ({ actor, params }, forward) => {
      const reply = await forward(signAuthor(actor, credentials, nameBlocks(params)));
      const message = recordOf(reply, 'message');
      const channel = textOf(reply, 'channel');
      if (message !== undefined && channel !== undefined) changes.emit({ type: 'message', channel, message });
      return reply;
    },
    'chat.update': async ({ params }, forward) => {
      const channel = textOf(params, 'channel') ?? '';
      const previous = await findMessage(channel, textOf(params, 'ts') ?? '');
      const reply = await forward(nameBlocks(params));
      const message = recordOf(reply, 'message');
      if (message !== undefined) changes.emit({ type: 'message_changed', channel, message, previous });
      return reply;
    },
    'chat.delete': async ({ params }, forward) => {
      const reply = await forward(params);
      const channel = textOf(params, 'channel');
      const ts = textOf(params, 'ts');
      if (reply.ok && channel !== undefined && ts !== undefined) {
        changes.emit({ type: 'message_deleted', channel, ts });
      }
      return reply;
    },
    ...Object.fromEntries(
      ['reactions.add', 'reactions.remove'].map(
        (method) =>
          [
            method,
            async ({ params }, forward) => {
              const reply = await forward(params);
              const channel = textOf(params, 'channel') ?? '';
              const message = reply.ok
                ? await findMessage(channel, textOf(params, 'timestamp') ?? '')
                : undefined;
              if (message !== undefined) changes.emit({ type: 'reaction', channel, message });
              return reply;
            },
          ] satisfies [string, MethodExtensions[string]],
      ),
    ),
  };
}

/** Slack marks a bot's messages as such; the emulator does so only when told. */
function signAuthor(actor: Actor, { appId, botId }: Credentials, params: JsonRecord): JsonRecord {
  return actor.isBot ? { ...params, app_id: appId, bot_id: botId } : params;
}
