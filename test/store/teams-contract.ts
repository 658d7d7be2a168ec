import { randomBytes, randomUUID } from 'node:crypto';
import { addToStorm, lockGroup } from '../../src/store/alerts/alert-groups.ts';
import type { AlertReport } from '../../src/store/alerts/alert-record.ts';
import { createAlertStore } from '../../src/store/alerts/alert-store.ts';
import { coverByStorm, readStormFigures } from '../../src/store/alerts/alert-storms.ts';
import { lockTwins } from '../../src/store/alerts/alert-twins.ts';
import {
  listWatchedChannels,
  unwatchChannel,
  watchChannel,
} from '../../src/store/alerts/watched-channels.ts';
import { createAnswerLog } from '../../src/store/answer-log.ts';
import { createAskLog } from '../../src/store/asks.ts';
import { withTeam } from '../../src/store/current-team.ts';
import { createDraftStore } from '../../src/store/drafts.ts';
import { createFeedbackStore } from '../../src/store/feedback.ts';
import { createInstallations } from '../../src/store/installations.ts';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { once } from '../../src/store/once.ts';
import { GiveUp } from '../../src/store/queue/job-outcome.ts';
import { createSummaryStore } from '../../src/store/summaries/summary-store.ts';
import { openQueueRoom } from '../support/queue-room.ts';
import { fillTable, tablesOf } from '../support/table-rows.ts';
import type { ContractDatabase } from './contract.ts';

/** Tables that have no column `team`, and why they need none. */
const WITHOUT_TEAM: Readonly<Record<string, string>> = {
  alert_aliases: 'they go with their alert',
  alert_turns: 'they go with their alert',
  installations: 'they are the workspaces, by their ids',
  schema_migrations: 'they tell of the tables',
  token_days: 'one number a day for all, and nothing of what was asked',
};

export function describeTeams({ shared, fresh }: ContractDatabase): void {
  describe('workspaces', () => {
    let [ONE, TWO] = ['', ''];
    beforeEach(() => {
      [ONE, TWO] = [newTeam(), newTeam()];
    });
    const both = <Result>(work: (team: string) => Promise<Result>): Promise<Result[]> =>
      Promise.all([ONE, TWO].map((team) => withTeam(team, () => work(team))));

    // Reports come back as they were handed in, so the test may trust them.
    const parseReport = (report: unknown) => report as AlertReport;
    const open = () => ({ alerts: createAlertStore<AlertReport>(shared(), { parseReport }) });

    test('keep what was kept for them before rows named their workspace', async () => {
      const database = await fresh();
      try {
        await migrate(database, readMigrations().slice(0, 9));
        await database.transaction((transaction) => transaction.script(BEFORE));
        await migrate(database);
        const teamsIn = async (table: string, column: string) =>
          (await database.query(`SELECT team FROM pasteur.${table} ORDER BY ${column}`)).map(
            ({ team }) => team,
          );
        expect(await teamsIn('answers', 'channel')).toEqual(['T1', '']);
        expect(await teamsIn('summaries', 'id')).toEqual(['T1', 'T1', '']);
        expect(await teamsIn('pastes', 'key')).toEqual(['T1', '']);
        expect(await teamsIn('votes', 'entry')).toEqual(['']);
      } finally {
        await database.close();
      }
    });

    test('own the rows of every table but a few', async () => {
      const tables = await tablesOf(shared(), 'pasteur');
      const without = tables.flatMap(({ name, columns }) =>
        columns.some((column) => column.name === 'team') ? [] : [name],
      );
      expect(without).toEqual(Object.keys(WITHOUT_TEAM));
    });

    test('leave nothing in any table when they take Pasteur out, and the others everything', async () => {
      const [gone, stays] = [ONE, TWO];
      const installations = createInstallations(shared(), [randomBytes(32)]);
      const room = await openQueueRoom(shared());
      const tables = (await tablesOf(shared(), 'pasteur')).filter(({ name }) => !(name in WITHOUT_TEAM));
      for (const team of [gone, stays]) {
        await installations.put(team, { team: { id: team } });
        for (const table of tables) await fillTable(shared(), table, team);
        for (const [table, row] of [
          ['alert_aliases (source, fingerprint, alert_id)', "'slack', $1, id"],
          ['alert_turns (turn, alert_id)', "'opened', id"],
        ]) {
          const values = `${row} FROM pasteur.alerts WHERE team = $1`;
          await shared().query(`INSERT INTO pasteur.${table} SELECT ${values}`, [team]);
        }
        await withTeam(team, () => room.send({ data: { about: team }, singletonKey: 'same' }));
      }
      const rowsOf = async (team: string) => {
        const counts: Record<string, number> = {};
        for (const schema of ['pasteur', 'pasteur_jobs']) {
          for (const { name } of await tablesOf(shared(), schema)) {
            const [row] = await shared().query(
              `SELECT count(*)::int AS rows FROM ${schema}.${name} t WHERE strpos(t::text, $1) > 0`,
              [team],
            );
            if (row?.rows !== 0) counts[name] = Number(row?.rows);
          }
        }
        return counts;
      };
      const before = await rowsOf(gone);
      expect(Object.keys(before)).toEqual(
        expect.arrayContaining([...tables.map(({ name }) => name), 'installations', 'alert_aliases', 'job']),
      );
      expect(await rowsOf(stays)).toEqual(before);
      const turns = () => shared().query('SELECT 1 FROM pasteur.alert_turns');
      const turnsBefore = (await turns()).length;

      expect(await installations.remove(gone)).toBe(true);
      expect(await rowsOf(gone)).toEqual({});
      expect(await rowsOf(stays)).toEqual(before);
      expect(await turns()).toHaveLength(turnsBefore - 1);
      await installations.remove(stays);
      await room.queue.stop(0);
    });

    test('see their own answers, drafts, votes, asks and watched channels only', async () => {
      const [answers, drafts] = [createAnswerLog(shared()), createDraftStore(shared())];
      const [votes, asks] = [createFeedbackStore(shared()), createAskLog(shared())];
      const at = { channel: 'C-both', questionTs: '1700000000.000100', threadTs: '1700000000.000100' };
      const ids = new Map([ONE, TWO].map((team) => [team, randomUUID()]));
      await both(async (team) => {
        await answers.keep({ ...at, asker: team, ref: 'ref', about: ['1.1'], posted: ['1.2'] });
        await drafts.put({ ...DRAFT, id: ids.get(team) ?? '' });
        await votes.vote({
          person: 'U1',
          paste: 'p',
          entry: `both/${team}`,
          kind: 'helpful',
          meant: undefined,
        });
        await votes.vote({
          person: 'U1',
          paste: 'p',
          entry: 'both/same',
          kind: 'not_this',
          meant: undefined,
        });
        // Slack's own id stands for the workspace only where there is no other.
        await asks.record({ ...ASK, template: `of ${team}` }, 30);
        await watchChannel(shared(), 'C-both', team);
      });
      await both(async (team) => {
        expect(await answers.find(at.channel, at.questionTs)).toMatchObject({ asker: team });
        expect(await answers.newestIn(at.channel, at.threadTs, '2')).toMatchObject({ asker: team });
        expect(await drafts.findOpen('U1', 'both')).toMatchObject({ id: ids.get(team) });
        expect(await drafts.get(ids.get(team === ONE ? TWO : ONE) ?? '')).toBeUndefined();
        expect((await votes.standings(90)).map(({ entry, asked }) => [entry, asked])).toEqual(
          [
            [`both/${team}`, 1],
            ['both/same', 1],
          ].sort(),
        );
        expect(await asks.gaps('T-of-Slack')).toMatchObject([{ template: `of ${team}` }]);
        expect(await listWatchedChannels(shared())).toMatchObject([{ channel: 'C-both', watchedBy: team }]);
      });
      await withTeam(ONE, async () => {
        await asks.forget('T-of-Slack', 'U1');
        await unwatchChannel(shared(), 'C-both');
      });
      await withTeam(TWO, async () => {
        expect(await votes.standings(90)).toHaveLength(2);
        expect(await drafts.findOpen('U1', 'both')).toBeDefined();
        expect(await asks.gaps('T-of-Slack')).toHaveLength(1);
        expect(await listWatchedChannels(shared())).toHaveLength(1);
      });
    });

    test('hear nothing of what the model said to others, and do their own work once', async () => {
      const { cache, log } = createSummaryStore(shared());
      const done: string[] = [];
      await both(async (team) => {
        await cache.put('same question', team);
        await log.start({ id: `of ${team}`, asked: { channel: 'C', ts: '1.1' }, runSeconds: -1 });
        for (let run = 0; run < 2; run += 1) await once(shared(), 'same effect', async () => done.push(team));
      });
      expect(done.sort()).toEqual([ONE, TWO].sort());
      await both(async (team) => {
        expect(await cache.get('same question', 60)).toBe(team);
        expect(await log.sentOf(`of ${team === ONE ? TWO : ONE}`)).toBeUndefined();
      });
      expect(await withTeam(ONE, () => log.abort('C', '1.1'))).toEqual([`of ${ONE}`]);
      const cutOff = (await log.takeCutOff(false)).filter(({ id }) => id.startsWith('of '));
      expect(cutOff).toEqual([{ id: `of ${TWO}`, place: undefined, team: TWO }]);
    });

    test('have alerts of their own, though the reports are the same', async () => {
      const { alerts } = open();
      const take = () =>
        shared().transaction((transaction) =>
          alerts.record(transaction, [{ report: REPORT, channel: 'C-both' }]),
        );
      const changes = (await both(take)).map(([intake]) => intake?.change);
      expect(changes).toEqual(['new', 'new']);
      const ids = await both(async () => {
        const [alert] = await alerts.newestFiring('C-both');
        await alerts.recordPosted(shared(), alert?.id ?? '', 'C-both', '1700000000.000200');
        return alert?.id ?? '';
      });
      expect(new Set(ids).size).toBe(2);
      await both(async (team) => {
        const [own = '', other = ''] = team === ONE ? ids : ids.toReversed();
        expect(await alerts.byThread('C-both', '1700000000.000200')).toMatchObject({ id: own });
        expect(await alerts.get(other)).toBeUndefined();
        expect(await alerts.list()).toHaveLength(1);
        expect((await alerts.counts()).byStatus).toEqual({ firing: 1, acknowledged: 0, resolved: 0 });
      });
      expect(await alerts.get(ids[0] ?? '')).toBeUndefined();
      expect((await withTeam(TWO, take)).map(({ change }) => change)).toEqual(['repeat']);
    });

    test('have storms of their own, and no alert of one is taken for that of another', async () => {
      const { alerts } = open();
      const take = (report: AlertReport, channel?: string) =>
        shared().transaction((transaction) => alerts.record(transaction, [{ report, channel }]));
      const groupKey = newTeam();
      const since = new Date('2026-11-21T10:00:00Z');
      await both((team) => take({ ...REPORT, fingerprint: team, name: groupKey, groupKey }));
      const covered = await withTeam(ONE, () =>
        shared().transaction(async (transaction) => {
          const group = await lockGroup(transaction, groupKey, 60);
          expect(group.openedLately).toBe(1);
          await addToStorm(transaction, groupKey, 1);
          return coverByStorm(transaction, { groupKey, since }, { windowSeconds: 1e9, most: 10 });
        }),
      );
      expect(covered).toHaveLength(1);
      await withTeam(TWO, async () => {
        expect(await readStormFigures(shared(), { groupKey, since }, 10)).toMatchObject({ alerts: 0 });
        const group = await shared().transaction((transaction) => lockGroup(transaction, groupKey, 60));
        expect(group).toMatchObject({ openedLately: 1, stormSince: undefined, stormCount: 0 });
      });
      const [post] = await withTeam(TWO, () =>
        take({ ...REPORT, source: 'slack', name: groupKey }, 'C-both'),
      );
      const twins = await withTeam(TWO, async () => {
        const record = await alerts.get(post?.id ?? '');
        if (record === undefined) throw new Error('the post was not kept');
        const names = { fingerprints: [ONE, TWO], label: 'object', values: [] };
        return shared().transaction((transaction) => lockTwins(transaction, record, names, parseReport));
      });
      expect(twins.map(({ report }) => report.fingerprint)).toEqual([TWO]);
    });

    test('have jobs that run for them, and count their own', async () => {
      const room = await openQueueRoom(shared());
      const seen: unknown[] = [];
      await withTeam(TWO, () => watchChannel(shared(), 'C-both', TWO));
      await both((team) => room.send({ data: { team }, group: 'same', singletonKey: 'same' }));
      expect(await withTeam(ONE, async () => (await room.queue.stats()).get(room.name)?.waiting)).toBe(1);
      expect((await room.queue.stats()).get(room.name)?.waiting).toBe(2);
      const died = new Promise<void>((resolve) => {
        room.queue.work(
          room.name,
          async ({ data }) => {
            seen.push([data.team, (await listWatchedChannels(shared())).map(({ watchedBy }) => watchedBy)]);
            throw new GiveUp(`for ${String(data.team)}`);
          },
          {
            concurrency: 2,
            onDead: async (transaction, { data }) => {
              seen.push([data.team, 'dead', (await listWatchedChannels(transaction)).length]);
              if (seen.length === 4) resolve();
            },
          },
        );
      });
      await died;
      await room.queue.stop();
      expect(seen).toContainEqual([TWO, [TWO]]);
      expect(seen).toContainEqual([ONE, []]);
      expect(seen).toContainEqual([TWO, 'dead', 1]);
      expect(seen).toContainEqual([ONE, 'dead', 0]);
      await both(async (team) => {
        const letters = (await room.queue.deadLetters()).map(({ fault }) => fault);
        expect(letters).toEqual([`for ${team}`]);
      });
    });
  });
}

/** As the version before wrote it: of one workspace of several, and of an only one. */
const BEFORE = `
  INSERT INTO pasteur.team_channels (team, channel) VALUES ('T1', 'C1');
  INSERT INTO pasteur.answers (channel, question_ts, thread_ts, asker, about, posted)
    VALUES ('C1', '1.1', '1.1', 'U1', '[]', '[]'), ('C2', '1.1', '1.1', 'U1', '[]', '[]');
  INSERT INTO pasteur.summaries (id, state, channel, asked_channel, deadline)
    VALUES ('1', 'done', 'C1', NULL, now()), ('2', 'done', NULL, 'C1', now()), ('3', 'done', 'C2', 'C2', now());
  INSERT INTO pasteur.pastes (key, text, notes, expires_at, team)
    VALUES ('1', '', '[]', now(), 'T1'), ('2', '', '[]', now(), NULL);
  INSERT INTO pasteur.votes (person, paste, entry, kind) VALUES ('U1', 'p', 'a/b', 'helpful');`;

function newTeam(): string {
  return `T${randomBytes(5).toString('hex')}`;
}

const ASK = {
  team: 'T-of-Slack',
  channel: 'C-both',
  asker: 'U1',
  road: 'test',
  verdict: 'unmatched',
  entry: undefined,
  text: undefined,
};

const REPORT: AlertReport = {
  source: 'alertmanager',
  fingerprint: 'of both workspaces',
  status: 'firing',
  severity: 'high',
  name: 'DiskFull',
  labels: {},
  startsAt: '2026-11-20T10:00:00.000Z',
};

const DRAFT = {
  author: 'U1',
  source: 'both',
  channel: undefined,
  threadTs: undefined,
  draft: {
    title: 'Ledger is locked',
    system: '',
    phrases: [],
    symptoms: [],
    causes: [],
    steps: [],
    example: '',
    notExamples: [],
  },
  saved: undefined,
};
