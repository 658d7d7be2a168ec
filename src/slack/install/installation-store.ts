import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Installations } from '../../store/installations.ts';
import { fieldsAt, isFields } from '../payload.ts';

/** Bolt's view of the installations that are kept. */
export function createInstallationStore(installations: Installations): InstallationStore {
  return {
    storeInstallation: async (installation) => {
      await installations.put(idOf(installation), installation);
    },
    fetchInstallation: async (query) => {
      const found = await findInstallation(installations, query);
      if (found === undefined) {
        throw new Error(
          `Workspace ${query.teamId ?? query.enterpriseId ?? '?'} has not installed Pasteur, or has taken it out: open /slack/install.`,
        );
      }
      return found;
    },
    deleteInstallation: async (query) => {
      await installations.remove(queryId(query));
    },
  };
}

/** The installation of a workspace, or that of its organization for all of its workspaces. */
async function findInstallation(
  installations: Installations,
  query: InstallationQuery<boolean>,
): Promise<Installation | undefined> {
  const own = await installations.get(queryId(query));
  if (isInstallation(own)) return own;
  const ofAll = query.enterpriseId === undefined ? undefined : await installations.get(query.enterpriseId);
  return isInstallation(ofAll) ? ofAll : undefined;
}

/** What was stored is what Bolt gave; the check is for a row of another make. */
function isInstallation(value: unknown): value is Installation {
  return isFields(value) && fieldsAt(value, 'user') !== undefined;
}

function queryId({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>): string {
  const id = isEnterpriseInstall ? enterpriseId : teamId;
  if (id === undefined) throw new Error('Slack named no workspace');
  return id;
}

function idOf({ team, enterprise, isEnterpriseInstall }: Installation): string {
  const id = isEnterpriseInstall === true ? enterprise?.id : team?.id;
  if (id === undefined) throw new Error('Slack named no workspace for the installation');
  return id;
}
