import { joinKnowledge } from '../knowledge/join-knowledge.ts';
import type { LoadedKnowledge } from '../knowledge/load-knowledge.ts';
import { watchKnowledge } from '../knowledge/watch-knowledge.ts';
import type { Logger } from '../log.ts';
import type { RecentIndexes } from './recent-indexes.ts';
import { type Engine, logFault, stateOf } from './start-engine.ts';

export interface TeamEngineOptions {
  readonly team: string;
  /** Folder of its pages; may be missing. */
  readonly folder: string;
  /** The engine of the pages that all workspaces have. */
  readonly common: Engine;
  readonly indexes: RecentIndexes;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The engine of a workspace that has pages of its own beside the common ones. */
export interface TeamEngine extends Pick<Engine, 'triage' | 'knowledge' | 'state'> {
  /** Reads its folder anew. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Reads its own pages and keeps them up to date; the common ones are those of the common engine. */
export async function startTeamEngine(options: TeamEngineOptions): Promise<TeamEngine> {
  const { team, folder, common, indexes, log, now } = options;
  let loadedAt = new Date(now());
  const watch = await watchKnowledge([], {
    optionalFolders: [folder],
    onChange: ({ entries }) => {
      loadedAt = new Date(now());
      log.info({ team, entries: entries.length }, 'pages of a workspace reloaded');
    },
    onFault: (fault) => logFault(log, fault),
    onError: (error) =>
      log.error(
        { team, error: error instanceof Error ? error.message : String(error) },
        'pages of a workspace cannot be read; what was read stays in use',
      ),
  });
  const knowledge = joined(common.knowledge, watch.current);
  return {
    knowledge,
    triage: () => indexes.of(team, knowledge()),
    state: () => {
      const state = common.state();
      const ownFaults = knowledge().faults.filter((fault) => !state.faults.includes(fault));
      const newest = loadedAt > state.loadedAt ? loadedAt : state.loadedAt;
      return stateOf(knowledge(), [...ownFaults, ...state.faults], newest);
    },
    refresh: watch.refresh,
    close: async () => {
      indexes.drop(team);
      await watch.close();
    },
  };
}

/** Joined anew only when one of the two has changed: the index is known by it. */
function joined(common: () => LoadedKnowledge, own: () => LoadedKnowledge): () => LoadedKnowledge {
  let parts = { common: common(), own: own() };
  let all = joinKnowledge(parts.common, parts.own);
  return () => {
    const now = { common: common(), own: own() };
    if (now.common !== parts.common || now.own !== parts.own) {
      all = joinKnowledge(now.common, now.own);
      parts = now;
    }
    return all;
  };
}
