import type { AlertPoster } from '../../alerts/alert-poster.ts';
import type { Logger } from '../../log.ts';
import { currentTeam } from '../../store/current-team.ts';
import type { Installations } from '../../store/installations.ts';
import { GiveUp, RetryLater } from '../../store/queue/job-outcome.ts';
import { botTokenOf } from '../install/team-clients.ts';

export interface TeamPosterOptions {
  readonly installations: Pick<Installations, 'get'>;
  /** Makes what posts with a token. */
  readonly createPoster: (botToken: string) => AlertPoster;
  readonly log: Pick<Logger, 'error'>;
}

/** A token that no key opens is looked at again so often: somebody has to put the key back. */
const MEND_SECONDS = 60;

/** Posts for the workspace that is worked for, with the token that it has at that moment. */
export function createTeamPoster({ installations, createPoster, log }: TeamPosterOptions): AlertPoster {
  const posters = new Map<string, { readonly token: string; readonly poster: AlertPoster }>();
  const own = async (): Promise<AlertPoster> => {
    const team = currentTeam();
    if (team === undefined) throw new GiveUp('the alert belongs to no workspace');
    const token = await botTokenOf(installations, team).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ team, reason }, 'alerts wait, for there is no token to post them with');
      throw new RetryLater(MEND_SECONDS, reason, { cause: error });
    });
    if (token === undefined) {
      posters.delete(team);
      throw new GiveUp(`workspace ${team} has taken Pasteur out; it can install it again at /slack/install`);
    }
    const known = posters.get(team);
    if (known?.token === token) return known.poster;
    const poster = createPoster(token);
    posters.set(team, { token, poster });
    return poster;
  };
  return {
    channelId: async (...about) => (await own()).channelId(...about),
    postCard: async (...about) => (await own()).postCard(...about),
    findCard: async (...about) => (await own()).findCard(...about),
    updateCard: async (...about) => (await own()).updateCard(...about),
    reply: async (...about) => (await own()).reply(...about),
    hasReply: async (...about) => (await own()).hasReply(...about),
    postSummary: async (...about) => (await own()).postSummary(...about),
    findSummary: async (...about) => (await own()).findSummary(...about),
    updateSummary: async (...about) => (await own()).updateSummary(...about),
  };
}
