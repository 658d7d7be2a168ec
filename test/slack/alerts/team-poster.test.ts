import type { AlertPoster } from '../../../src/alerts/alert-poster.ts';
import { createTeamPoster } from '../../../src/slack/alerts/team-poster.ts';
import { withTeam } from '../../../src/store/current-team.ts';
import { GiveUp, RetryLater } from '../../../src/store/queue/job-outcome.ts';

const TEAM = 'T000000001';

/** Posts nothing; its channels tell with which token it was made. */
const posterWith = (token: string): AlertPoster => {
  const never = () => Promise.reject(new Error('nothing is posted here'));
  return {
    channelId: async (channel) => `${channel} by ${token}`,
    postCard: never,
    findCard: never,
    updateCard: never,
    reply: never,
    hasReply: never,
    postSummary: never,
    findSummary: never,
    updateSummary: never,
  };
};
const open = (get: (team: string) => unknown) => {
  const told: unknown[] = [];
  const poster = createTeamPoster({
    installations: { get: async (team) => get(team) },
    createPoster: posterWith,
    log: { error: (...line: unknown[]) => told.push(line) },
  });
  return { told, idFor: (team: string | undefined) => withTeam(team, () => poster.channelId('#alerts')) };
};

it('posts with the token that a workspace has at the moment', async () => {
  let token = 'xoxb-before';
  const { idFor } = open((team) => (team === TEAM ? { bot: { token } } : { bot: { token: 'xoxb-other' } }));
  expect(await idFor(TEAM)).toBe('#alerts by xoxb-before');
  expect(await idFor('T000000002')).toBe('#alerts by xoxb-other');
  token = 'xoxb-after';
  expect(await idFor(TEAM)).toBe('#alerts by xoxb-after');
});

it('gives up for a workspace that has taken Pasteur out, and for none', async () => {
  const { idFor } = open(() => undefined);
  await expect(idFor(TEAM)).rejects.toThrow(GiveUp);
  await expect(idFor(TEAM)).rejects.toThrow(`workspace ${TEAM} has taken Pasteur out`);
  await expect(idFor(undefined)).rejects.toThrow(GiveUp);
});

it('waits for the key that opens a token, and says so', async () => {
  const { idFor, told } = open(() => {
    throw new Error('open with no key of PASTEUR_TOKEN_KEY');
  });
  await expect(idFor(TEAM)).rejects.toThrow(RetryLater);
  expect(JSON.stringify(told)).toContain('open with no key of PASTEUR_TOKEN_KEY');
});
