import { isRecord, type JsonRecord, recordOf, textOf } from '../json.ts';
import type { Actor } from './actors.ts';

/** Whether the caller may see a file. */
export type MaySee = (actor: Actor, file: string) => Promise<boolean>;

/** Slack refuses blocks with a picture that whoever posts them cannot see; the emulator takes any. */
export async function hasForeignPicture(view: JsonRecord, actor: Actor, maySee: MaySee): Promise<boolean> {
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isRecord) : [];
  for (const block of blocks) {
    const file = recordOf(block, 'slack_file');
    if (file !== undefined && !(await maySee(actor, textOf(file, 'id') ?? ''))) return true;
  }
  return false;
}
