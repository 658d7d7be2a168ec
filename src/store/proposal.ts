import { z } from 'zod';

/**
 * `waiting`: not in the repository yet. `refused`: only a person can help. `pushed`: as a branch. `opened`: as a pull
 * request. `merged`: the repository's pages have it. `withdrawn`: taken back, and gone from the repository.
 */
export const PROPOSAL_STATES = ['waiting', 'refused', 'pushed', 'opened', 'merged', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** What is kept of a page on its way to a repository. */
export const PROPOSAL_BODY = z.object({
  /** Below the folder of the repository's pages, with `/`. */
  path: z.string(),
  text: z.string(),
  /** What the repository's page said; undefined where it had none. */
  before: z.string().optional(),
  title: z.string(),
  /** Name of the person. */
  author: z.string(),
  /** When it was saved, by ISO 8601. */
  savedAt: z.string(),
  /** Link to where it was written down. */
  source: z.string().optional(),
  /** What the check found, a sentence. */
  findings: z.string(),
  branch: z.string(),
  /** Whether it is to be in the repository; false once it is taken back. */
  isWanted: z.boolean(),
  withdrawnBy: z.string().optional(),
  /** Of the branch, once it was pushed. */
  commit: z.string().optional(),
  pull: z.object({ number: z.number(), url: z.string() }).optional(),
  /** Why it has not come further, and what to do; null where nothing stands in its way. */
  fault: z.object({ message: z.string(), cure: z.string().optional() }).nullish(),
  /** The message that tells how it stands. */
  message: z
    .object({
      channel: z.string(),
      ts: z.string(),
      draftId: z.string(),
      user: z.string(),
      what: z.enum(['page', 'counter-example']),
    })
    .optional(),
});
export type ProposalBody = Readonly<z.output<typeof PROPOSAL_BODY>>;

/** A page on its way to a repository. */
export interface Proposal extends ProposalBody {
  /** Short, and in the name of its branch. */
  readonly id: string;
  readonly team: string;
  /** The repository's address as settings write it, without credentials. */
  readonly repository: string;
  readonly state: ProposalState;
}

export type ProposalNews = Partial<Pick<Proposal, 'state'> & ProposalBody>;

/** Works on one proposal, as often as it is called; see `JobHandler` for what it may throw. */
export type WorkOnProposal = (id: string) => Promise<void>;

/** Keeps proposals, and has each worked on until it is where it is wanted. */
export interface Proposals {
  /** Writes it down for the workspace that is worked for, and has it worked on. */
  add(proposal: Omit<Proposal, 'team'>): Promise<void>;
  get(id: string): Promise<Proposal | undefined>;
  /** Writes down how it stands; what is not named stays. */
  note(id: string, news: ProposalNews): Promise<void>;
  /** The same, and has it worked on. */
  noteAndWork(id: string, news: ProposalNews): Promise<void>;
  /** Those of a repository, of the workspace that is worked for, that are neither merged nor withdrawn. */
  open(repository: string): Promise<readonly Proposal[]>;
  /** Starts to work, also on what an earlier process left and on what was refused: it may have been mended since. */
  start(work: WorkOnProposal): Promise<void>;
  /** Ends what is not kept in a database. */
  stop(): Promise<void>;
}
