import { join, relative, resolve } from 'node:path';
import type { Settings } from '../config.ts';
import { NO_PUSHES } from '../git-settings.ts';
import { BUNDLED_KNOWLEDGE, createTriage, type Knowledge, type PageFault, type Triage } from '../index.ts';
import { EVERYDAY_TEXTS } from '../knowledge/check/everyday-texts.ts';
import { parseGitAddress } from '../knowledge/git-address.ts';
import type { KnowledgeState } from '../knowledge/knowledge-state.ts';
import type { LoadedKnowledge } from '../knowledge/load-knowledge.ts';
import type { Repository } from '../knowledge/propose/repository.ts';
import { createPageDesk, type PageDesk } from '../knowledge/save/page-desk.ts';
import type { PagePlace } from '../knowledge/save/standing-page.ts';
import { watchKnowledge } from '../knowledge/watch-knowledge.ts';
import type { Logger } from '../log.ts';
import { startRepositories } from './start-repositories.ts';

export interface EngineOptions {
  /** `git`: default nothing is pushed. */
  readonly settings: Pick<Settings, 'knowledge' | 'dataFolder'> & {
    readonly git?: Settings['git'] | undefined;
  };
  readonly log: Logger;
  /** For the git program, where knowledge comes from a repository. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether others use a place of the settings too, so that no page of it is written; default: none is. */
  readonly isCommon?: ((place: string) => boolean) | undefined;
}

export interface Engine {
  /** The engine of the moment. */
  readonly triage: () => Triage;
  readonly knowledge: () => LoadedKnowledge;
  /** How the knowledge stands now. */
  readonly state: () => KnowledgeState;
  /** Where people's pages are saved. */
  readonly pages: PageDesk;
  /** All folders of which pages are in use. */
  readonly places: readonly PagePlace[];
  /** Repositories that take pages. */
  readonly repositories: readonly Repository[];
  /** Calls this after each fetch of one of them. */
  onFetched(listener: (repository: Repository) => Promise<void>): void;
  /** Entries in use at the start. */
  readonly entryCount: number;
  close(): Promise<void>;
}

/** Loads the knowledge and keeps it up to date: a changed page is in use within a second, swapped in whole. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { settings, log, environment, now, isCommon = () => false } = options;
  const git = await startRepositories({
    ...settings,
    git: settings.git ?? NO_PUSHES,
    isWritable: (place) => isOwnFolder(place) && !isCommon(place),
    environment,
    now,
    onFault: (fault) => logFault(log, fault),
  });
  const copies = [...git.folders];
  const folders = settings.knowledge.map((place) =>
    parseGitAddress(place) === undefined ? place : (copies.shift() ?? place),
  );
  const ownFolder = join(settings.dataFolder, 'knowledge');
  const pending = new Map(git.pushed.map(({ pages, pending }) => [pages, pending]));
  const places = placesOf(settings.knowledge, { folders, ownFolder, isCommon }).map((place) => ({
    ...place,
    pending: pending.get(place.folder),
  }));
  let triage = createTriage({ entries: [] });
  let loadedAt = new Date(now());
  try {
    const watch = await watchKnowledge(folders.length > 0 ? folders : BUNDLED_KNOWLEDGE, {
      optionalFolders: [ownFolder],
      pendingFolders: [...pending.values()],
      onChange: (knowledge) => {
        triage = createTriage(knowledge);
        loadedAt = new Date(now());
        log.info({ entries: knowledge.entries.length }, 'knowledge reloaded');
      },
      onFault: (fault) => logFault(log, fault),
      onError: (error) =>
        log.error(
          { error: error instanceof Error ? error.message : String(error) },
          'knowledge folders cannot be read; what was read stays in use',
        ),
    });
    triage = createTriage(watch.current());
    loadedAt = new Date(now());
    git.onFetched(() => watch.refresh());
    return {
      triage: () => triage,
      knowledge: watch.current,
      state: () => stateOf(watch.current(), [...git.faults(), ...watch.current().faults], loadedAt),
      places,
      repositories: git.pushed,
      onFetched: git.onFetched,
      pages: createPageDesk({
        folders: places.flatMap(
          ({ folder, kind, pending }) => pending ?? (kind === 'folder' ? [folder] : []),
        ),
        places,
        entries: () => watch.current().entries,
        fileOf: (id) => watch.current().pages.find(({ entryIds }) => entryIds.includes(id))?.path,
        createTriage,
        ordinaryTexts: EVERYDAY_TEXTS,
        refresh: watch.refresh,
      }),
      entryCount: watch.current().entries.length,
      close: async () => {
        await watch.close();
        await git.close();
      },
    };
  } catch (error) {
    await git.close();
    throw error;
  }
}

/** The bundled pages go with the next release, and a copy of a repository with the next fetch. */
function isOwnFolder(place: string): boolean {
  return parseGitAddress(place) === undefined && relative(BUNDLED_KNOWLEDGE, resolve(place)).startsWith('..');
}

/** Whose each folder is; `folders` are where the pages of `knowledge` are read. */
function placesOf(
  knowledge: readonly string[],
  {
    folders,
    ownFolder,
    isCommon,
  }: {
    readonly folders: readonly string[];
    readonly ownFolder: string;
    readonly isCommon: (place: string) => boolean;
  },
): readonly PagePlace[] {
  const named = knowledge.map((place, at): PagePlace => {
    const folder = folders[at] ?? place;
    if (parseGitAddress(place) !== undefined) return { folder, kind: 'repository' };
    if (isCommon(place)) return { folder, kind: 'common' };
    return { folder, kind: isOwnFolder(place) ? 'folder' : 'bundled' };
  });
  return [...named, { folder: ownFolder, kind: 'folder' }, { folder: BUNDLED_KNOWLEDGE, kind: 'bundled' }];
}

/** How knowledge stands; what keeps a page from being used comes first. */
export function stateOf(knowledge: Knowledge, faults: readonly PageFault[], loadedAt: Date): KnowledgeState {
  return {
    entries: knowledge.entries.length,
    systems: countSystems(knowledge),
    loadedAt,
    faults: errorsFirst(faults),
  };
}

function countSystems({ entries }: Knowledge): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of entries) {
    const system = id.split('/')[0] ?? id;
    counts.set(system, (counts.get(system) ?? 0) + 1);
  }
  return counts;
}

function errorsFirst(faults: readonly PageFault[]): readonly PageFault[] {
  return faults.toSorted((one, other) => Number(other.level === 'error') - Number(one.level === 'error'));
}

/** Tells whoever runs Pasteur of a fault of a page. */
export function logFault(log: Logger, { level, page, line, column, message, cure }: PageFault): void {
  log[level === 'error' ? 'error' : 'warn']({ page, line, column, cure }, `page fault: ${message}`);
}
