import type { webApi } from '@slack/bolt';
import type { TextGroup } from '../triage/group-texts.ts';
import { joinGuarded } from '../triage/open-gaps.ts';
import { isGuest } from './people/guest.ts';
import type { Room } from './room.ts';

/** What nothing matched, as `user` may see it; without one, as everybody may who is no guest. */
export async function readGaps(
  room: Room,
  client: webApi.WebClient,
  team: string,
  user: string | undefined,
): Promise<readonly TextGroup[]> {
  const reader = user === undefined ? undefined : { user, isGuest: await isGuest(room, client, user) };
  return joinGuarded(await room.asks.gaps(team, reader), room.entries());
}
