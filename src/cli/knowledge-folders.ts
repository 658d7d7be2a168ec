import { BUNDLED_KNOWLEDGE, type Knowledge, loadKnowledge } from '../index.ts';

/** Loads the folders that a command was given, or the pages that ship with Pasteur where it was given none. */
export async function loadFolders(folders: readonly string[]): Promise<Knowledge> {
  return loadKnowledge(folders.length > 0 ? folders : BUNDLED_KNOWLEDGE);
}

/** Collects a repeatable option. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
