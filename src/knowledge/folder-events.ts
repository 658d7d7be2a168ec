import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** Watches folders one by one: Node's recursive watching opens a watcher for every file on Linux. */
export interface FolderEvents {
  /** Watches exactly these folders from now on. */
  follow(folders: readonly string[]): void;
  close(): void;
}

/** Calls `onEvent` with the path that changed; a folder that cannot be watched is left to the sweep. */
export function createFolderEvents(onEvent: (path: string) => void): FolderEvents {
  const watchers = new Map<string, FSWatcher>();

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function start(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) =>
        onEvent(name === null ? folder : join(folder, name)),
      );
      // A folder that goes away ends its watcher with an error.
      watcher.on('error', () => drop(folder));
      watchers.set(folder, watcher);
    } catch {
      // No more watches to be had (inotify's limit), or no such folder any more: the sweep sees its changes.
      watchers.delete(folder);
    }
  }

  return {
    follow(folders) {
      const wanted = new Set(folders);
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) drop(folder);
      for (const folder of wanted) if (!watchers.has(folder)) start(folder);
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
