import { readAlertSettings } from '../alerts/settings.ts';
import type { Environment, Settings } from '../config.ts';
import type { SlackNeeds } from '../slack/doctor/examine-slack.ts';
import { readManifest } from '../workspace/manifest.ts';

const MANIFEST = new URL('../../manifest.yml', import.meta.url);

/** What these settings need of a workspace: the scopes of the manifest, and the channels that they name. */
export async function slackNeeds(
  { watch, sharedChannels }: Pick<Settings, 'watch' | 'sharedChannels'>,
  environment: Environment,
): Promise<SlackNeeds> {
  const { channel } = readAlertSettings(environment).settings;
  return {
    scopes: await manifestScopes(),
    channels: [
      ...(channel === undefined ? [] : [{ channel, use: 'alerts' as const }]),
      ...watch.channels.map((watched) => ({ channel: watched, use: 'watch' as const })),
    ],
    sharedChannels,
  };
}

/** Scopes of the bot, by `manifest.yml`. */
export async function manifestScopes(): Promise<readonly string[]> {
  return (await readManifest(MANIFEST)).botScopes;
}
