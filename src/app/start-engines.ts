import { join } from 'node:path';
import type { Settings } from '../config.ts';
import { currentTeam } from '../store/current-team.ts';
import { type Engine, type EngineOptions, startEngine } from './start-engine.ts';

export interface EnginesOptions extends Omit<EngineOptions, 'settings'> {
  readonly settings: EngineOptions['settings'] & Pick<Settings, 'teamKnowledge'>;
}

/** The engine of the workspace that is worked for: those with knowledge of their own have their own, all others share one. */
export async function startEngines({ settings, ...options }: EnginesOptions): Promise<Engine> {
  const started: Engine[] = [];
  const close = async (): Promise<void> => {
    for (const engine of started.toReversed()) await engine.close();
  };
  const start = async (own: EngineOptions['settings']): Promise<Engine> => {
    const engine = await startEngine({ ...options, settings: own });
    started.push(engine);
    return engine;
  };
  try {
    const shared = await start(settings);
    const byTeam = new Map<string, Engine>();
    for (const [team, knowledge] of settings.teamKnowledge) {
      // Copies of repositories are not shared: each is fetched by its own engine.
      byTeam.set(team, await start({ knowledge, dataFolder: join(settings.dataFolder, 'teams', team) }));
    }
    const current = (): Engine => byTeam.get(currentTeam() ?? '') ?? shared;
    return {
      triage: () => current().triage(),
      knowledge: () => current().knowledge(),
      state: () => current().state(),
      get pages() {
        return current().pages;
      },
      entryCount: shared.entryCount,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
