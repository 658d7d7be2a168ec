import { readFollowUp } from './conversation/follow-up.ts';
import { type Fields, textAt } from './payload.ts';

/** Whether a message event is a reply in a channel's thread that may ask to go on with an answer, by one word. */
export function isThreadWord(event: Fields): boolean {
  const threadTs = textAt(event, 'thread_ts');
  const isReply = threadTs !== '' && threadTs !== textAt(event, 'ts');
  const text = textAt(event, 'text');
  if (!isReply || text.includes('<@') || textAt(event, 'bot_id') !== '') return false;
  const isInChannel = ['channel', 'group'].includes(textAt(event, 'channel_type'));
  const followUp = readFollowUp(text);
  return isInChannel && textAt(event, 'subtype') === '' && followUp !== undefined && followUp !== 'thanks';
}
