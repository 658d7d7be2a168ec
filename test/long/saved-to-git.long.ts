import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Engine, startEngine } from '../../src/app/start-engine.ts';
import { NO_PUSHES } from '../../src/git-settings.ts';
import { createAdvance } from '../../src/knowledge/propose/advance.ts';
import { createMemoryProposals } from '../../src/knowledge/propose/memory-proposals.ts';
import { createProposingDesk } from '../../src/knowledge/propose/proposing-desk.ts';
import type { PageDesk } from '../../src/knowledge/save/page-desk.ts';
import type { PageDraft } from '../../src/knowledge/save/page-draft.ts';
import { createLogger } from '../../src/log.ts';
import type { Proposal, Proposals } from '../../src/store/proposal.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { createMailbox, type Mailbox } from '../support/mailbox.ts';
import { pageWith } from '../support/pages.ts';

const CREDIT = { author: 'Anna', day: '2026-11-21' };
const DRAFT: PageDraft = {
  title: 'Ledger is locked',
  system: 'billing',
  phrases: ['ledger … is locked by session'],
  symptoms: [],
  causes: ['A nightly close was cut off.'],
  steps: ['End it: `ledger unlock`.'],
  example: 'ledger 4711 is locked by session 99',
  notExamples: [],
};
const PATH = 'billing/ledger-is-locked.md';
const PASTE = 'ledger 12 is locked by session 7';
const OLD = pageWith('Vault is sealed', ['"the vault … is sealed again"']);

let folder: string;
let server: GitServer;
let engine: Engine;
let proposals: Proposals;
let desk: PageDesk;
let told: Mailbox<Proposal>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-to-git-'));
  server = await startGitServer(folder);
  await server.create('runbooks', { 'docs/vault.md': OLD });
  await start();
});
afterEach(async () => {
  await proposals.stop();
  await engine.close();
  await server.close();
  await rm(folder, { recursive: true });
});

async function start(place = `${server.urlOf('runbooks')}#main:docs`): Promise<void> {
  engine = await startEngine({
    settings: {
      knowledge: [place],
      dataFolder: join(folder, 'data'),
      git: { ...NO_PUSHES, pushes: true, pushesFolders: true },
    },
    log: createLogger('silent'),
    environment: { PATH: process.env.PATH, HOME: folder },
    now: Date.now,
  });
  proposals = createMemoryProposals();
  told = createMailbox();
  const { repositories } = engine;
  desk = createProposingDesk({
    desk: engine.pages,
    repositories,
    proposals,
    entryCount: () => engine.knowledge().entries.length,
    now: Date.now,
  });
  await proposals.start(
    createAdvance({ proposals, repositories: () => repositories, tell: async (news) => told.put(news) }),
  );
}

const refresh = async () => {
  for (const repository of engine.repositories) await repository.refresh();
};
const idOf = (text: string) => engine.triage()(text).matches[0]?.id;
const pendingFiles = async () => {
  const [pending = ''] = engine.repositories.map((repository) => repository.pending);
  const names = await readdir(pending, { recursive: true, withFileTypes: true });
  return names.filter((name) => name.isFile()).map(({ name }) => name);
};

it('uses a saved page at once, pushes it, and lets the merged one take its place', async () => {
  const saved = await desk.save(DRAFT, CREDIT);
  expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
  const pushed = await told.take();
  expect(pushed).toMatchObject({ state: 'pushed', repository: `${server.urlOf('runbooks', '')}#main:docs` });
  expect(pushed.branch).toMatch(/^pasteur\/billing-ledger-is-locked-[0-9a-f]{8}$/);
  expect(await server.git('runbooks', 'show', `${pushed.branch}:docs/${PATH}`)).toBe(saved.text.trim());
  expect(await server.git('runbooks', 'log', '-1', '--format=%an: %s', pushed.branch)).toBe(
    'Anna: Add billing/ledger-is-locked',
  );
  await server.merge('runbooks', pushed.branch);
  await refresh();
  expect(await pendingFiles()).toEqual([]);
  expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
  expect(engine.state().faults).toEqual([]);
  expect(await desk.takeBack(saved, 'Anna')).toBe('merged');
  expect(await told.take()).toMatchObject({ state: 'merged' });
  expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
});

it('changes a page of the repository in the same way', async () => {
  const page = await desk.read('vault');
  if (page === undefined) throw new Error('the page is gone');
  expect(page.obstacle).toBeUndefined();
  const saved = await desk.change(page, OLD.replace('Vault is sealed', 'Vault is shut'), CREDIT);
  expect(engine.knowledge().entries.map(({ title }) => title)).toEqual(['Vault is shut']);
  expect(engine.state().faults).toEqual([]);
  const { branch } = await told.take();
  expect(await server.git('runbooks', 'show', `${branch}:docs/vault.md`)).toContain('Vault is shut');
  await refresh();
  expect(engine.knowledge().entries.map(({ title }) => title)).toEqual(['Vault is shut']);

  const again = await desk.read('vault');
  if (again === undefined) throw new Error('the page is gone');
  const second = await desk.change(again, OLD.replace('Vault is sealed', 'Vault is barred'), CREDIT);
  await told.take();
  await server.merge('runbooks', branch);
  await refresh();
  expect(engine.knowledge().entries.map(({ title }) => title)).toEqual(['Vault is barred']);
  expect(await desk.takeBack(saved, 'Anna')).toBe('merged');
  await told.take();
  expect(await desk.takeBack(second, 'Anna')).toBe('done');
  expect(engine.knowledge().entries.map(({ title }) => title)).toEqual(['Vault is shut']);
  expect(await told.take()).toMatchObject({ state: 'withdrawn', withdrawnBy: 'Anna' });
});

it('takes nobody else’s change for its own', async () => {
  const page = await desk.read('vault');
  if (page === undefined) throw new Error('the page is gone');
  await desk.change(page, OLD.replace('Vault is sealed', 'Vault is shut'), CREDIT);
  await expect(desk.change(page, `${OLD}\nMore.\n`, CREDIT)).rejects.toMatchObject({ code: 'PAGE_CHANGED' });
  await told.take();
  await server.commit('runbooks', { 'docs/vault.md': OLD.replace('Vault is sealed', 'Vault is open') });
  await refresh();
  expect(engine.knowledge().entries.map(({ title }) => title)).toEqual(['Vault is open']);
  expect(await pendingFiles()).toEqual(['vault.md.aside']);
  expect(engine.state().faults).toMatchObject([
    { level: 'warning', message: expect.stringContaining('another version of vault.md') },
  ]);
  const [fault] = engine.state().faults;
  expect(await readFile(fault?.page ?? '', 'utf8')).toContain('Vault is shut');
  await rm(fault?.page ?? '');
  await refresh();
  expect(engine.state().faults).toEqual([]);
});

it('overwrites nothing when two people save a page of one name at once', async () => {
  const outcomes = await Promise.allSettled([
    desk.save(DRAFT, CREDIT),
    desk.save({ ...DRAFT, causes: ['Another cause.'] }, CREDIT),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(failed?.reason).toMatchObject({ code: 'PAGE_TAKEN' });
  await told.take();
  expect(await server.branches('runbooks')).toHaveLength(2);
});

it('saves nothing where it cannot be written down that it goes to the repository', async () => {
  const broken = { ...proposals, add: () => Promise.reject(new Error('the disk is full')) };
  const { pages, repositories } = engine;
  const options = { desk: pages, repositories, proposals: broken, entryCount: () => 1, now: Date.now };
  await expect(createProposingDesk(options).save(DRAFT, CREDIT)).rejects.toThrow('the disk is full');
  expect(await pendingFiles()).toEqual([]);
  expect(idOf(PASTE)).toBeUndefined();
});

it('takes a page back before and after its push, and leaves no branch', async () => {
  server.fault = () => 503;
  const early = await desk.save(DRAFT, CREDIT);
  expect(await told.take()).toMatchObject({ state: 'waiting', fault: { message: expect.any(String) } });
  await desk.takeBack(early, 'Anna');
  expect(idOf(PASTE)).toBeUndefined();
  server.fault = undefined;
  expect(await told.take()).toMatchObject({ state: 'withdrawn' });
  // Told again by the job that was sent for it.
  expect(await told.take()).toMatchObject({ state: 'withdrawn' });
  const late = await desk.save(DRAFT, CREDIT);
  expect(await told.take()).toMatchObject({ state: 'pushed' });
  expect(await desk.takeBack(late, 'Anna')).toBe('done');
  expect(await told.take()).toMatchObject({ state: 'withdrawn', fault: null });
  expect(await server.branches('runbooks')).toEqual(['main']);
  expect(await pendingFiles()).toEqual([]);
});

it('finds out that a page was merged while nobody could ask', async () => {
  const saved = await desk.save(DRAFT, CREDIT);
  const { branch } = await told.take();
  await server.merge('runbooks', branch);
  server.fault = () => 503;
  expect(await desk.takeBack(saved, 'Anna')).toBe('done');
  expect(await told.take()).toMatchObject({ state: 'pushed', isWanted: false, fault: expect.anything() });
  server.fault = undefined;
  expect(await told.take()).toMatchObject({ state: 'merged', fault: null });
  await refresh();
  expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
  expect(await server.branches('runbooks')).toEqual(['main', branch]);
});

it('keeps a refused page in use, and goes on with it after a restart', async () => {
  await server.refuse('runbooks', 'branches are for ops');
  await desk.save(DRAFT, CREDIT);
  const refused = await told.take();
  expect(refused).toMatchObject({
    state: 'refused',
    fault: { message: 'it refused the branch: branches are for ops', cure: expect.any(String) },
  });
  await proposals.stop();
  await engine.close();
  await server.refuse('runbooks', undefined);
  await start();
  expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
  expect((await readdir(join(folder, 'data', 'git'))).length).toBe(1);
});

it('takes a refused page back without asking who refused it', async () => {
  server.credentials = 'pasteur:renewed';
  const saved = await desk.save(DRAFT, CREDIT);
  expect(await told.take()).toMatchObject({
    state: 'refused',
    fault: { message: 'it does not take the credentials' },
  });
  expect(await desk.takeBack(saved, 'Anna')).toBe('done');
  expect(await told.take()).toMatchObject({ state: 'withdrawn', fault: null });
  expect(idOf(PASTE)).toBeUndefined();
});

it('says that the repository has a page of this name by now, and uses that one', async () => {
  await server.commit('runbooks', { [`docs/${PATH}`]: pageWith('Another ledger', ['"quite another text"']) });
  await desk.save(DRAFT, CREDIT);
  expect(await told.take()).toMatchObject({
    state: 'refused',
    fault: { message: `the repository has a page ${PATH} of its own by now` },
  });
  await refresh();
  expect(engine.knowledge().entries.map(({ title }) => title)).toContain('Another ledger');
  expect(await pendingFiles()).toEqual(['ledger-is-locked.md.aside']);
});

it('leaves a folder of the team’s own to itself', async () => {
  await engine.close();
  await writeFile(join(folder, 'mine.md'), OLD);
  engine = await startEngine({
    settings: {
      knowledge: [folder, server.urlOf('runbooks')],
      dataFolder: join(folder, 'data'),
      git: { ...NO_PUSHES, pushes: true },
    },
    log: createLogger('silent'),
    environment: { PATH: process.env.PATH, HOME: folder },
    now: Date.now,
  });
  expect(await engine.pages.save(DRAFT, CREDIT)).toMatchObject({ folder });
});

describe('a folder that is a work tree', () => {
  const tree = () => join(folder, 'tree');
  const git = async (...args: readonly string[]) =>
    (await promisify(execFile)('git', ['-C', tree(), ...args])).stdout.trim();

  beforeEach(async () => {
    await proposals.stop();
    await engine.close();
    await promisify(execFile)('git', ['clone', '-q', server.urlOf('runbooks'), tree()]);
  });

  it('stays as it is, and its remote gets the branch', async () => {
    await start(join(tree(), 'docs'));
    const saved = await desk.save(DRAFT, CREDIT);
    expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
    const { branch, state } = await told.take();
    expect(state).toBe('pushed');
    expect(await server.git('runbooks', 'show', `${branch}:docs/${PATH}`)).toBe(saved.text.trim());
    expect(await git('status', '--porcelain')).toBe('');
    await server.merge('runbooks', branch);
    await refresh();
    expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
    await git('pull', '-q');
    await refresh();
    expect(await pendingFiles()).toEqual([]);
    expect(idOf(PASTE)).toBe('billing/ledger-is-locked');
    expect(engine.state().faults).toEqual([]);
  });

  it('gets the branch itself where it has no remote', async () => {
    await git('remote', 'remove', 'origin');
    await start(join(tree(), 'docs'));
    await desk.save(DRAFT, CREDIT);
    const { branch, state } = await told.take();
    expect(state).toBe('pushed');
    expect(await git('log', '-1', '--format=%an: %s', branch)).toBe('Anna: Add billing/ledger-is-locked');
    expect([await git('status', '--porcelain'), await git('branch', '--show-current')]).toEqual(['', 'main']);
  });
});
