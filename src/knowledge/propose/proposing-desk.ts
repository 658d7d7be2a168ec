import { randomBytes } from 'node:crypto';
import type { Proposals } from '../../store/proposal.ts';
import type { PageDesk, SavedPage } from '../save/page-desk.ts';
import type { PageCredit } from '../save/page-draft.ts';
import { hasTakenIn, type Repository } from './repository.ts';

export interface ProposingOptions {
  readonly desk: PageDesk;
  readonly repositories: readonly Repository[];
  readonly proposals: Proposals;
  /** Entries in use, the saved one among them, for what the check is said to have compared with. */
  readonly entryCount: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A desk whose pages also go to the repositories that take them; all others are saved as the desk does it. */
export function createProposingDesk(options: ProposingOptions): PageDesk {
  const { desk, repositories, proposals } = options;
  const proposed = async (saved: SavedPage, title: string, credit: PageCredit): Promise<SavedPage> => {
    const repository = repositories.find(({ pending }) => pending === saved.folder);
    if (repository === undefined) return saved;
    try {
      return { ...saved, proposal: await propose(options, repository, { saved, title, credit }) };
    } catch (error) {
      // Whoever saves is told that nothing was.
      await desk.takeBack(saved);
      throw error;
    }
  };
  return {
    ...desk,
    save: async (draft, credit) => proposed(await desk.save(draft, credit), draft.title, credit),
    change: async (page, text, credit) =>
      proposed(await desk.change(page, text, credit), credit.title ?? page.path, credit),
    takeBack: async (page, by) => {
      const proposal = page.proposal === undefined ? undefined : await proposals.get(page.proposal);
      if (proposal === undefined) return desk.takeBack(page, by);
      const repository = repositories.find(({ name }) => name === proposal.repository);
      // Where it cannot be asked now, whoever takes it out of the repository finds out.
      await repository?.refresh().catch(() => undefined);
      const isMerged =
        proposal.state === 'merged' || (repository && (await hasTakenIn(repository, proposal)));
      if (isMerged === true) {
        if (proposal.state !== 'merged')
          await proposals.noteAndWork(proposal.id, { state: 'merged', fault: null });
        return 'merged';
      }
      const outcome = await desk.takeBack(page, by);
      if (outcome !== 'changed') {
        const withdrawnBy = by === undefined ? {} : { withdrawnBy: by };
        await proposals.noteAndWork(proposal.id, { isWanted: false, ...withdrawnBy });
      }
      return outcome;
    },
  };
}

async function propose(
  { proposals, entryCount, now }: ProposingOptions,
  { name }: Repository,
  {
    saved,
    title,
    credit,
  }: { readonly saved: SavedPage; readonly title: string; readonly credit: PageCredit },
): Promise<string> {
  const id = randomBytes(4).toString('hex');
  const { path, text, before } = saved;
  const findings = `Checked as \`pasteur check\` does, with ${Math.max(0, entryCount() - 1)} other entries: its phrases fire on its own example, on no ordinary text, and on no example of theirs.`;
  await proposals.add({
    id,
    repository: name,
    state: 'waiting',
    path,
    text,
    ...(before !== undefined && { before }),
    title,
    author: credit.author,
    savedAt: new Date(now()).toISOString(),
    ...(credit.source !== undefined && { source: credit.source }),
    findings,
    branch: branchName(path, id),
    isWanted: true,
  });
  return id;
}

/** Paths of drafts are letters, digits and hyphens, which git takes; those of people's pages may be anything. */
function branchName(path: string, id: string): string {
  const name = path
    .replace(/\.\w+$/, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return `pasteur/${name === '' ? 'page' : name}-${id}`;
}
