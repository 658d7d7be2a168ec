import type { TextGroup } from '../triage/group-texts.ts';
import { joinGuarded } from '../triage/open-gaps.ts';
import type { Room } from './room.ts';

/** What nothing matched, as `reader` may see it; without one, as everybody may. */
export async function readGaps(room: Room, team: string, reader?: string): Promise<readonly TextGroup[]> {
  return joinGuarded(await room.asks.gaps(team, reader), room.entries());
}
