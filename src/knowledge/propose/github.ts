import { request as octokitRequest } from '@octokit/request';
import { z } from 'zod';
import { RetryLater } from '../../store/queue/job-outcome.ts';
import { reasonOf } from '../error-reason.ts';
import { PushRefused } from './push-refused.ts';

export interface GitHubOptions {
  readonly token: string;
  /** https://api.github.com, or https://HOST/api/v3 of an Enterprise server. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Pull {
  readonly number: number;
  /** For a browser. */
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
}

/**
 * Pull requests of one repository. Every call throws PushRefused where only a person can help, RetryLater where GitHub
 * says when to come back, and an Error where it may be tried again at any time. None of them holds the token.
 */
export interface PullRequests {
  /** The newest pull request of a branch, whatever became of it. */
  find(branch: string): Promise<Pull | undefined>;
  open(wanted: {
    readonly branch: string;
    readonly base: string;
    readonly title: string;
    readonly body: string;
  }): Promise<Pull>;
  /** Closes it with a comment; one that is not open is left as it is. Gives how it stands then. */
  close(number: number, comment: string): Promise<Pull>;
  /** Whether the token's owner may write to the repository. */
  mayWrite(): Promise<boolean>;
}

const TIMEOUT_MS = 15_000;
/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: "wait for at least one minute" */
const UNTOLD_WAIT_SECONDS = 60;
const MAX_WAIT_SECONDS = 3600;

const PULL = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
});
const REPOSITORY = z.object({ permissions: z.object({ push: z.boolean() }).optional() });
const FAILURE = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])) })
    .optional(),
});

const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export function createPullRequests(options: GitHubOptions): PullRequests {
  const { token, apiUrl, repository, fetch } = options;
  const [owner = '', repo = ''] = repository.split('/');
  const client = octokitRequest.defaults({
    baseUrl: apiUrl.replace(/\/+$/, ''),
    headers: {
      authorization: `Bearer ${token}`,
      'user-agent': 'pasteur',
      'x-github-api-version': '2022-11-28',
    },
  });
  const call = async (
    route: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> => {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { data } = await client(route, {
        owner,
        repo,
        ...parameters,
        request: { fetch, signal, log: SILENT },
      });
      return data;
    } catch (error) {
      throw faultOf(error, options);
    }
  };
  const find = async (branch: string): Promise<Pull | undefined> => {
    const parameters = { head: `${owner}:${branch}`, state: 'all', per_page: 1 };
    const [pull] = z.array(PULL).parse(await call('GET /repos/{owner}/{repo}/pulls', parameters));
    return pull && pullOf(pull);
  };
  return {
    find,
    open: async ({ branch, base, title, body }) => {
      try {
        const wanted = { head: branch, base, title, body };
        return pullOf(PULL.parse(await call('POST /repos/{owner}/{repo}/pulls', wanted)));
      } catch (error) {
        // The answer to an earlier call was lost.
        const there = error instanceof PushRefused && error.kind === 'rule' ? await find(branch) : undefined;
        if (there === undefined) throw error;
        return there;
      }
    },
    close: async (number, comment) => {
      const at = { pull_number: number };
      const before = pullOf(PULL.parse(await call('GET /repos/{owner}/{repo}/pulls/{pull_number}', at)));
      if (before.state !== 'open') return before;
      const said = { issue_number: number, body: comment };
      await call('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', said);
      const closed = await call('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        ...at,
        state: 'closed',
      });
      return pullOf(PULL.parse(closed));
    },
    mayWrite: async () =>
      REPOSITORY.parse(await call('GET /repos/{owner}/{repo}')).permissions?.push ?? false,
  };
}

function pullOf({ number, html_url: url, state, merged_at: mergedAt }: z.output<typeof PULL>): Pull {
  return { number, url, state: mergedAt ? 'merged' : state };
}

/** What is kept of an error: not its request, which holds the token. */
function faultOf(error: unknown, { repository, now }: GitHubOptions): Error {
  const parsed = FAILURE.safeParse(error);
  // Without headers nothing came back: the network failed.
  if (!parsed.success || parsed.data.response === undefined) {
    return new Error(`GitHub was not reached for ${repository}: ${reasonOf(error)}`);
  }
  const { status, message } = parsed.data;
  const said = message.split(' - https://')[0] ?? '';
  const wait = waitOf(parsed.data, now());
  if (wait !== undefined) return new RetryLater(wait, `GitHub asks to wait ${wait} s: ${said}`);
  switch (status) {
    case 401:
      return new PushRefused(
        'credentials',
        'GitHub does not take the token',
        'Renew GITHUB_TOKEN, then try again.',
      );
    case 403:
      return new PushRefused(
        'right',
        `the token may not do that in ${repository}`,
        'Give GITHUB_TOKEN the right to read and write pull requests and contents there, then try again.',
      );
    case 404:
      return new PushRefused(
        'gone',
        `GitHub has no repository ${repository}, or the token may not see it`,
        'Correct the address in PASTEUR_KNOWLEDGE, or let the token see it, then try again.',
      );
    case 422:
      return new PushRefused('rule', `GitHub refused: ${said}`, 'Open the pull request by hand.');
    default:
      return new Error(`GitHub answered ${status} for ${repository}: ${said}`);
  }
}

/** Seconds to wait where a rate limit was hit. */
function waitOf({ status, message, response }: z.output<typeof FAILURE>, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const headers = response?.headers ?? {};
  const after = Number(headers['retry-after']);
  const reset = Number(headers['x-ratelimit-reset']) - now / 1000;
  const isLimited = String(headers['x-ratelimit-remaining']) === '0' || /rate limit/i.test(message);
  if (!(after > 0) && !isLimited && status !== 429) return undefined;
  const seconds = after > 0 ? after : reset > 0 ? reset : UNTOLD_WAIT_SECONDS;
  return Math.min(Math.ceil(seconds), MAX_WAIT_SECONDS);
}

function nothing(): void {
  // Octokit would write to the console.
}
