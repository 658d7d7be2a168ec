import type { Connection } from '../connection.ts';
import type { Logger } from '../log.ts';
import type { HttpOptions } from '../slack/delivery/receiver.ts';
import type { Installations } from '../store/installations.ts';
import { manifestScopes } from './slack-needs.ts';

/** What lets workspaces install Pasteur; undefined where there is only one. Tokens under an older key are sealed anew. */
export async function joinOAuth(
  connection: Connection,
  installations: Installations | undefined,
  log: Pick<Logger, 'error'>,
): Promise<HttpOptions['oauth']> {
  if (connection.kind !== 'oauth') return undefined;
  if (installations === undefined)
    throw new TypeError('more than one workspace needs a database that is kept');
  const { clientId, clientSecret, stateSecret } = connection;
  for (const team of await installations.renewSeals()) {
    const cure = 'add the key that sealed them to PASTEUR_TOKEN_KEY, or install Pasteur there again';
    log.error({ team, cure }, 'the tokens of a workspace open with no key');
  }
  return { clientId, clientSecret, stateSecret, scopes: await manifestScopes(), installations };
}
