import type { SlackMessage } from '../blocks/message.ts';
import { postMessages, postPrivately, respondPrivately } from '../posting/post.ts';
import { respondAt } from '../posting/respond-at.ts';
import type { Reader } from '../reading/fetch-paste.ts';
import { reportError } from '../slack-fault.ts';
import type { WrongPlace } from './wrong-place.ts';

/** Shows messages to the person alone who sent the form, where the answer is, or else in a direct message. */
export async function tellCorrector(
  { room, client }: Reader,
  { channel, threadTs, responseUrl }: WrongPlace,
  user: string,
  messages: readonly SlackMessage[],
  options: { readonly replaces?: boolean } = {},
): Promise<void> {
  try {
    if (responseUrl !== undefined) {
      await respondPrivately(respondAt(responseUrl), messages, options);
      return;
    }
    if (channel !== undefined && threadTs !== undefined) {
      await postPrivately(client, { channel, threadTs, user }, messages);
      return;
    }
  } catch (error) {
    room.log.info(
      { error: reportError(error) },
      'the form was open for too long: what comes of it goes to a direct message',
    );
  }
  await postMessages(room, client, { channel: user }, messages);
}
