import { AsyncLocalStorage } from 'node:async_hooks';

const teams = new AsyncLocalStorage<string>();

/**
 * Runs work for one of many workspaces: what it keeps belongs to that one, and what others keep is not there.
 * Carried along, not handed on, so that no part can forget it.
 */
export function withTeam<Result>(team: string, work: () => Result): Result {
  return teams.run(team, work);
}

/** Id of the workspace that is worked for; undefined where Pasteur has only one. */
export function currentTeam(): string | undefined {
  return teams.getStore();
}
