import type { Logger } from '../../log.ts';
import { currentTeam } from '../../store/current-team.ts';
import type { SummaryPlace } from '../../store/summaries/summary-log.ts';
import { notice } from '../blocks/notices.ts';
import { plain } from '../blocks/summary-markdown.ts';
import type { ClientOf } from '../install/team-clients.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';

/** Ends the message of a summary of the workspace that is worked for, whose process is gone: nobody else will. */
export async function endCutOff(
  clientOf: ClientOf,
  { channel, ts, isStream }: SummaryPlace,
  reference: string,
  log: Pick<Logger, 'info'>,
): Promise<void> {
  const line = `The model's answer was cut off by a restart. Ask the model again (reference ${reference}).`;
  try {
    const client = await clientOf(currentTeam());
    if (client === undefined) {
      log.info({ team: currentTeam() }, 'a cut-off summary stays: its workspace has taken Pasteur out');
      return;
    }
    if (isStream) {
      const isStopped = await client.chat
        .stopStream({ channel, ts, markdown_text: `\n\n${plain(line)}` })
        .then(
          () => true,
          (error: unknown) => {
            // Slack ends streams by itself after a while; the message can be edited then.
            if (slackErrorName(error) === undefined) throw error;
            return false;
          },
        );
      if (isStopped) return;
    }
    await client.chat.update({ channel, ts, ...notice(line) });
  } catch (error) {
    log.info({ error: reportError(error) }, 'a cut-off summary could not be ended');
  }
}
