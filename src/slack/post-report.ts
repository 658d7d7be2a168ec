import type { webApi } from '@slack/bolt';
import { buildReport, describeWeek } from './blocks/report.ts';
import { NO_PREVIEWS } from './post.ts';
import { postPicture } from './post-picture.ts';
import type { Room } from './room.ts';
import { reportError } from './slack-fault.ts';

const MOST_ASKED = 5;

/** Posts the last seven days of a workspace, in words and as a picture; `to` is a channel, or a person for a direct message. */
export async function postReport(
  room: Room,
  client: webApi.WebClient,
  { team, to }: { readonly team: string; readonly to: string },
): Promise<void> {
  const [days, mostAsked, gaps] = await Promise.all([
    room.asks.week(team),
    room.asks.mostAsked(team, MOST_ASKED),
    room.asks.gaps(team),
  ]);
  const { text, blocks } = buildReport({ days, mostAsked, gaps });
  const posted = await client.chat.postMessage({ channel: to, text, blocks, ...NO_PREVIEWS });
  // A file goes to a channel by its id only, and a direct message has one from its first post on.
  if (posted.channel === undefined) return;
  try {
    // Loaded here: a Pasteur that nobody asks for a report needs no means to draw.
    const { drawWeek } = await import('./charts/draw-week.ts');
    await postPicture(room, client, posted.channel, {
      name: 'week.png',
      title: 'The last seven days',
      description: describeWeek(days),
      png: drawWeek(days),
    });
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'a report goes without its picture');
  }
}
