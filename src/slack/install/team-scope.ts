import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import { withTeam } from '../../store/current-team.ts';

/** Lets each delivery be worked on for the workspace that it came from, or for the organization that has installed Pasteur. */
export async function teamScope({ context, next }: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> {
  const team = context.isEnterpriseInstall ? context.enterpriseId : context.teamId;
  await withTeam(team, next);
}
