import { GitFailure } from '../git-run.ts';

/** Why only a person can help. */
export type RefusalKind = 'conflict' | 'right' | 'credentials' | 'gone' | 'rule';

/** A repository that does not take a page. Its message and cure can be shown to anybody. */
export class PushRefused extends Error {
  readonly kind: RefusalKind;
  /** What to do, a sentence. */
  readonly cure: string;

  constructor(kind: RefusalKind, message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PushRefused';
    this.kind = kind;
    this.cure = cure;
  }
}

/** Characters of what a server says that are shown; hooks write whole pages. */
const MAX_SAID = 200;

const RIGHT_CURE = 'Give Pasteur the right to write to the repository, then try again.';

/** What a failed git command means where trying again would not help; undefined where it may. */
export function refusedBy(error: unknown): PushRefused | undefined {
  if (!(error instanceof GitFailure)) return undefined;
  const { output } = error;
  const options = { cause: error };
  if (
    /authentication failed|could not read (?:username|password)|returned error: 401|permission denied \(publickey/i.test(
      output,
    )
  ) {
    const cure =
      'Renew the password or token of its address (PASTEUR_KNOWLEDGE, GITHUB_TOKEN), then try again.';
    return new PushRefused('credentials', 'it does not take the credentials', cure, options);
  }
  if (
    /returned error: 403|permission to .* denied|write access .* not granted|read[- ]only|not allowed to push|service not enabled/i.test(
      output,
    )
  ) {
    return new PushRefused('right', 'Pasteur may not write to it', RIGHT_CURE, options);
  }
  if (
    /repository .*not found|returned error: 404|does not appear to be a git repository|project you were looking for could not be found/i.test(
      output,
    )
  ) {
    const cure = 'Correct its address in PASTEUR_KNOWLEDGE, or let Pasteur see it, then try again.';
    return new PushRefused('gone', 'there is no such repository, or Pasteur may not see it', cure, options);
  }
  if (/\[(?:remote )?rejected\]/.test(output)) {
    const cure = 'Let branches pasteur/… in for Pasteur (branch protection, hooks), then try again.';
    return new PushRefused('rule', `it refused the branch: ${saidBy(output)}`, cure, options);
  }
  return undefined;
}

/** What the server wrote, on one line; the reason in git's brackets where it wrote nothing. */
function saidBy(output: string): string {
  const lines = [...output.matchAll(/^remote:\s*(.*\S)/gm)].map(([, said = '']) => said);
  const reason = /\[(?:remote )?rejected\] ?\(([^)]*)\)/.exec(output)?.[1] ?? 'it gave no reason';
  const said = lines.length === 0 ? reason : lines.join(' ').replaceAll(/\s+/g, ' ');
  return said.length > MAX_SAID ? `${said.slice(0, MAX_SAID - 1)}…` : said;
}
