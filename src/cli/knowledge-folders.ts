import { Option } from 'commander';
import { BUNDLED_KNOWLEDGE, type Knowledge, loadKnowledge } from '../index.ts';

/** Loads the folders that a command was given, or the pages that ship with Pasteur where it was given none. */
export async function loadFolders(folders: readonly string[]): Promise<Knowledge> {
  return loadKnowledge(folders.length > 0 ? folders : BUNDLED_KNOWLEDGE);
}

/** The repeatable option that names folders. */
export function knowledgeOption(description: string): Option {
  return new Option('--knowledge <dir>', description)
    .default([], 'the bundled ones')
    .argParser((folder: string, before: readonly string[]) => [...before, folder]);
}
