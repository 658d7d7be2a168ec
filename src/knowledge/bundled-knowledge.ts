import { fileURLToPath } from 'node:url';

/** Folder of the pages that ship with Pasteur. */
export const BUNDLED_KNOWLEDGE = fileURLToPath(new URL('../../knowledge', import.meta.url));
