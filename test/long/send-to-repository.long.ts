import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { type GitHubServer, startGitHubServer } from '../support/github-server.ts';
import { pageWith } from '../support/pages.ts';
import { type SaveRoom, startSaveRoom } from '../support/save-room.ts';

const LINE = '2026-11-21 14:02:11 ERROR quuxledger frobnication 4711 was denied by warden 10.0.3.7';
const TYPED = { causes: 'The warden lost its lease, @acme/ops.', steps: '1. Renew it.' };
const PULLS = '/repos/acme/runbooks/pulls';

let folder: string;
let server: GitServer;
let gitHub: GitHubServer;
let room: SaveRoom;

beforeAll(async () => {
  gitHub = await startGitHubServer();
});
afterAll(() => gitHub.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-send-'));
  server = await startGitServer(folder);
  await server.create('acme/runbooks', {
    'docs/vault.md': pageWith('Vault is sealed', ['"the vault is sealed"']),
  });
});
afterEach(async () => {
  await room.close();
  gitHub.reset();
  await server.close();
  await rm(folder, { recursive: true });
});

async function start(token?: 'no token'): Promise<void> {
  room = await startSaveRoom({
    data: join(folder, 'data'),
    knowledge: [`${server.urlOf('acme/runbooks')}#main:docs`],
    git: {
      pushes: true,
      pushesFolders: false,
      gitHubToken: token === undefined ? gitHub.token : undefined,
      gitHubApiUrl: gitHub.url,
    },
  });
}

/** Saves a page in a thread; gives the time of its root. */
async function save(): Promise<unknown> {
  const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
  expect(await room.submit(await room.openForm({ ts, text: LINE }), TYPED)).toBeUndefined();
  await room.slack.next('chat.postMessage');
  return ts;
}

/** The message about the page, once it says this. */
async function told(ts: unknown, text: string): Promise<Record<string, unknown>> {
  for (;;) {
    const reply = await room.lastReply(ts);
    if (JSON.stringify(reply.blocks).includes(text)) return reply;
    await room.slack.next('chat.update');
  }
}

it('opens a pull request with the thread’s address, and Undo closes it and deletes the branch', async () => {
  await start();
  const ts = await save();
  const message = await told(ts, 'Pull request #');
  const [pull] = await gitHub.pulls();
  expect(pull).toMatchObject({ state: 'open', base: { ref: 'main' } });
  expect(String(pull?.title)).toMatch(/^Known error: Quuxledger frobnication was denied by warden/);
  expect(String(pull?.body)).toContain(`/archives/${room.channel}/p${String(ts).replace('.', '')}`);
  expect(JSON.stringify(message.blocks)).toContain(String(pull?.html_url));
  const [, branch = ''] = await server.branches('acme/runbooks');
  expect(await server.git('acme/runbooks', 'diff', '--name-status', 'main', branch)).toMatch(
    /^A\tdocs\/quux/,
  );

  await room.press(message, 'save_undo');
  await told(ts, 'It is out of acme/runbooks again');
  expect(JSON.stringify((await room.lastReply(ts)).blocks)).toContain('Taken back');
  expect(await gitHub.pulls()).toMatchObject([{ state: 'closed' }]);
  expect(await gitHub.comments(Number(pull?.number))).toEqual([
    expect.stringMatching(/^Taken back in Slack by `/),
  ]);
  expect(await server.branches('acme/runbooks')).toEqual(['main']);
  expect(room.logged()).not.toMatch(/secret-password|ghp_/);
});

it('leaves the pull request to a person where there is no token', async () => {
  await start('no token');
  const message = await told(await save(), 'Open a pull request');
  expect(JSON.stringify(message.blocks)).toMatch(/acme\/runbooks\/pull\/new\/pasteur\/quux/);
  expect(gitHub.calls).toEqual([]);
});

it('tells why a push was refused and what to do, and tries again when told to', async () => {
  await start();
  await server.refuse('acme/runbooks', 'GH013: branches are for @ops');
  const ts = await save();
  const message = await told(ts, 'it refused the branch: GH013: branches are for @ops');
  expect(JSON.stringify(message.blocks)).toContain('The page stays in use here');
  expect(JSON.stringify((await room.ask(LINE)).blocks)).toContain('Renew it');
  await server.refuse('acme/runbooks', undefined);
  await room.press(message, 'save_send_again');
  const after = await told(ts, 'Pull request #');
  expect(JSON.stringify(after.blocks)).not.toContain('Try again');
});

it('says that the token is expired, and keeps the branch', async () => {
  await start();
  gitHub.fault = () => ({ status: 401, message: 'Bad credentials' });
  const message = await told(await save(), 'no pull request: GitHub does not take the token');
  expect(JSON.stringify(message.blocks)).toContain('Renew GITHUB_TOKEN');
  expect(await server.branches('acme/runbooks')).toHaveLength(2);
});

it('tells what keeps a page from being taken out, and tries that again too', async () => {
  await start();
  const ts = await save();
  const message = await told(ts, 'Pull request #');
  gitHub.fault = () => ({ status: 401, message: 'Bad credentials' });
  await room.press(message, 'save_undo');
  const stuck = await told(ts, 'GitHub does not take the token');
  expect(JSON.stringify(stuck.blocks)).toContain('It is being taken out of acme/runbooks');
  gitHub.fault = undefined;
  await room.press(stuck, 'save_send_again');
  await told(ts, 'It is out of acme/runbooks again');
  expect(await server.branches('acme/runbooks')).toEqual(['main']);
});

it('waits as long as GitHub asks, and then opens one pull request', async () => {
  await start();
  let limited = 2;
  gitHub.fault = (call) =>
    call === `POST ${PULLS}` && limited-- > 0 ? { status: 403, headers: { 'retry-after': '1' } } : undefined;
  await told(await save(), 'Pull request #');
  expect(await gitHub.pulls()).toHaveLength(1);
  expect(gitHub.calls.filter((call) => call === `POST ${PULLS}`)).toHaveLength(3);
});

it('tells that it was merged, and how to revert it', async () => {
  await start();
  const ts = await save();
  const message = await told(ts, 'Pull request #');
  const [, branch = ''] = await server.branches('acme/runbooks');
  const [pull] = await gitHub.pulls();
  await gitHub.merge(Number(pull?.number));
  await server.merge('acme/runbooks', branch);
  await room.press(message, 'save_undo');
  const { text } = (await room.slack.next('chat.postEphemeral')).args;
  expect(text).toContain(`press Revert in its pull request: ${String(pull?.html_url)}`);
  await told(ts, 'It is in acme/runbooks');
  expect(JSON.stringify((await room.ask(LINE)).blocks)).toContain('Renew it');
});

it('goes on when a server that was down is back', async () => {
  await start();
  server.fault = (request) => (request.method === 'POST' ? 503 : undefined);
  const ts = await save();
  await told(ts, 'It is tried again by itself');
  server.fault = undefined;
  await told(ts, 'Pull request #');
  expect(await server.branches('acme/runbooks')).toHaveLength(2);
});
