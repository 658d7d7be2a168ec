import type { webApi } from '@slack/bolt';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

/** The name that people know somebody by; undefined where Slack does not tell. */
export async function personName(
  room: Room,
  client: webApi.WebClient,
  user: string,
): Promise<string | undefined> {
  try {
    const { user: person } = await client.users.info({ user });
    return person?.profile?.display_name || person?.real_name || person?.name || undefined;
  } catch (error) {
    room.log.info({ error: reportError(error) }, 'the name of a person was not read');
    return undefined;
  }
}
