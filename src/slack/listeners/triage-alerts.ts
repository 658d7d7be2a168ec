import type { RespondFn, SlashCommand, webApi } from '@slack/bolt';
import type { AlertView } from '../../alerts/alert-poster.ts';
import { AskerProblem } from '../asker-problem.ts';
import { buildAlertCard } from '../blocks/alert-card.ts';
import { buildAlertStatus } from '../blocks/alert-card-status.ts';
import { mrkdwnLink } from '../blocks/escape.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { respondPrivately } from '../posting/post.ts';
import type { Room } from '../room.ts';
import { withinMs } from '../time.ts';

/** An address for answering takes five posts. */
const MOST_ALERTS = 5;

/** A form has to open within three seconds, whatever the database does. */
const LOOK_MS = 1000;

/** The newest unresolved alert of a channel; undefined where there is none, or none could be read in time. */
export async function newestAlert(room: Room, channel: string): Promise<AlertView | undefined> {
  let newest: AlertView | undefined;
  const looking = (async () => {
    [newest] = (await room.alerts?.newestFiring(channel, 1)) ?? [];
  })().catch((error: unknown) => {
    room.log.warn({ reason: error instanceof Error ? error.message : undefined }, 'alerts could not be read');
  });
  await withinMs(looking, LOOK_MS);
  return newest;
}

/** Shows alerts to the asker alone, each with a link to its thread. */
export async function answerAlerts(
  room: Room,
  views: readonly AlertView[],
  { respond, client }: { readonly respond: RespondFn; readonly client: webApi.WebClient },
): Promise<void> {
  const { pagesUrl } = room.settings;
  const messages = views.map(async (view) => withThread(buildAlertCard(view, { pagesUrl }), view, client));
  await respondPrivately(respond, await Promise.all(messages));
}

/** `/triage last 3`: the newest unresolved alerts of the channel. */
export async function answerLast(
  room: Room,
  count: number,
  command: SlashCommand,
  answering: { readonly respond: RespondFn; readonly client: webApi.WebClient },
): Promise<void> {
  const limit = Math.min(Math.max(count, 1), MOST_ALERTS);
  const views = (await room.alerts?.newestFiring(command.channel_id, limit)) ?? [];
  if (views.length === 0) throw new AskerProblem('No alert of this channel is firing.');
  await answerAlerts(room, views, answering);
}

/** `/triage status`: how alerts stand, and which channels are watched. */
export async function answerStatus(room: Room, respond: RespondFn): Promise<void> {
  if (room.alerts === undefined) {
    throw new AskerProblem('Alerts are not set up: no monitoring system has its secret in the settings yet.');
  }
  const asked = (await room.alerts.watched.list()).map(({ channel }) => channel);
  const watched = [...new Set([...room.watch.set, ...asked])];
  await respondPrivately(respond, [buildAlertStatus(await room.alerts.figures(), watched)]);
}

async function withThread(
  { text, blocks }: SlackMessage,
  { record }: AlertView,
  client: webApi.WebClient,
): Promise<SlackMessage> {
  const { channel, threadTs } = record;
  if (channel === undefined || threadTs === undefined) return { text, blocks };
  // The link is an extra: the alert is shown without it.
  const found = await client.chat
    .getPermalink({ channel, message_ts: threadTs })
    .catch(() => ({ permalink: undefined }));
  if (found.permalink === undefined) return { text, blocks };
  const link = mrkdwnLink(found.permalink, 'Open its thread');
  return { text, blocks: [...blocks, { type: 'context', elements: [{ type: 'mrkdwn', text: link }] }] };
}
