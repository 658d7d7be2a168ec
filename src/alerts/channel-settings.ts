import { CHANNEL, type Environment } from '../config.ts';

/** Where alerts are posted. */
export interface ChannelSettings {
  /** Channel of the only workspace, by id or name. */
  readonly channel: string | undefined;
  /** Channels by the ids of their workspaces; undefined where there is only one. */
  readonly teamChannels: ReadonlyMap<string, string> | undefined;
}

const SETTING = 'PASTEUR_ALERT_CHANNEL';

/** Ids of workspaces begin with T, those of organizations with E. */
const OF_TEAM = /^PASTEUR_ALERT_CHANNEL_([TE][A-Z0-9]{6,})$/;

/** Name of the setting with the channel of a workspace; undefined stands for the only one. */
export function channelSetting(team: string | undefined): string {
  return team === undefined ? SETTING : `${SETTING}_${team}`;
}

/** Reads `PASTEUR_ALERT_CHANNEL`, or one such as `PASTEUR_ALERT_CHANNEL_T0123456789` for each of several workspaces. */
export function readChannels(environment: Environment, report: (fault: string) => void): ChannelSettings {
  const given = Object.entries(environment).flatMap(([name, value]) => {
    const text = value?.trim() ?? '';
    return text !== '' && (name === SETTING || name.startsWith(`${SETTING}_`)) ? [{ name, text }] : [];
  });
  for (const { name, text } of given) {
    if (CHANNEL.test(text)) continue;
    report(`${name} must be the id or the name of a channel, such as C0123456789 or #alerts, got "${text}"`);
  }
  const channel = given.find(({ name }) => name === SETTING)?.text;
  const ofTeams = given.filter(({ name }) => name !== SETTING);
  if ((environment.SLACK_CLIENT_ID ?? '') === '') {
    for (const { name } of ofTeams) {
      report(`${name} is for more than one workspace (SLACK_CLIENT_ID): set ${SETTING} for the only one`);
    }
    return { channel, teamChannels: undefined };
  }
  if (channel !== undefined) {
    report(
      `${SETTING} names no workspace, and with SLACK_CLIENT_ID there may be several: set ${channelSetting('T0123456789')}, with the id of the workspace that its alerts are for`,
    );
  }
  const found = ofTeams.flatMap(({ name, text }) => {
    const team = OF_TEAM.exec(name)?.[1];
    if (team !== undefined) return [[team, text] as const];
    report(`${name} must end with the id of a workspace, as ${channelSetting('T0123456789')} does`);
    return [];
  });
  return { channel: undefined, teamChannels: new Map(found) };
}

/** Whether alerts have a channel to go to. */
export function hasChannel({ channel, teamChannels }: ChannelSettings): boolean {
  return channel !== undefined || (teamChannels?.size ?? 0) > 0;
}
