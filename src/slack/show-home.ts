import type { webApi } from '@slack/bolt';
import type { HomePicture } from '../store/home-pictures.ts';
import { firingNow } from './alerts/firing-now.ts';
import { pageUrl } from './answers/answering.ts';
import { type AskedEntry, buildHome, type HomeState } from './blocks/home.ts';
import { isQuiet } from './blocks/week.ts';
import { deletePicture, drawHomePicture, keepHomePicture, shownPicture } from './charts/home-picture.ts';
import { readGaps } from './read-gaps.ts';
import type { Room } from './room.ts';
import { reportError, slackErrorName } from './slack-fault.ts';

const MOST_ASKED = 10;

/** What Slack says of a view that it does not take, such as one with a file that is gone. */
const REFUSED: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_arguments', 'invalid_view']);

interface Home {
  readonly room: Room;
  readonly client: webApi.WebClient;
  readonly team: string;
  readonly user: string;
  readonly state: HomeState;
}

/**
 * Draws the Home tab of one person anew, at once with what is there; a new picture of the week comes a little later.
 * A fault is only logged: they see the tab as it was.
 */
export async function showHome(
  room: Room,
  client: webApi.WebClient,
  { team, user }: { readonly team: string; readonly user: string },
): Promise<void> {
  try {
    const home = { room, client, team, user, state: await readHome(room, client, team, user) };
    await publishKnown(home, await shownPicture(room, team));
    await drawAnew(home);
  } catch (error) {
    room.log.warn({ error: reportError(error) }, 'App Home could not be shown');
  }
}

async function readHome(
  room: Room,
  client: webApi.WebClient,
  team: string,
  user: string,
): Promise<HomeState> {
  const [days, mostAsked, gaps, alerts, firing, asked] = await Promise.all([
    room.asks.week(team),
    room.asks.mostAsked(team, MOST_ASKED),
    readGaps(room, client, team, user),
    room.alerts?.figures(),
    firingNow(room, client, user),
    room.alerts?.watched.list(),
  ]);
  return {
    knowledge: room.knowledge?.(),
    alerts,
    firing,
    days,
    mostAsked: namedEntries(room, mostAsked),
    gaps,
    hasModel: room.summaries !== undefined,
    watched: [...new Set([...room.watch.set, ...(asked ?? []).map(({ channel }) => channel)])],
  };
}

function namedEntries(
  room: Room,
  asked: readonly { readonly entry: string; readonly count: number }[],
): readonly AskedEntry[] {
  const entries = room.entries();
  const linkTo = pageUrl(room);
  return asked.map(({ entry: id, count }) => {
    const entry = entries.find((one) => one.id === id);
    return { name: entry?.title ?? id, link: entry === undefined ? undefined : linkTo?.(entry.page), count };
  });
}

async function publish({ client, user, state }: Home, picture: HomePicture | undefined): Promise<void> {
  await client.views.publish({ user_id: user, view: buildHome(state, picture) });
}

/** The picture may be gone: somebody deleted it, or another process has a newer one. */
async function publishKnown(home: Home, picture: HomePicture | undefined): Promise<void> {
  if (picture === undefined || isQuiet(home.state.days)) return publish(home, undefined);
  try {
    await publish(home, picture);
  } catch (error) {
    if (!REFUSED.has(slackErrorName(error) ?? '')) throw error;
    home.room.log.info({ error: reportError(error) }, 'App Home is shown without its picture');
    await publish(home, undefined);
    await keepHomePicture(home.room, home.client, home.team, undefined);
  }
}

/** A picture that Slack does not take is an ornament that is missing: the figures stand there in words and bars. */
async function drawAnew(home: Home): Promise<void> {
  const { room, client, team, state } = home;
  if (isQuiet(state.days)) return;
  const drawn = await drawHomePicture(room, client, team, state.days).catch((error: unknown) => {
    room.log.info({ error: reportError(error) }, 'App Home goes without a picture');
    return undefined;
  });
  if (drawn === undefined) return;
  try {
    await publish(home, drawn);
    await keepHomePicture(room, client, team, drawn);
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'App Home goes without a picture');
    await deletePicture(room, client, drawn.file);
  }
}
