import { currentTeam } from '../store/current-team.ts';
import type { Transaction } from '../store/database/database.ts';
import { createIntake, type IntakeOptions } from './intake.ts';
import type { AcceptAlerts } from './webhook.ts';

/** The alerts are for a workspace that has taken Pasteur out, or never installed it. */
export class NotInstalled extends Error {
  constructor(team: string) {
    super(`the workspace ${team} has not installed Pasteur, or has taken it out: open /slack/install`);
    this.name = 'NotInstalled';
  }
}

export interface TeamIntakeOptions extends Omit<IntakeOptions, 'channel' | 'check'> {
  /** Channel of the workspace that is worked for, by id or name. */
  readonly channelOf: () => string;
}

/** Keeps the alerts of each workspace for itself: those of two never share a transaction. */
export function createTeamIntake({ channelOf, ...options }: TeamIntakeOptions): AcceptAlerts {
  const byTeam = new Map<string | undefined, AcceptAlerts>();
  return (reports, delivery) => {
    const team = currentTeam();
    const accept = byTeam.get(team) ?? createIntake({ ...options, channel: channelOf(), check: isThere });
    byTeam.set(team, accept);
    return accept(reports, delivery);
  };
}

/** An uninstall waits until what is being kept is there, and then deletes it; what comes later is refused. */
async function isThere(transaction: Transaction): Promise<void> {
  const team = currentTeam();
  if (team === undefined) return;
  const rows = await transaction.query('SELECT 1 FROM pasteur.installations WHERE id = $1 FOR KEY SHARE', [
    team,
  ]);
  if (rows.length === 0) throw new NotInstalled(team);
}
