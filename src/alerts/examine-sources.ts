import type { Finding } from '../finding.ts';
import { type AlertSettings, isSetUp, secretSetting } from './settings.ts';
import { SOURCE_NAMES } from './sources/source-names.ts';

/** Which monitoring systems may post. */
export function examineSources(settings: AlertSettings): Finding {
  const check = 'alerts';
  const ready = SOURCE_NAMES.filter((source) => isSetUp(source, settings));
  if (ready.length === 0) {
    const message = `no monitoring system may post: none has a secret such as ${secretSetting('alertmanager')}`;
    return { check, level: 'ok', message };
  }
  const paths = ready.map((source) => `/alerts/${source}`).join(', ');
  return { check, level: 'ok', message: `taken at ${paths}, and posted to ${settings.channel ?? '#alerts'}` };
}
