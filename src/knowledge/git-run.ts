import { execFile } from 'node:child_process';
import { reasonOf } from './error-reason.ts';
import { type GitCredentials, withoutSecrets } from './git-address.ts';

export interface GitRunOptions {
  /** Environment for git: PATH, HOME and what a proxy or an SSH agent needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Longest time for one command. */
  readonly timeoutMs: number;
  readonly credentials?: GitCredentials | undefined;
  /** For standard input; default nothing. */
  readonly input?: string;
}

/** A command of git that failed. */
export class GitFailure extends Error {
  /** All that git wrote to standard error and, for `push --porcelain`, to standard output; without secrets. */
  readonly output: string;

  constructor(message: string, output: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GitFailure';
    this.output = output;
  }
}

// A repository is data: none of its hooks, filters or submodules runs, and nothing asks for a password.
const SAFE = [
  'core.hooksPath=/dev/null',
  'protocol.ext.allow=never',
  'filter.lfs.smudge=',
  'filter.lfs.required=false',
];

/**
 * Answers git's question for a password from the environment, which other users of the machine cannot read, unlike
 * arguments and addresses.
 */
const HELPER = '!f() { echo "username=$PASTEUR_GIT_USERNAME"; echo "password=$PASTEUR_GIT_PASSWORD"; }; f';

const OUTPUT_BYTES = 20 * 1024 * 1024;

/**
 * Runs git and gives its standard output.
 * @throws GitFailure with what git said, without secrets.
 */
export function runGit(args: readonly string[], options: GitRunOptions): Promise<string> {
  const { env, timeoutMs, credentials, input = '' } = options;
  const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true', SSH_ASKPASS: 'true', LC_ALL: 'C' };
  const ssh = { GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? 'ssh -oBatchMode=yes -oConnectTimeout=15' };
  const own =
    credentials === undefined
      ? {}
      : { PASTEUR_GIT_USERNAME: credentials.username, PASTEUR_GIT_PASSWORD: credentials.password };
  const helper = credentials === undefined ? [] : ['credential.helper=', `credential.helper=${HELPER}`];
  const settings = [...SAFE, ...helper].flatMap((setting) => ['-c', setting]);
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      [...settings, ...args],
      {
        env: { ...env, ...quiet, ...ssh, ...own },
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: OUTPUT_BYTES,
      },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else {
          const output = clean(`${stderr}\n${stdout}`, credentials);
          reject(new GitFailure(explain(error, clean(stderr, credentials), timeoutMs), output));
        }
      },
    );
    child.stdin?.on('error', () => {
      // Git ended before it read all; its own error says why.
    });
    child.stdin?.end(input);
  });
}

function explain(
  error: { readonly killed?: boolean | undefined },
  stderr: string,
  timeoutMs: number,
): string {
  if (error.killed === true) return `git did not answer within ${Math.round(timeoutMs / 1000)} s`;
  const said = stderr
    .trim()
    .split('\n')
    .findLast((line) => /^(?:fatal|error|remote):/.test(line));
  // The first line of Node.js's own message holds all arguments.
  return said ?? (/ENOENT/.test(reasonOf(error)) ? 'there is no git program' : 'git failed');
}

function clean(text: string, credentials: GitCredentials | undefined): string {
  const shown = withoutSecrets(text);
  return credentials === undefined || credentials.password === ''
    ? shown
    : shown.replaceAll(credentials.password, '…');
}
