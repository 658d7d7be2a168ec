import type { webApi } from '@slack/bolt';
import { buildReport } from '../blocks/report.ts';
import { describeDays } from '../blocks/week.ts';
import { NO_PREVIEWS } from '../posting/post.ts';
import { readGaps } from '../read-gaps.ts';
import type { Room } from '../room.ts';
import { pictureSettings } from '../settings.ts';
import { reportError } from '../slack-fault.ts';
import { uploadPicture } from './upload-picture.ts';

const MOST_ASKED = 5;

/** Posts the last seven days of a workspace, in words and as a picture; `to` is a channel, or a person for a direct message, who is then the reader. */
export async function postReport(
  room: Room,
  client: webApi.WebClient,
  { team, to, reader }: { readonly team: string; readonly to: string; readonly reader?: string },
): Promise<void> {
  const [days, mostAsked, gaps] = await Promise.all([
    room.asks.week(team),
    room.asks.mostAsked(team, MOST_ASKED),
    readGaps(room, client, team, reader),
  ]);
  const { text, blocks } = buildReport({ days, mostAsked, gaps });
  const posted = await client.chat.postMessage({ channel: to, text, blocks, ...NO_PREVIEWS });
  // A file goes to a channel by its id only, and a direct message has one from its first post on.
  if (posted.channel === undefined || !pictureSettings(room).areDrawn) return;
  try {
    // Loaded here: a Pasteur that nobody asks for a report needs no means to draw.
    const { drawWeek } = await import('../charts/draw-week.ts');
    const picture = { name: 'week.png', title: 'The last seven days', description: describeDays(days) };
    await uploadPicture(room, client, { ...picture, png: drawWeek(days) }, posted.channel);
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'a report goes without its picture');
  }
}
