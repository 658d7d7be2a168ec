import type { webApi } from '@slack/bolt';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** Whether somebody may look only into channels that they are in, public ones too; in doubt, they may not. */
export async function isGuest(room: Room, client: webApi.WebClient, user: string): Promise<boolean> {
  try {
    const { user: person } = await client.users.info({ user });
    return (
      person?.is_restricted === true || person?.is_ultra_restricted === true || person?.is_stranger === true
    );
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'nobody can say whether somebody is a guest');
    return true;
  }
}
