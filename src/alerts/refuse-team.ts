import { type ChannelSettings, channelSetting } from './channel-settings.ts';

/** Why nothing can be sent to an address with this workspace, or with none; undefined where all is well. */
export function refuseTeam(
  team: string | undefined,
  source: string,
  { teamChannels }: ChannelSettings,
): string | undefined {
  if (teamChannels === undefined) {
    return team === undefined
      ? undefined
      : `there is only one workspace here: send to /alerts/${source}, without "${team.slice(0, 40)}"`;
  }
  if (team === undefined) {
    return `the address must end with the id of a workspace, as /alerts/${source}/T0123456789 does`;
  }
  if (teamChannels.has(team)) return undefined;
  // What stands in the address may be anything.
  const setting = channelSetting(/^[TE][A-Z0-9]{6,20}$/.test(team) ? team : 'T0123456789');
  return `no alerts are taken for the workspace "${team.slice(0, 40)}": set ${setting} to its channel`;
}
