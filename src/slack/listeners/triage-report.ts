import type { RespondFn, SlashCommand, webApi } from '@slack/bolt';
import { notice } from '../blocks/notices.ts';
import { respondPrivately } from '../posting/post.ts';
import { postReport } from '../report/post-report.ts';
import type { Room } from '../room.ts';

/** `/triage report`: the last seven days, as a direct message to the asker. */
export async function answerReport({
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
  await postReport(room, client, { team: command.team_id, to: command.user_id, reader: command.user_id });
  await respondPrivately(respond, [notice('The report is in your direct messages with me.')]);
}
