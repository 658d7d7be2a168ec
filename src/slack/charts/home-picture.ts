import type { webApi } from '@slack/bolt';
import pRetry from 'p-retry';
import type { DayFigures } from '../../store/asks.ts';
import type { HomePicture } from '../../store/home-pictures.ts';
import { describeDays } from '../blocks/week.ts';
import { uploadPicture } from '../report/upload-picture.ts';
import type { Room } from '../room.ts';
import { pictureSettings } from '../settings.ts';
import { reportError } from '../slack-fault.ts';

/**
 * Slack shows a file in blocks once it has looked through it, which it does after the upload
 * (slackapi/slack-github-action#413); until then blocks with it are refused.
 */
const READY = { retries: 5, minTimeout: 300, factor: 2 };

/** The picture that the workspace's Home tabs show; it may be of earlier figures. */
export async function shownPicture(room: Room, team: string): Promise<HomePicture | undefined> {
  return pictureSettings(room).areDrawn ? room.homePictures.find(team) : undefined;
}

/**
 * Draws the picture of a week anew where its figures have changed and the last one is long enough ago. It is shared
 * nowhere: only blocks show it.
 * @returns undefined where the one that is shown stays.
 */
export async function drawHomePicture(
  room: Room,
  client: webApi.WebClient,
  team: string,
  days: readonly DayFigures[],
): Promise<HomePicture | undefined> {
  const { areDrawn, restSeconds } = pictureSettings(room);
  const description = describeDays(days);
  if (!areDrawn || (await room.homePictures.find(team))?.description === description) return undefined;
  if (!(await room.homePictures.claim(team, restSeconds))) return undefined;
  // Loaded here: a Pasteur whose Home nobody opens needs no means to draw.
  const { drawWeek } = await import('./draw-week.ts');
  const png = drawWeek(days);
  const file = await uploadPicture(room, client, {
    name: 'week.png',
    title: 'The last seven days',
    description,
    png,
  });
  await pRetry(async () => {
    const { file: info } = await client.files.info({ file });
    if ((info?.mimetype ?? '') === '')
      throw new Error(`Slack has not looked through the picture ${file} yet`);
  }, READY);
  return { file, description };
}

/** Takes note of the picture that is shown now, and deletes the one before. */
export async function keepHomePicture(
  room: Room,
  client: webApi.WebClient,
  team: string,
  picture: HomePicture | undefined,
): Promise<void> {
  const before = await room.homePictures.replace(team, picture);
  if (before !== undefined && before.file !== picture?.file) await deletePicture(room, client, before.file);
}

/** A file that stays is no harm: it is shared nowhere. */
export async function deletePicture(room: Room, client: webApi.WebClient, file: string): Promise<void> {
  await client.files.delete({ file }).catch((error: unknown) => {
    room.log.info({ file, error: reportError(error) }, 'a picture of App Home could not be deleted');
  });
}
