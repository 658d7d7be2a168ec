import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTriage } from '../index.ts';
import { EVERYDAY_TEXTS } from '../knowledge/check/everyday-texts.ts';
import { systemCode } from '../knowledge/error-reason.ts';
import { createPageDesk, type PageDesk } from '../knowledge/save/page-desk.ts';
import type { Logger } from '../log.ts';
import { createRecentIndexes } from './recent-indexes.ts';
import type { Engine } from './start-engine.ts';
import { startTeamEngine, type TeamEngine } from './team-engine.ts';

export interface TeamEnginesOptions {
  /** Folder with one folder a workspace. */
  readonly folder: string;
  /** Workspaces with knowledge of their own by the settings: they are not looked for. */
  readonly set: ReadonlySet<string>;
  /** The engine of the pages that all workspaces have. */
  readonly common: Engine;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How often folders of workspaces are looked for that another process made, in milliseconds; default 2000. */
  readonly lookEveryMs?: number;
}

/** Engines of the workspaces that have saved pages. */
export interface TeamEngines {
  /** Undefined as long as the workspace has no page of its own. */
  of(team: string): TeamEngine | undefined;
  /** Where a workspace saves its pages; its engine starts with the first one. */
  pagesOf(team: string): PageDesk;
  /** Deletes the pages that a workspace has saved. */
  forget(team: string): Promise<void>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 2000;
const TEAM = /^[TE][A-Z0-9]{6,}$/;

/** Where a workspace's pages are, below the folder of all workspaces. */
export function teamFolder(folder: string, team: string): string {
  // An id of Slack; anything else must not name a folder.
  if (!TEAM.test(team)) throw new Error(`"${team.slice(0, 40)}" is no id of a workspace`);
  return join(folder, team, 'knowledge');
}

/** Starts those that have a folder by now, and each of the others with its first page, here or in another process. */
export async function startTeamEngines(options: TeamEnginesOptions): Promise<TeamEngines> {
  const { folder, set, common, log, now, lookEveryMs = LOOK_EVERY_MS } = options;
  const indexes = createRecentIndexes(createTriage);
  const starting = new Map<string, Promise<TeamEngine>>();
  const started = new Map<string, TeamEngine>();
  const desks = new Map<string, PageDesk>();

  const engineOf = async (team: string): Promise<TeamEngine> => {
    const begun = starting.get(team);
    if (begun !== undefined) return begun;
    const beginning = startTeamEngine({
      team,
      folder: teamFolder(folder, team),
      common,
      indexes,
      log,
      now,
    });
    starting.set(team, beginning);
    try {
      const engine = await beginning;
      started.set(team, engine);
      return engine;
    } catch (error) {
      starting.delete(team);
      throw error;
    }
  };
  const drop = async (team: string): Promise<void> => {
    const engine = started.get(team);
    started.delete(team);
    starting.delete(team);
    await engine?.close();
  };
  const look = async (): Promise<void> => {
    // Those that start meanwhile have a folder that may not be among the names.
    const before = [...started.keys()];
    const found = await findTeams(folder, set);
    // Where the folder of all cannot be read now, what was read stays in use.
    if (found === undefined) return;
    for (const team of before) if (!found.has(team)) await drop(team);
    for (const team of found) await engineOf(team);
  };
  const makeDesk = (team: string): PageDesk => {
    const own = teamFolder(folder, team);
    const knowledge = () => (started.get(team) ?? common).knowledge();
    const others = common.places.map((place) =>
      // What others read too is not changed by one workspace.
      ({ folder: place.folder, kind: place.kind === 'folder' ? ('common' as const) : place.kind }),
    );
    return createPageDesk({
      folders: [own],
      places: [{ folder: own, kind: 'folder' }, ...others],
      entries: () => knowledge().entries,
      fileOf: (id) => knowledge().pages.find(({ entryIds }) => entryIds.includes(id))?.path,
      createTriage,
      ordinaryTexts: EVERYDAY_TEXTS,
      refresh: async () => (await engineOf(team)).refresh(),
    });
  };

  await look();
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log.error(
        { folder, reason },
        'pages of workspaces could not be looked for; what was read stays in use',
      );
    });
  }, lookEveryMs);
  timer.unref();
  return {
    of: (team) => started.get(team),
    pagesOf: (team) => {
      const desk = desks.get(team) ?? makeDesk(team);
      desks.set(team, desk);
      return desk;
    },
    forget: async (team) => {
      await drop(team);
      desks.delete(team);
      await rm(teamFolder(folder, team), { recursive: true, force: true });
    },
    close: async () => {
      clearInterval(timer);
      await looking;
      for (const team of [...started.keys()]) await drop(team);
    },
  };
}

/** Workspaces that have a folder of pages; undefined where nobody can tell. */
async function findTeams(folder: string, set: ReadonlySet<string>): Promise<Set<string> | undefined> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    // No workspace has saved a page yet.
    return systemCode(error) === 'ENOENT' ? new Set() : undefined;
  }
  const found = new Set<string>();
  for (const name of names) {
    if (!TEAM.test(name) || set.has(name)) continue;
    const isThere = await stat(teamFolder(folder, name)).then(
      (kept) => kept.isDirectory(),
      () => false,
    );
    if (isThere) found.add(name);
  }
  return found;
}
