import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Settings } from '../config.ts';
import type { Repository } from '../knowledge/propose/repository.ts';
import { currentTeam, withTeam } from '../store/current-team.ts';
import { type Engine, type EngineOptions, startEngine } from './start-engine.ts';
import { startTeamEngines, type TeamEngines } from './team-engines.ts';

export interface EnginesOptions extends Omit<EngineOptions, 'settings' | 'isCommon'> {
  readonly settings: EngineOptions['settings'] & Pick<Settings, 'connection' | 'teamKnowledge'>;
}

export interface Engines extends Engine {
  /** Deletes the pages that a workspace has saved; those of the settings stay. */
  forget(team: string): Promise<void>;
}

/**
 * The engine of the workspace that is worked for. Those with knowledge of their own by the settings have theirs alone;
 * all others have the common pages, and what they saved themselves beside them.
 */
export async function startEngines({ settings, ...options }: EnginesOptions): Promise<Engines> {
  const started: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const engine of started.toReversed()) await engine.close();
  };
  const teams = join(settings.dataFolder, 'teams');
  const isCommon = commonPlaces(settings);
  const listeners: ((repository: Repository) => Promise<void>)[] = [];
  const tellFetched = async (repository: Repository): Promise<void> => {
    for (const listener of listeners) await listener(repository);
  };
  const startSet = async (team: string, knowledge: readonly string[]): Promise<Engine> => {
    // Copies of repositories are not shared: each is fetched by its own engine.
    const dataFolder = join(teams, team);
    const own = { knowledge, dataFolder, git: settings.git };
    const engine = await startEngine({ ...options, settings: own, isCommon });
    started.push(engine);
    engine.onFetched((repository) => withTeam(team, () => tellFetched(repository)));
    return engine;
  };
  try {
    const common = await startEngine({ ...options, settings });
    started.push(common);
    common.onFetched(tellFetched);
    const bySetting = new Map<string, Engine>();
    for (const [team, knowledge] of settings.teamKnowledge) {
      bySetting.set(team, await startSet(team, knowledge));
    }
    let bySaving: TeamEngines | undefined;
    if (settings.connection.kind === 'oauth') {
      const { log, now } = options;
      const set = new Set(settings.teamKnowledge.keys());
      bySaving = await startTeamEngines({ folder: teams, set, common, log, now });
      started.push(bySaving);
    }
    const current = (): Pick<Engine, 'triage' | 'knowledge' | 'state'> => {
      const team = currentTeam();
      return team === undefined ? common : (bySetting.get(team) ?? bySaving?.of(team) ?? common);
    };
    return {
      triage: () => current().triage(),
      knowledge: () => current().knowledge(),
      state: () => current().state(),
      get pages() {
        const team = currentTeam();
        if (team === undefined) return common.pages;
        return bySetting.get(team)?.pages ?? bySaving?.pagesOf(team) ?? common.pages;
      },
      places: common.places,
      get repositories() {
        const team = currentTeam();
        return team === undefined ? common.repositories : (bySetting.get(team)?.repositories ?? []);
      },
      onFetched: (listener) => {
        listeners.push(listener);
      },
      entryCount: common.entryCount,
      forget: async (team) => {
        const knowledge = settings.teamKnowledge.get(team);
        if (knowledge === undefined) {
          await bySaving?.forget(team);
          return;
        }
        const before = bySetting.get(team);
        if (before !== undefined) {
          started.splice(started.indexOf(before), 1);
          await before.close();
        }
        // With what waits to be taken by a repository, and the copies of repositories.
        await rm(join(teams, team), { recursive: true, force: true });
        // What an engine has read stays in use when its folder goes, so that it begins anew.
        bySetting.set(team, await startSet(team, knowledge));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Places that one workspace must not write to, since others read them too. */
function commonPlaces({
  knowledge,
  teamKnowledge,
}: Pick<EnginesOptions['settings'], 'knowledge' | 'teamKnowledge'>): (place: string) => boolean {
  const uses = new Map<string, number>();
  for (const places of [knowledge, ...teamKnowledge.values()]) {
    for (const place of new Set(places.map((each) => resolve(each)))) {
      uses.set(place, (uses.get(place) ?? 0) + 1);
    }
  }
  return (place) => (uses.get(resolve(place)) ?? 0) > 1;
}
