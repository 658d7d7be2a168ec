import type { webApi } from '@slack/bolt';
import { mayRead } from '../channels/shared-channels.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { withTimeLimit } from '../time.ts';

/** An alert that holds, in a channel that the reader may look into. */
export interface FiringNow {
  readonly name: string;
  readonly severity: string;
  readonly since: Date;
  /** Id of the channel. */
  readonly channel: string;
  /** Address of its thread; undefined where Slack gives none. */
  readonly link: string | undefined;
}

/** Alerts that are looked at: those of channels that the reader may not look into are left out of them. */
const LOOKED_AT = 25;
const MOST_SHOWN = 5;
/** Whoever opens a tab does not wait for Slack to say what may be shown in it. */
const LOOK_MS = 1500;

/** The newest unresolved alerts that a person may see; none where that takes too long. */
export async function firingNow(
  room: Room,
  client: webApi.WebClient,
  user: string,
): Promise<readonly FiringNow[]> {
  try {
    return await withTimeLimit(readFiring(room, client, user), LOOK_MS);
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'App Home names no alerts');
    return [];
  }
}

async function readFiring(room: Room, client: webApi.WebClient, user: string): Promise<readonly FiringNow[]> {
  const views = (await room.alerts?.newestFiring(undefined, LOOKED_AT)) ?? [];
  const channels = [...new Set(views.flatMap(({ record }) => record.channel ?? []))];
  const checked = await Promise.all(
    channels.map(async (channel) => ((await mayRead(room, client, channel, user)) ? [channel] : [])),
  );
  const readable = new Set(checked.flat());
  const shown = views
    .filter(({ record }) => record.channel !== undefined && readable.has(record.channel))
    .slice(0, MOST_SHOWN);
  return Promise.all(
    shown.map(async ({ record: { report, startsAt, channel = '', threadTs } }) => ({
      name: report.name,
      severity: report.severity,
      since: startsAt,
      channel,
      link: threadTs === undefined ? undefined : await linkTo(client, channel, threadTs),
    })),
  );
}

/** The link is an extra: the alert is named without it. */
async function linkTo(client: webApi.WebClient, channel: string, ts: string): Promise<string | undefined> {
  const found = await client.chat
    .getPermalink({ channel, message_ts: ts })
    .catch(() => ({ permalink: undefined }));
  return found.permalink;
}
