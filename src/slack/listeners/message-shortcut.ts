import type {
  AllMiddlewareArgs,
  MessageShortcut,
  RespondFn,
  SlackShortcutMiddlewareArgs,
  webApi,
} from '@slack/bolt';
import { answerMessages, type Question } from '../answers/answering.ts';
import { AskerProblem } from '../asker-problem.ts';
import { audienceOf } from '../channels/shared-channels.ts';
import { guarded } from '../delivery/guard.ts';
import { type Place, postMessages, respondPrivately } from '../posting/post.ts';
import { pasteOf } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { NO_ACCESS, slackErrorName } from '../slack-fault.ts';

/** "Triage this" in a message's menu: answers in that message's thread, or to the asker alone where the bot is no member. */
export async function onMessageShortcut(
  room: Room,
  {
    shortcut,
    ack,
    respond,
    client,
    context,
  }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs,
): Promise<void> {
  await ack();
  const { message } = shortcut;
  const channel = shortcut.channel.id;
  await guarded(
    room,
    'Triage this',
    (told) => respondPrivately(respond, [told]),
    async () => {
      const paste = await pasteOf(message, { room, client, botUserId: context.botUserId });
      const question: Question = {
        paste,
        source: { kind: 'message', channel, ts: message.ts },
        canShare: false,
      };
      const messages = answerMessages(room, question);
      const threadTs: unknown = message.thread_ts;
      const place = { channel, threadTs: typeof threadTs === 'string' ? threadTs : message.ts };
      const isDirect = channel.startsWith('D');
      const audience = isDirect ? 'own' : await audienceOf(room, client, channel);
      if (audience === 'shared') {
        throw new AskerProblem(
          'This channel is shared with another company, so I do not answer here. Send me the text in a direct message.',
        );
      }
      // A channel that the bot cannot look up is one that it is not in: the asker alone gets the answer.
      if (audience === 'unknown') await respondPrivately(respond, messages);
      else await postOrRespond(room, client, place, question, respond);
    },
  );
}

/** Public channels can be looked up by everybody, but only members may post. */
async function postOrRespond(
  room: Room,
  client: webApi.WebClient,
  place: Place,
  question: Question,
  respond: RespondFn,
): Promise<void> {
  try {
    await postMessages(room, client, place, answerMessages(room, question));
  } catch (error) {
    if (!NO_ACCESS.has(slackErrorName(error) ?? '')) throw error;
    const canShare = !place.channel.startsWith('D');
    await respondPrivately(respond, answerMessages(room, { ...question, canShare }));
  }
}
