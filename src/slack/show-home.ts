import type { webApi } from '@slack/bolt';
import { joinGroups } from '../triage/group-texts.ts';
import { buildHome, type HomeState } from './blocks/home.ts';
import type { Room } from './room.ts';
import { reportError } from './slack-fault.ts';

const MOST_ASKED = 10;

/** Draws the Home tab of one person anew. A fault is only logged: they see the tab as it was. */
export async function showHome(
  room: Room,
  client: webApi.WebClient,
  { team, user }: { readonly team: string; readonly user: string },
): Promise<void> {
  try {
    await client.views.publish({ user_id: user, view: buildHome(await readHome(room, team)) });
  } catch (error) {
    room.log.warn({ error: reportError(error) }, 'App Home could not be shown');
  }
}

async function readHome(room: Room, team: string): Promise<HomeState> {
  const [mostAsked, gaps, alerts, asked] = await Promise.all([
    room.asks.mostAsked(team, MOST_ASKED),
    room.asks.gaps(team),
    room.alerts?.figures(),
    room.alerts?.watched.list(),
  ]);
  return {
    knowledge: room.knowledge?.(),
    alerts,
    mostAsked,
    gaps: joinGroups(gaps),
    hasModel: room.summaries !== undefined,
    watched: [...new Set([...room.watch.set, ...(asked ?? []).map(({ channel }) => channel)])],
  };
}
