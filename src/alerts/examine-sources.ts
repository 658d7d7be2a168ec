import type { Finding } from '../finding.ts';
import { currentTeam } from '../store/current-team.ts';
import { channelSetting } from './channel-settings.ts';
import { type AlertSettings, isSetUp, secretSetting } from './settings.ts';
import { SOURCE_NAMES } from './sources/source-names.ts';

/** Which monitoring systems may post, for the workspace that is worked for; outside of any, for all. */
export function examineSources(settings: AlertSettings): Finding {
  const check = 'alerts';
  const ready = SOURCE_NAMES.filter((source) => isSetUp(source, settings));
  if (ready.length === 0) {
    const message = `no monitoring system may post: none has a secret such as ${secretSetting('alertmanager')}`;
    return { check, level: 'ok', message };
  }
  if (settings.teamChannels === undefined) {
    return {
      check,
      level: 'ok',
      message: `${takenAt(ready)}, and posted to ${settings.channel ?? '#alerts'}`,
    };
  }
  const own = currentTeam();
  const channels = [...settings.teamChannels].filter(([team]) => own === undefined || team === own);
  if (channels.length === 0) {
    const message = `none is taken for this workspace: ${channelSetting(own)} is not set`;
    return { check, level: 'ok', message };
  }
  const taken = channels.map(([team, channel]) => `${takenAt(ready, team)}, and posted to ${channel}`);
  return { check, level: 'ok', message: taken.join('; ') };
}

function takenAt(sources: readonly string[], team?: string): string {
  const last = team === undefined ? '' : `/${team}`;
  return `taken at ${sources.map((source) => `/alerts/${source}${last}`).join(', ')}`;
}
