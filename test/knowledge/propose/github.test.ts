import { createPullRequests, type PullRequests } from '../../../src/knowledge/propose/github.ts';
import { gitHubName, newPullUrl } from '../../../src/knowledge/propose/github-name.ts';
import { PushRefused } from '../../../src/knowledge/propose/push-refused.ts';
import { RetryLater } from '../../../src/store/queue/job-outcome.ts';
import { type Fault, type GitHubServer, startGitHubServer } from '../../support/github-server.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const WANTED = { branch: 'pasteur/ledger-1', base: 'main', title: 'Known error: Ledger', body: 'By Anna.' };

let gitHub: GitHubServer;
let pulls: PullRequests;

async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

beforeEach(async () => {
  gitHub = await startGitHubServer();
  const { token, url: apiUrl } = gitHub;
  const repository = 'acme/runbooks';
  pulls = createPullRequests({ token, apiUrl, repository, fetch: globalThis.fetch, now: () => NOW });
});
afterEach(() => gitHub.close());

it('opens one pull request a branch, and finds the one that is there', async () => {
  expect(await pulls.find(WANTED.branch)).toBeUndefined();
  const opened = await pulls.open(WANTED);
  expect(opened).toMatchObject({
    number: expect.any(Number),
    state: 'open',
    url: expect.stringMatching(/^http/),
  });
  expect(await pulls.find(WANTED.branch)).toEqual(opened);
  expect(await pulls.find('pasteur/ledger-2')).toBeUndefined();
  expect(await pulls.open(WANTED)).toEqual(opened);
  expect(await gitHub.pulls()).toMatchObject([
    { title: WANTED.title, body: WANTED.body, head: { ref: WANTED.branch } },
  ]);
});

it('finds the pull request whose answer was lost', async () => {
  gitHub.fault = (call) => (call.startsWith('POST') ? { status: 0, isDone: true } : undefined);
  expect(await failure(pulls.open(WANTED))).toMatchObject({
    message: expect.stringContaining('was not reached'),
  });
  gitHub.fault = undefined;
  await pulls.open(WANTED);
  expect(await gitHub.pulls()).toHaveLength(1);
});

it('closes with a comment, once, and never one that is merged', async () => {
  const { number } = await pulls.open(WANTED);
  expect(await pulls.close(number, 'Taken back by Anna.')).toMatchObject({ state: 'closed' });
  expect(await pulls.close(number, 'Taken back by Anna.')).toMatchObject({ state: 'closed' });
  expect(await gitHub.comments(number)).toEqual(['Taken back by Anna.']);
  const other = await pulls.open({ ...WANTED, branch: 'pasteur/other' });
  await gitHub.merge(other.number);
  expect(await pulls.close(other.number, 'Taken back.')).toMatchObject({ state: 'merged' });
  expect(await gitHub.comments(other.number)).toEqual([]);
});

it.each<[string, Fault, number]>([
  ['a secondary rate limit', { status: 403, headers: { 'retry-after': '37' } }, 37],
  ['too many requests', { status: 429, headers: { 'retry-after': '5' } }, 5],
  [
    'a spent hour',
    { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${NOW / 1000 + 600}` } },
    600,
  ],
  ['a limit that tells no time', { status: 403, message: 'You have exceeded a secondary rate limit' }, 60],
  ['a limit of days', { status: 429, headers: { 'retry-after': '999999' } }, 3600],
])('waits as long as GitHub says: %s', async (_, fault, seconds) => {
  gitHub.fault = () => fault;
  const error = await failure(pulls.open(WANTED));
  expect(error).toBeInstanceOf(RetryLater);
  expect(error).toMatchObject({ seconds });
});

it.each<[string, Fault, string]>([
  ['an expired token', { status: 401, message: 'Bad credentials' }, 'credentials'],
  ['a token without the right', { status: 403, message: 'Resource not accessible' }, 'right'],
  ['a repository that it may not see', { status: 404 }, 'gone'],
  ['a rule of the repository', { status: 422, message: 'No commits between main and x' }, 'rule'],
])('tells %s from what passes, and never the token', async (_, fault, kind) => {
  gitHub.fault = (call) => (call.startsWith('POST') ? fault : undefined);
  const error = await failure(pulls.open(WANTED));
  expect(error).toBeInstanceOf(PushRefused);
  expect(error).toMatchObject({ kind });
  expect(JSON.stringify([error, String(error)])).not.toContain(gitHub.token);
});

it('takes a fault of the server for one that passes', async () => {
  gitHub.fault = () => ({ status: 502 });
  expect(await failure(pulls.find('x'))).toMatchObject({ message: expect.stringContaining('answered 502') });
});

it('knows who may write', async () => {
  expect(await pulls.mayWrite()).toBe(true);
  gitHub.fault = () => ({ status: 401 });
  expect(await failure(pulls.mayWrite())).toBeInstanceOf(PushRefused);
});

test.each([
  ['https://github.com/acme/runbooks.git', 'https://api.github.com', 'acme/runbooks'],
  ['https://GitHub.com/acme/runbooks', 'https://api.github.com', 'acme/runbooks'],
  ['git@github.com:acme/run.books.git', 'https://api.github.com', 'acme/run.books'],
  ['ssh://git@git.corp:2222/acme/runbooks', 'https://git.corp/api/v3', 'acme/runbooks'],
  ['https://corp.ghe.com/acme/runbooks', 'https://api.corp.ghe.com', 'acme/runbooks'],
  ['https://gitlab.com/acme/runbooks', 'https://api.github.com', undefined],
  ['https://github.com.evil.com/acme/runbooks', 'https://api.github.com', undefined],
  ['https://github.com/acme/deep/runbooks', 'https://api.github.com', undefined],
  ['file:///srv/runbooks', 'https://api.github.com', undefined],
])('the GitHub name of %s at %s is %s', (url, apiUrl, name) => {
  expect(gitHubName(url, apiUrl)).toBe(name);
});

test('a pull request can be opened by hand', () => {
  expect(newPullUrl('acme/runbooks', 'https://api.github.com', 'pasteur/x-1')).toBe(
    'https://github.com/acme/runbooks/pull/new/pasteur/x-1',
  );
});
