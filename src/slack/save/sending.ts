import type { Proposal, ProposalBody } from '../../store/proposal.ts';

/** How a page on its way to a repository stands, as people are told. */
export interface SentPage extends Pick<Proposal, 'id' | 'state' | 'path' | 'title' | 'author' | 'branch'> {
  /** `acme/runbooks`. */
  readonly repository: string;
  readonly pull: ProposalBody['pull'];
  readonly fault: { readonly message: string; readonly cure?: string | undefined } | undefined;
  /** Whether somebody has pressed Undo. */
  readonly isTakenBack: boolean;
  /** Where somebody opens a pull request by hand; undefined where there is no such page. */
  readonly newPullUrl: string | undefined;
  readonly message: ProposalBody['message'];
}

/** Pages on their way to repositories. */
export interface Sending {
  /** Undefined where it was forgotten. */
  get(id: string): Promise<SentPage | undefined>;
  /** Remembers the message that tells how a page stands. */
  toldAt(id: string, message: NonNullable<SentPage['message']>): Promise<void>;
  /** Tries again what was refused. */
  tryAgain(id: string): Promise<void>;
  /** Starts the work; `tell` is called with news, for the workspace of the page. */
  start(tell: (page: SentPage) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
