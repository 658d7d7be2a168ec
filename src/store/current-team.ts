import { AsyncLocalStorage } from 'node:async_hooks';

const teams = new AsyncLocalStorage<string | undefined>();

/**
 * Runs work for one of many workspaces: what it keeps belongs to that one, and what others keep is not there.
 * Carried along, not handed on, so that no part can forget it. Undefined leaves the workspace that is worked for.
 */
export function withTeam<Result>(team: string | undefined, work: () => Result): Result {
  return teams.run(team, work);
}

/** Id of the workspace that is worked for; undefined where Pasteur has only one, and for work that is for none of many. */
export function currentTeam(): string | undefined {
  return teams.getStore();
}

/** What the rows of the workspace that is worked for have in their column `team`: its id, or '' where Pasteur has only one. */
export function rowTeam(): string {
  return currentTeam() ?? '';
}

/** A key that every workspace has for itself. */
export function teamKey(key: string): string {
  const team = currentTeam();
  return team === undefined ? key : `${team} ${key}`;
}
