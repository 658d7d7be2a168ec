import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Finding } from '../finding.ts';
import { systemCode } from '../knowledge/error-reason.ts';

const CHECK = 'saved pages';
const CURE = 'give Pasteur a folder that its user may write to (PASTEUR_DATA)';

/** Whether known errors can be saved in a folder, which may still have to be made. */
export async function examineSaving(folder: string): Promise<Finding> {
  for (let place = folder; ; place = dirname(place)) {
    try {
      if (!(await stat(place)).isDirectory()) {
        return { check: CHECK, level: 'fail', message: `${place} is no folder`, cure: CURE };
      }
      await access(place, constants.W_OK);
      return { check: CHECK, level: 'ok', message: `kept in ${folder}` };
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOENT' && dirname(place) !== place) continue;
      return { check: CHECK, level: 'fail', message: `${folder} cannot be written to (${code})`, cure: CURE };
    }
  }
}
