import type { Proposal, ProposalNews, Proposals } from '../../store/proposal.ts';
import { reasonOf } from '../error-reason.ts';
import { defaultBranch, deleteBranch, pushBranch } from './branch.ts';
import { PushRefused, refusedBy } from './push-refused.ts';
import { hasTakenIn, type Repository } from './repository.ts';
import { closingComment, commitMessage, pullBody, pullTitle } from './wording.ts';

export interface AdvanceOptions {
  readonly proposals: Pick<Proposals, 'get' | 'note'>;
  /** The repositories of the workspace that is worked for. */
  readonly repositories: () => readonly Repository[];
  /** Tells people how a proposal stands; may be called again with the same. */
  readonly tell: (proposal: Proposal) => Promise<void>;
}

/**
 * Brings a proposal as far as it comes: to its branch, its pull request, or out of the repository again. Each step finds
 * what an earlier run that was cut off has done, so that nothing is there twice.
 */
export function createAdvance({
  proposals,
  repositories,
  tell,
}: AdvanceOptions): (id: string) => Promise<void> {
  return async (id) => {
    const proposal = await proposals.get(id);
    if (proposal === undefined) return;
    let failure: unknown;
    const note = async (news: ProposalNews): Promise<void> => proposals.note(id, news);
    const repository = repositories().find(({ name }) => name === proposal.repository);
    try {
      if (!isDone(proposal)) {
        if (repository === undefined) throw notNamed();
        await (proposal.isWanted ? propose : withdraw)(proposal, repository, note);
      }
    } catch (error) {
      if (error instanceof PushRefused)
        await note(afterRefusal((await proposals.get(id)) ?? proposal, error));
      else {
        failure = error;
        await note({ fault: { message: reasonOf(error) } });
      }
    }
    const after = await proposals.get(id);
    // What is only tried again is told once.
    if (after !== undefined && (failure === undefined || after.fault?.message !== proposal.fault?.message)) {
      await tell(after);
    }
    if (failure !== undefined) throw failure;
  };
}

function isDone({ state }: Proposal): boolean {
  return state === 'merged' || state === 'withdrawn';
}

/** What never got there needs not be taken out. */
function afterRefusal({ isWanted, commit, pull }: Proposal, { message, cure }: PushRefused): ProposalNews {
  const fault = { message, cure };
  if (commit !== undefined || pull !== undefined) return { fault };
  return isWanted ? { state: 'refused', fault } : { state: 'withdrawn', fault: null };
}

function notNamed(): PushRefused {
  const cure = 'Name it in PASTEUR_KNOWLEDGE again, then try again.';
  return new PushRefused('gone', 'the settings do not name it any more', cure);
}

type Note = (news: ProposalNews) => Promise<void>;

async function propose(proposal: Proposal, repository: Repository, note: Note): Promise<void> {
  const { path, text, before, author, savedAt, branch } = proposal;
  if (proposal.commit === undefined) {
    const { folder } = repository.address;
    const message = commitMessage(proposal);
    const at = new Date(savedAt);
    const pushed = await pushBranch(repository.copy, {
      branch,
      folder,
      path,
      text,
      before,
      message,
      author,
      at,
    });
    if (pushed.kind === 'held') return note({ state: 'merged', fault: null });
    await note({ state: 'pushed', commit: pushed.commit, fault: null });
  }
  const pulls = repository.gitHub?.pulls;
  if (pulls === undefined || proposal.pull !== undefined) return;
  const base = repository.address.branch ?? (await defaultBranch(repository.copy));
  const pull =
    (await pulls.find(branch)) ??
    (await pulls.open({ branch, base, title: pullTitle(proposal), body: pullBody(proposal, repository) }));
  const { number, url, state } = pull;
  await note({ state: state === 'merged' ? 'merged' : 'opened', pull: { number, url }, fault: null });
}

async function withdraw(proposal: Proposal, repository: Repository, note: Note): Promise<void> {
  try {
    await repository.copy.fetch();
  } catch (error) {
    throw refusedBy(error) ?? error;
  }
  if (await hasTakenIn(repository, proposal)) return note({ state: 'merged', fault: null });
  const { branch, commit } = proposal;
  const pulls = repository.gitHub?.pulls;
  const pull = proposal.pull ?? (await pulls?.find(branch));
  if (pulls !== undefined && pull !== undefined) {
    const { number, url, state } = await pulls.close(pull.number, closingComment(proposal.withdrawnBy));
    await note({ pull: { number, url } });
    if (state === 'merged') return note({ state: 'merged', fault: null });
  }
  const isGone = await deleteBranch(repository.copy, branch, commit);
  const cure = 'Delete it by hand if it should go.';
  const fault = isGone ? null : { message: `somebody added to the branch ${branch}, so it stays`, cure };
  await note({ state: 'withdrawn', fault });
}
