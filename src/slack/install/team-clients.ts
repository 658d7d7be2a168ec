import { webApi } from '@slack/bolt';
import type { Installations } from '../../store/installations.ts';
import { fieldsAt, isFields, textAt } from '../payload.ts';

/** Calls Slack for a workspace; undefined where it has no token: it has taken Pasteur out, or never installed it. */
export type ClientOf = (team: string | undefined) => Promise<webApi.WebClient | undefined>;

export interface TeamClientsOptions {
  /** Calls for the only workspace. */
  readonly only: webApi.WebClient;
  /** Undefined where there is only one workspace. */
  readonly installations: Pick<Installations, 'get'> | undefined;
  readonly clientOptions: webApi.WebClientOptions;
}

/** Clients for what no delivery of Slack leads to, which would bring its own. */
export function createTeamClients({ only, installations, clientOptions }: TeamClientsOptions): ClientOf {
  return async (team) => {
    if (installations === undefined) return only;
    const token = team === undefined ? undefined : await botTokenOf(installations, team);
    return token === undefined ? undefined : new webApi.WebClient(token, clientOptions);
  };
}

/**
 * The token of Pasteur's bot in a workspace.
 * @throws Error where no key of PASTEUR_TOKEN_KEY opens it.
 */
export async function botTokenOf(
  installations: Pick<Installations, 'get'>,
  team: string,
): Promise<string | undefined> {
  const installation = await installations.get(team);
  const bot = isFields(installation) ? fieldsAt(installation, 'bot') : undefined;
  return (bot && textAt(bot, 'token')) || undefined;
}
