import type { AllMiddlewareArgs, RespondFn, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import { POST_SOURCE } from '../../store/alerts/alert-record.ts';
import { answerMessages, triagePaste } from '../answers/answering.ts';
import { AskerProblem } from '../asker-problem.ts';
import { commandHelp } from '../blocks/notices.ts';
import { pasteModal } from '../blocks/paste-modal.ts';
import { mayRead } from '../channels/shared-channels.ts';
import { guarded } from '../delivery/guard.ts';
import { respondPrivately } from '../posting/post.ts';
import { fetchPaste, type Reader } from '../reading/fetch-paste.ts';
import { type MessageLink, readPermalink } from '../reading/permalink.ts';
import type { Room } from '../room.ts';
import { encodeModalPlace } from './modal-place.ts';
import { answerAlerts, answerLast, newestAlert } from './triage-alerts.ts';
import { answerDoctor } from './triage-doctor.ts';
import { answerForget, answerGaps } from './triage-gaps.ts';
import { answerReport } from './triage-report.ts';
import { answerStatus } from './triage-status.ts';
import { answerUnwatch, answerWatch } from './triage-watch.ts';

/** `/triage`: text, a link to a message, `last`, `status`, `doctor`, `gaps`, `report`, `forget`, `watch`, `unwatch`, `help`, or nothing for the newest alert, else a form. Only the asker sees the answer. */
export async function onTriageCommand(
  room: Room,
  { command, ack, respond, client, context }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
): Promise<void> {
  await ack();
  await guarded(
    room,
    '/triage',
    (told) => respondPrivately(respond, [told]),
    async () => {
      const text = command.text.trim();
      const link = readPermalink(text);
      const last = /^last(?:\s+(\d{1,3}))?$/i.exec(text);
      const alert = text === '' ? await newestAlert(room, command.channel_id) : undefined;
      if (alert !== undefined) await answerAlerts(room, [alert], { respond, client });
      else if (text === '') {
        const metadata = encodeModalPlace({ channel: command.channel_id, responseUrl: command.response_url });
        await client.views.open({ trigger_id: command.trigger_id, view: pasteModal(metadata) });
      } else if (/^help$/i.test(text)) await respondPrivately(respond, [commandHelp()]);
      else if (last !== null) {
        await answerLast(room, Number(last[1] ?? 1), command, { respond, client });
      } else if (/^status$/i.test(text)) await answerStatus(room, respond);
      else if (/^gaps$/i.test(text)) await answerGaps({ room, command, client, respond });
      else if (/^report$/i.test(text)) await answerReport({ room, command, client, respond });
      else if (/^forget$/i.test(text)) await answerForget(room, command, respond);
      else if (/^doctor$/i.test(text)) await answerDoctor(room, respond, client);
      else if (/^watch$/i.test(text)) await answerWatch({ room, command, client, respond });
      else if (/^unwatch$/i.test(text)) await answerUnwatch({ room, command, client, respond });
      else if (link !== undefined) {
        await answerLink(link, command, respond, { room, client, botUserId: context.botUserId });
      } else await answerText(room, text, command, respond);
    },
  );
}

async function answerText(
  room: Room,
  text: string,
  command: SlashCommand,
  respond: RespondFn,
): Promise<void> {
  const paste = { text, notes: [] };
  // One plain word is more likely a mistyped sub-command, unless a rule knows it (OOMKilled).
  if (/^[a-z]+$/i.test(text) && triagePaste(room, paste).verdict !== 'matched') {
    await respondPrivately(respond, [commandHelp(text)]);
    return;
  }
  const key = await room.pastes.put(paste);
  const canShare = isShareable(command.channel_id);
  await respondPrivately(respond, answerMessages(room, { paste, source: { kind: 'stored', key }, canShare }));
}

async function answerLink(
  link: MessageLink,
  command: SlashCommand,
  respond: RespondFn,
  reader: Reader,
): Promise<void> {
  const { channel, ts } = link;
  const isHere = channel === command.channel_id;
  if (!isHere && !(await mayRead(reader.room, reader.client, channel, command.user_id))) {
    throw new AskerProblem(
      'I cannot show you that message: I only read from public channels that I am in, and from channels that you are in with me. Paste its text.',
    );
  }
  const alert = await reader.room.alerts?.byThread(channel, ts);
  if (alert !== undefined && alert.record.source !== POST_SOURCE) {
    await answerAlerts(reader.room, [alert], { respond, client: reader.client });
    return;
  }
  const source = { kind: 'message' as const, channel, ts };
  const paste = await fetchPaste(source, reader);
  const canShare = isShareable(command.channel_id);
  await respondPrivately(respond, answerMessages(reader.room, { paste, source, canShare }));
}

/** In a direct message there is nobody to share with. */
function isShareable(channel: string): boolean {
  return !channel.startsWith('D');
}
