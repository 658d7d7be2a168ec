import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Repositories, startRepositories } from '../../../src/app/start-repositories.ts';
import { examineRepository } from '../../../src/knowledge/propose/examine-repository.ts';
import { type GitServer, startGitServer } from '../../support/git-server.ts';
import { type GitHubServer, startGitHubServer } from '../../support/github-server.ts';

let folder: string;
let server: GitServer;
let gitHub: GitHubServer;
let repositories: Repositories;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-examine-'));
  server = await startGitServer(folder);
  await server.create('acme/runbooks', { 'a.md': '# A\n' });
  gitHub = await startGitHubServer();
  repositories = await startRepositories({
    knowledge: [server.urlOf('acme/runbooks')],
    dataFolder: folder,
    git: { pushes: true, pushesFolders: false, gitHubToken: gitHub.token, gitHubApiUrl: gitHub.url },
    isWritable: () => false,
    environment: { PATH: process.env.PATH, HOME: folder },
    now: Date.now,
    onFault: () => undefined,
  });
});
afterEach(async () => {
  await repositories.close();
  await gitHub.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const examine = async () => (await Promise.all(repositories.pushed.map(examineRepository))).flat();

it('finds that a repository takes branches and pull requests, and pushes none', async () => {
  const message = 'acme/runbooks takes saved pages as branches and pull requests';
  expect(await examine()).toEqual([{ check: 'repository', level: 'ok', message }]);
  expect(await server.branches('acme/runbooks')).toEqual(['main']);
  expect(await gitHub.pulls()).toEqual([]);
});

it('warns of a repository that takes no push, and of a token that opens nothing', async () => {
  gitHub.fault = () => ({ status: 401 });
  expect(await examine()).toMatchObject([
    { level: 'ok' },
    {
      level: 'warn',
      message: expect.stringContaining('no pull request can be opened'),
      cure: expect.any(String),
    },
  ]);
  server.credentials = null;
  expect(await examine()).toMatchObject([
    {
      level: 'warn',
      message: 'acme/runbooks would take no saved page: Pasteur may not write to it',
      cure: expect.stringContaining('PASTEUR_GIT_PUSH=off'),
    },
  ]);
});
