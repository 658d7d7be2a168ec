import type { types } from '@slack/bolt';
import { answerMessages } from '../answers/answering.ts';
import { AskerProblem } from '../asker-problem.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { audienceOf } from '../channels/shared-channels.ts';
import { guarded, once } from '../delivery/guard.ts';
import { postMessages, respondInChannel } from '../posting/post.ts';
import { fetchPaste } from '../reading/fetch-paste.ts';
import type { Room } from '../room.ts';
import { NO_ACCESS, slackErrorName } from '../slack-fault.ts';
import { type PressArgs, type PressedAnswer, readPressed, tellPresser } from './pressed-answer.ts';

/** Share: posts an answer that only its asker saw to the channel, and takes the private one away. */
export async function onShare(room: Room, args: PressArgs): Promise<void> {
  await args.ack();
  await guarded(
    room,
    'Share',
    (told) => tellPresser(room, args, [told]),
    async () => {
      const pressed = readPressed(room, args);
      const { channel, messageTs } = pressed;
      if (channel === undefined)
        throw new AskerProblem('I do not know which channel this is. Ask again there.');
      if ((await audienceOf(room, args.client, channel)) !== 'own') {
        throw new AskerProblem(
          'I do not post here: this conversation is shared with another company, or I am not in it and cannot see whether it is. Invite me (/invite @Pasteur) and try again.',
        );
      }
      await once(room, `share:${channel}:${messageTs}`, () => share(room, args, pressed, channel));
    },
  );
}

async function share(
  room: Room,
  args: PressArgs,
  { ref, user, reader }: PressedAnswer,
  channel: string,
): Promise<void> {
  const paste = await fetchPaste(ref.source, reader);
  const before = ref.shown.slice(0, -1);
  const messages = sharedBy(
    user,
    answerMessages(room, { paste, source: ref.source, shown: before, canShare: false }),
  );
  try {
    await postMessages(room, args.client, { channel }, messages);
  } catch (error) {
    if (!NO_ACCESS.has(slackErrorName(error) ?? '')) throw error;
    await respondInChannel(args.respond, messages);
  }
  await args.respond({ delete_original: true });
}

/** Says who asked, since the question itself was seen by nobody else. */
function sharedBy(user: string, messages: readonly SlackMessage[]): SlackMessage[] {
  const asker: types.ContextBlock = {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: `Shared by <@${user}>` }],
  };
  return messages.map(({ text, blocks }, index) => ({
    text,
    blocks: index === 0 ? [asker, ...blocks] : blocks,
  }));
}
