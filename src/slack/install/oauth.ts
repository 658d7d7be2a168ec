import type { HTTPReceiverOptions } from '@slack/bolt';
import type { OAuthSettings } from '../../connection.ts';
import type { Installations } from '../../store/installations.ts';
import { createInstallationStore } from './installation-store.ts';

/** More than one workspace: each installs Pasteur at `/slack/install` and has a token of its own. */
export interface OAuthOptions extends Pick<OAuthSettings, 'clientId' | 'clientSecret' | 'stateSecret'> {
  /** Scopes of the bot. */
  readonly scopes: readonly string[];
  readonly installations: Installations;
}

const INSTALL_PATH = '/slack/install';
const REDIRECT_PATH = '/slack/oauth_redirect';

/**
 * What Bolt needs for installations. Its state is signed, good for ten minutes, and must come back with the cookie of the
 * browser that began, so that nobody installs on behalf of another.
 */
export function oauthReceiver(
  { clientId, clientSecret, stateSecret, scopes, installations }: OAuthOptions,
  slackApiUrl: string | undefined,
): Partial<HTTPReceiverOptions> {
  return {
    clientId,
    clientSecret,
    stateSecret,
    scopes: [...scopes],
    installationStore: createInstallationStore(installations),
    installerOptions: {
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      clientOptions: slackApiUrl === undefined ? {} : { slackApiUrl },
    },
  };
}
