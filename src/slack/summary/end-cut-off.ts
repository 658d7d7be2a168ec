import type { webApi } from '@slack/bolt';
import type { Logger } from '../../log.ts';
import type { SummaryPlace } from '../../store/summary-log.ts';
import { notice } from '../blocks/notices.ts';
import { plain } from '../blocks/summary-markdown.ts';
import { reportError, slackErrorName } from '../slack-fault.ts';

/** Ends the message of a summary whose process is gone: nobody else will. */
export async function endCutOff(
  client: webApi.WebClient,
  { channel, ts, isStream }: SummaryPlace,
  reference: string,
  log: Pick<Logger, 'info'>,
): Promise<void> {
  const line = `The model's answer was cut off by a restart. Ask the model again (reference ${reference}).`;
  try {
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
