import type { webApi } from '@slack/bolt';
import { postReport } from './post-report.ts';
import type { Room } from './room.ts';
import { reportError } from './slack-fault.ts';

/** The report of the week to a channel. */
export interface Digest {
  /** Id of the channel. */
  readonly channel: string;
  /** Does work once a week, whatever the number of processes. */
  readonly weekly: (work: () => Promise<void>) => Promise<void>;
}

/** Has the report posted every week from now on. */
export async function startDigest(digest: Digest, room: Room, client: webApi.WebClient): Promise<void> {
  try {
    await digest.weekly(async () => {
      const { team_id: team } = await client.auth.test();
      await postReport(room, client, { team: team ?? '', to: digest.channel });
    });
  } catch (error) {
    room.log.error(
      { channel: digest.channel, error: reportError(error) },
      'the weekly report could not be set up',
    );
  }
}
