import { currentTeam } from '../store/current-team.ts';
import { GiveUp } from '../store/queue/job-outcome.ts';
import { type ChannelSettings, channelSetting } from './channel-settings.ts';

/**
 * Channel of the workspace that is worked for, by id or name; `only` is that of the only one.
 * @throws GiveUp where the settings name none for it.
 */
export function ownChannel({ teamChannels }: ChannelSettings, only: string): string {
  if (teamChannels === undefined) return only;
  const team = currentTeam();
  const channel = team === undefined ? undefined : teamChannels.get(team);
  if (channel !== undefined) return channel;
  throw new GiveUp(
    team === undefined
      ? 'the alert belongs to no workspace'
      : `workspace ${team} has no channel for alerts: set ${channelSetting(team)}`,
  );
}
