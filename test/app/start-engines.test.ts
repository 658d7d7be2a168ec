import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Engines, startEngines } from '../../src/app/start-engines.ts';
import { startTeamEngines } from '../../src/app/team-engines.ts';
import type { Connection } from '../../src/connection.ts';
import type { PageDraft } from '../../src/knowledge/save/page-draft.ts';
import { createLogger } from '../../src/log.ts';
import { withTeam } from '../../src/store/current-team.ts';
import { pageWith } from '../support/pages.ts';

const [FIRST, SECOND, SET] = ['T000000001', 'T000000002', 'T000000003'];
const CREDIT = { author: 'Anna', day: '2026-11-21' };
const DRAFT: PageDraft = {
  title: 'Ledger is locked',
  system: 'billing',
  phrases: ['ledger … is locked by session'],
  symptoms: [],
  causes: ['A nightly close was cut off.'],
  steps: ['End it.'],
  example: 'ERROR ledger 4711 is locked by session 99',
  notExamples: [],
};
const LOCKED = 'ERROR ledger 12 is locked by session 7';

const connection: Connection = {
  kind: 'oauth',
  clientId: '1.1',
  clientSecret: 'secret',
  stateSecret: 'state',
  signingSecret: 'sign',
  tokenKeys: [],
};
const log = createLogger('silent');
const now = Date.now;

let folder: string;
let common: string;
let running: Engines[];
beforeEach(async () => {
  running = [];
  folder = await mkdtemp(join(tmpdir(), 'pasteur-engines-'));
  common = join(folder, 'common');
  await mkdir(common);
  await writeFile(join(common, 'known.md'), pageWith('Known to all', ['"the common error"']));
});
afterEach(async () => {
  for (const engines of running) await engines.close();
  await rm(folder, { recursive: true });
});

const start = async (teamKnowledge: Readonly<Record<string, readonly string[]>> = {}) => {
  const engines = await startEngines({
    settings: {
      connection,
      knowledge: [common],
      teamKnowledge: new Map(Object.entries(teamKnowledge)),
      dataFolder: join(folder, 'data'),
    },
    log,
    environment: {},
    now,
  });
  running.push(engines);
  return engines;
};
const titleFor = (engines: Engines, team: string, text: string) =>
  withTeam(team, () => engines.triage()(text).matches[0]?.title);
const save = (engines: Engines, team: string, draft: PageDraft = DRAFT) =>
  withTeam(team, () => {
    expect(engines.pages.check(draft, CREDIT)).toEqual([]);
    return engines.pages.save(draft, CREDIT);
  });

it('gives all workspaces one engine, until one of them has a page of its own', async () => {
  const engines = await start();
  const triageOf = (team: string) => withTeam(team, engines.triage);
  expect(triageOf(FIRST)).toBe(engines.triage());
  await save(engines, FIRST);
  expect(triageOf(FIRST)).not.toBe(engines.triage());
  expect(triageOf(SECOND)).toBe(engines.triage());
});

it('uses what a workspace saved at once, for that one alone, and beside the common pages', async () => {
  const engines = await start();
  await save(engines, FIRST);
  expect(titleFor(engines, FIRST, LOCKED)).toBe('Ledger is locked');
  expect(titleFor(engines, FIRST, 'the common error')).toBe('Known to all');
  expect(titleFor(engines, SECOND, LOCKED)).toBeUndefined();
  expect(engines.triage()(LOCKED).matches).toEqual([]);
  expect(withTeam(FIRST, engines.state).entries).toBe(2);
  expect(withTeam(SECOND, engines.state).entries).toBe(1);
  expect(await readdir(join(folder, 'data', 'teams'))).toEqual([FIRST]);
});

it('lets two workspaces save a page of the same name', async () => {
  const engines = await start();
  await save(engines, FIRST);
  await save(engines, SECOND, { ...DRAFT, causes: ['Another one.'] });
  const causes = (team: string) => withTeam(team, () => engines.triage()(LOCKED).matches[0]?.causes);
  expect([causes(FIRST), causes(SECOND)]).toEqual([['A nightly close was cut off.'], ['Another one.']]);
});

it('knows after a restart what a workspace saved', async () => {
  await save(await start(), FIRST);
  expect(titleFor(await start(), FIRST, LOCKED)).toBe('Ledger is locked');
});

it('brings a changed common page to a workspace with pages of its own', async () => {
  const engines = await start();
  await save(engines, FIRST);
  await writeFile(join(common, 'late.md'), pageWith('Came later', ['"the late error"']));
  while (engines.state().entries < 2) await setTimeout(10);
  expect(titleFor(engines, FIRST, 'the late error')).toBe('Came later');
});

it('takes a page back for the workspace that saved it', async () => {
  const engines = await start();
  const page = await save(engines, FIRST);
  await withTeam(FIRST, () => engines.pages.takeBack(page));
  expect(titleFor(engines, FIRST, LOCKED)).toBeUndefined();
});

it('lets no workspace change a common page, only its own', async () => {
  const engines = await start();
  await save(engines, FIRST);
  const read = (id: string) => withTeam(FIRST, () => engines.pages.read(id));
  expect(await read('known')).toMatchObject({ obstacle: expect.stringContaining('other workspaces') });
  expect(await read('billing/ledger-is-locked')).toMatchObject({ obstacle: undefined });
});

it('writes to the folder that the settings give a workspace, unless another one reads it too', async () => {
  const [own, both] = [join(folder, 'own'), join(folder, 'both')];
  for (const each of [own, both]) await mkdir(each);
  const alone = await start({ [SET]: [own] });
  expect((await save(alone, SET)).folder).toBe(own);
  const shared = await start({ [SET]: [both], [SECOND]: [both] });
  expect((await save(shared, SET)).folder).toBe(join(folder, 'data', 'teams', SET, 'knowledge'));
  expect(titleFor(shared, SET, LOCKED)).toBe('Ledger is locked');
  expect(titleFor(shared, SECOND, LOCKED)).toBeUndefined();
});

it('forgets what a workspace saved, and leaves what the settings name', async () => {
  const own = join(folder, 'own');
  await mkdir(own);
  await writeFile(join(own, 'named.md'), pageWith('Named by the settings', ['"the named error"']));
  const engines = await start({ [SET]: [own] });
  await save(engines, FIRST);
  await engines.forget(FIRST);
  await engines.forget(SET);
  expect(titleFor(engines, FIRST, LOCKED)).toBeUndefined();
  expect(titleFor(engines, FIRST, 'the common error')).toBe('Known to all');
  await expect(access(join(folder, 'data', 'teams', FIRST, 'knowledge'))).rejects.toThrow('ENOENT');
  expect(titleFor(engines, SET, 'the named error')).toBe('Named by the settings');
});

it('finds within a while what another process saved and forgot', async () => {
  const engines = await start();
  const other = await startTeamEngines({
    folder: join(folder, 'data', 'teams'),
    set: new Set(),
    common: engines,
    log,
    now,
    lookEveryMs: 10,
  });
  try {
    await save(engines, FIRST);
    const title = () => other.of(FIRST)?.triage()(LOCKED).matches[0]?.title;
    while (title() === undefined) await setTimeout(10);
    expect(title()).toBe('Ledger is locked');
    await engines.forget(FIRST);
    while (other.of(FIRST) !== undefined) await setTimeout(10);
  } finally {
    await other.close();
  }
});

it.each(['../../etc', 'T1/../..', ''])('takes "%s" for no workspace', async (id) => {
  const engines = await start();
  expect(() => withTeam(id, () => engines.pages)).toThrow('is no id of a workspace');
});
