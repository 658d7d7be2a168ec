import type { webApi } from '@slack/bolt';
import type { PageDesk } from '../../knowledge/save/page-desk.ts';
import { AskerProblem } from '../asker-problem.ts';
import type { Room } from '../room.ts';
import type { DraftStore } from './draft-store.ts';
import type { Sending } from './sending.ts';

/** What Save as known error works with. */
export interface Saving {
  /** Those of the workspace that is worked for. */
  readonly pages: PageDesk;
  /** Deletes the pages that a workspace has saved; default: it has no folder of its own. */
  readonly forget?: ((team: string) => Promise<void>) | undefined;
  readonly drafts: DraftStore;
  /** Undefined where no page goes to a repository. */
  readonly sending?: Sending | undefined;
  /** Ids of people and of user groups who may save; empty means everybody. */
  readonly editors: readonly string[];
  /** Takes secrets, names and addresses out of texts before they are put into a page. */
  readonly redact: (texts: readonly string[]) => Promise<readonly string[]>;
  /** YYYY-MM-DD. */
  readonly today: () => string;
}

const GROUP = /^S/;

/** @throws AskerProblem where there is no place to save pages to. */
export function savingOf({ saving }: Pick<Room, 'saving'>): Saving {
  if (saving !== undefined) return saving;
  throw new AskerProblem('This Pasteur has no place to save pages to. Ask whoever runs it.');
}

/** Whether somebody may save pages. */
export async function isEditor(
  { editors }: Saving,
  client: webApi.WebClient,
  user: string,
): Promise<boolean> {
  if (editors.length === 0 || editors.includes(user)) return true;
  for (const usergroup of editors.filter((id) => GROUP.test(id))) {
    const { users } = await client.usergroups.users.list({ usergroup });
    if (users?.includes(user) === true) return true;
  }
  return false;
}

/** Tells somebody who may not save pages so. */
export async function requireEditor(saving: Saving, client: webApi.WebClient, user: string): Promise<void> {
  if (await isEditor(saving, client, user)) return;
  throw new AskerProblem(
    'Only some people may save known errors here, and you are not among them. Ask whoever runs Pasteur (PASTEUR_EDITORS).',
  );
}
