import { createAdvance } from '../knowledge/propose/advance.ts';
import { newPullUrl } from '../knowledge/propose/github-name.ts';
import { hasTakenIn, type Repository, shortName } from '../knowledge/propose/repository.ts';
import type { Logger } from '../log.ts';
import type { Sending, SentPage } from '../slack/save/sending.ts';
import { withTeam } from '../store/current-team.ts';
import type { Proposal, Proposals } from '../store/proposal.ts';
import type { Engine } from './start-engine.ts';

export interface JoinSendingOptions {
  readonly engine: Pick<Engine, 'repositories' | 'onFetched'>;
  readonly proposals: Proposals;
  readonly log: Pick<Logger, 'warn'>;
}

/** Joins the pages on their way to repositories with what people are told of them. */
export function joinSending({ engine, proposals, log }: JoinSendingOptions): Sending {
  const sentOf = (proposal: Proposal): SentPage => {
    const { id, state, path, title, author, branch, pull, fault, message, isWanted } = proposal;
    const repository = withTeam(proposal.team === '' ? undefined : proposal.team, () =>
      engine.repositories.find(({ name }) => name === proposal.repository),
    );
    return {
      ...{ id, state, path, title, author, branch, pull, message },
      fault: fault ?? undefined,
      isTakenBack: !isWanted,
      repository: repository === undefined ? proposal.repository : shortName(repository),
      newPullUrl: pullFormOf(repository, branch),
    };
  };
  return {
    get: async (id) => {
      const proposal = await proposals.get(id);
      return proposal && sentOf(proposal);
    },
    toldAt: (id, message) => proposals.note(id, { message }),
    tryAgain: (id) => proposals.noteAndWork(id, {}),
    start: async (tell) => {
      const repositories = () => engine.repositories;
      await proposals.start(
        createAdvance({ proposals, repositories, tell: (proposal) => tell(sentOf(proposal)) }),
      );
      engine.onFetched(async (repository) => {
        try {
          await noteMerged(proposals, repository);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          log.warn(
            { repository: repository.name, reason },
            'what was merged is looked for after the next fetch',
          );
        }
      });
    },
    stop: () => proposals.stop(),
  };
}

/** Finds the proposals that the fetched repository says by now. */
async function noteMerged(proposals: Proposals, repository: Repository): Promise<void> {
  for (const proposal of await proposals.open(repository.name)) {
    if (!(await hasTakenIn(repository, proposal))) continue;
    await proposals.noteAndWork(proposal.id, { state: 'merged', fault: null });
  }
}

function pullFormOf(repository: Repository | undefined, branch: string): string | undefined {
  if (repository?.gitHub === undefined || repository.gitHub.pulls !== undefined) return undefined;
  return newPullUrl(repository.gitHub.name, repository.gitHub.apiUrl, branch);
}
