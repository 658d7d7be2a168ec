import type { RespondFn, SlashCommand, webApi } from '@slack/bolt';
import { keepOf } from '../answers/record-ask.ts';
import { buildGaps } from '../blocks/gaps.ts';
import { notice } from '../blocks/notices.ts';
import { respondPrivately } from '../posting/post.ts';
import { readGaps } from '../read-gaps.ts';
import type { Room } from '../room.ts';

/** `/triage gaps`: what nothing matched, grouped, for the asker alone. */
export async function answerGaps({
  room,
  command,
  client,
  respond,
}: {
  readonly room: Room;
  readonly command: SlashCommand;
  readonly client: webApi.WebClient;
  readonly respond: RespondFn;
}): Promise<void> {
  const groups = await readGaps(room, client, command.team_id, command.user_id);
  await respondPrivately(respond, [buildGaps(groups, keepOf(room).days)]);
}

/** `/triage forget`: deletes what is kept of the asker's questions, votes and unfinished drafts. */
export async function answerForget(room: Room, command: SlashCommand, respond: RespondFn): Promise<void> {
  const count = await room.asks.forget(command.team_id, command.user_id);
  const asked = count === 1 ? '1 question' : `${count} questions`;
  await respondPrivately(respond, [
    notice(
      count === 0
        ? 'Nothing of your questions is kept.'
        : `Forgotten: ${asked} of yours. Texts behind the buttons of answers that only you saw go within the hour.`,
    ),
  ]);
}
