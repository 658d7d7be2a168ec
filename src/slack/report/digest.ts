import { currentTeam } from '../../store/current-team.ts';
import { findChannel } from '../channels/list-channels.ts';
import type { ClientOf } from '../install/team-clients.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { postReport } from './post-report.ts';

/** The report of the week to a channel of each workspace. */
export interface Digest {
  /** Id or name of the channel. */
  readonly channel: string;
  /** Does work once a week for each workspace, whatever the number of processes. */
  readonly weekly: (work: () => Promise<void>) => Promise<void>;
}

/** Has the report posted every week from now on. */
export async function startDigest(digest: Digest, room: Room, clientOf: ClientOf): Promise<void> {
  try {
    await digest.weekly(() => postDigest(digest, room, clientOf));
  } catch (error) {
    room.log.error(
      { channel: digest.channel, error: reportError(error) },
      'the weekly report could not be set up',
    );
  }
}

async function postDigest({ channel }: Digest, room: Room, clientOf: ClientOf): Promise<void> {
  const workspace = currentTeam();
  const client = await clientOf(workspace);
  // It took Pasteur out just now.
  if (client === undefined) return;
  const to = await findChannel(client, channel);
  if (to === undefined) {
    const cure = 'invite Pasteur to a channel of that name, or set PASTEUR_DIGEST_CHANNEL to another';
    room.log.warn({ channel, team: workspace, cure }, 'no report of the week: there is no such channel');
    return;
  }
  const { team_id: team } = await client.auth.test();
  await postReport(room, client, { team: team ?? '', to });
}
