import type { PageFault } from './entry.ts';
import { createFolderEvents } from './folder-events.ts';
import type { LoadedKnowledge } from './load-knowledge.ts';
import { createPageStore } from './page-store.ts';

export interface WatchOptions {
  /** Called with the whole new knowledge after every change. */
  readonly onChange: (knowledge: LoadedKnowledge, change: { readonly elapsedMs: number }) => void;
  /** Called once for every fault that was not there before, those of the start included. */
  readonly onFault?: (fault: PageFault) => void;
  /** Called when the folders could not be looked at; the knowledge stays as it was. */
  readonly onError?: (error: unknown) => void;
  /** Time between two looks at all files, for file systems that tell nothing; at least 50, default 1000. */
  readonly intervalMs?: number;
  /** Further folders, which may be missing; default none. */
  readonly optionalFolders?: readonly string[];
  /** Further folders, which may be missing, of pages that are used in place of others of their ids; default none. */
  readonly pendingFolders?: readonly string[];
  /** Whether the file system is asked to tell; default true. */
  readonly hasFileEvents?: boolean;
}

export interface KnowledgeWatch {
  current(): LoadedKnowledge;
  /** Looks at all files now. */
  refresh(): Promise<void>;
  /** Stops watching; a look under way ends first. */
  close(): Promise<void>;
}

const DEFAULT_INTERVAL_MS = 1000;
/** Programs write a file in several steps; this long after the last one it is read. */
const SETTLE_MS = 40;
/** Looking at all files may take this share of the time, so that a huge or slow folder does not keep the process busy. */
const MAX_SWEEP_SHARE = 0.05;

/** Keeps the knowledge of folders up to date: only changed pages are read again, and the whole is swapped at once. */
export async function watchKnowledge(
  folders: string | readonly string[],
  options: WatchOptions,
): Promise<KnowledgeWatch> {
  const { onChange, onFault, onError, intervalMs = DEFAULT_INTERVAL_MS, hasFileEvents = true } = options;
  const store = await createPageStore(folders, options.optionalFolders, options.pendingFolders);
  const dirty = new Set<string>();
  let known = new Set<string>();
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();
  let settling: NodeJS.Timeout | undefined;
  let nextSweep: NodeJS.Timeout | undefined;

  const events = createFolderEvents((path) => {
    dirty.add(path);
    settling ??= setTimeout(() => {
      settling = undefined;
      void enqueue(readDirty);
    }, SETTLE_MS).unref();
  });

  function reportFaults(): void {
    const faults = store.current().faults;
    const keys = new Set(faults.map(faultKey));
    for (const fault of faults) if (!known.has(faultKey(fault))) onFault?.(fault);
    known = keys;
  }

  /** One look at a time: two would overwrite each other's findings. */
  function enqueue(look: () => Promise<boolean>): Promise<void> {
    running = running.then(async () => {
      if (isClosed) return;
      const started = performance.now();
      try {
        if (!(await look())) return;
        if (hasFileEvents) events.follow(store.folders());
        reportFaults();
        onChange(store.current(), { elapsedMs: performance.now() - started });
      } catch (error) {
        onError?.(error);
      }
    });
    return running;
  }

  async function readDirty(): Promise<boolean> {
    const paths = new Set(dirty);
    dirty.clear();
    return (await store.update(paths)) ?? store.sweep();
  }

  function planSweep(delayMs: number): void {
    nextSweep = setTimeout(async () => {
      const started = performance.now();
      await enqueue(store.sweep);
      if (!isClosed) planSweep(Math.max(intervalMs, (performance.now() - started) / MAX_SWEEP_SHARE));
    }, delayMs).unref();
  }

  reportFaults();
  if (hasFileEvents) events.follow(store.folders());
  planSweep(Math.max(intervalMs, 50));

  return {
    current: store.current,
    refresh: () => enqueue(store.sweep),
    async close() {
      isClosed = true;
      clearTimeout(settling);
      clearTimeout(nextSweep);
      events.close();
      await running;
    },
  };
}

function faultKey({ page, line, column, message }: PageFault): string {
  return `${page}:${line}:${column}:${message}`;
}
