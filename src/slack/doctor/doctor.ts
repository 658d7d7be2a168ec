import type { webApi } from '@slack/bolt';
import type { Finding } from '../../finding.ts';
import type { Room } from '../room.ts';
import type { UsedChannel } from './examine-channels.ts';
import { examineWorkspace, type SlackNeeds } from './examine-slack.ts';

/** Examines a Pasteur that runs. */
export interface Doctor extends SlackNeeds {
  /** How Slack reaches this process. */
  readonly connection: 'socket' | 'http';
  /** Further channels that the workspace uses that is worked for; default: none. */
  ownChannels?(): readonly UsedChannel[];
  /** Looks at all but Slack, for the workspace that is worked for. */
  examineRest(): Promise<readonly Finding[]>;
}

const DOORS: Readonly<Record<Doctor['connection'], string>> = {
  socket: 'this command came by Socket Mode',
  http: 'this command came to the request address',
};

/** What is well and what is not, Slack first. */
export async function examineRoom(
  { alerts }: Pick<Room, 'alerts'>,
  doctor: Doctor,
  client: webApi.WebClient,
): Promise<readonly Finding[]> {
  const door: Finding = { check: 'connection', level: 'ok', message: DOORS[doctor.connection] };
  const asked = (await alerts?.watched.list()) ?? [];
  const set = [...(doctor.ownChannels?.() ?? []), ...doctor.channels];
  const named = new Set(set.map(({ channel }) => channel));
  const watched = asked.flatMap(({ channel }): UsedChannel[] =>
    named.has(channel) ? [] : [{ channel, use: 'watch' }],
  );
  const [slack, rest] = await Promise.all([
    examineWorkspace(client, { ...doctor, channels: [...set, ...watched] }),
    doctor.examineRest(),
  ]);
  return [...slack, door, ...rest];
}
