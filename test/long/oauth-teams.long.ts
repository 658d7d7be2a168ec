import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ACTIONS } from '../../src/slack/surface.ts';
import type { Database } from '../../src/store/database/database.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import {
  FIRST,
  type OAuthRoom,
  SECOND,
  STARTING_MS,
  startOAuthRoom,
  UNKNOWN,
} from '../support/oauth-room.ts';
import { ASKER, asList, asRecord, BOT_TOKEN, BOT_USER } from '../support/slack-workspace.ts';
import { tablesOf } from '../support/table-rows.ts';

const SECRET = 'a-secret-of-the-tests';
/** The emulated Slack has one set of channels, which both workspaces use. */
const [GENERAL, RANDOM] = ['C000000001', 'C000000002'];

let model: ModelServer;
let room: OAuthRoom;
let incidents: string;

beforeAll(async () => {
  model = await startModelServer({ apis: ['chat'] });
  room = await startOAuthRoom({
    environment: () => ({
      PASTEUR_ALERTMANAGER_SECRET: SECRET,
      [`PASTEUR_ALERT_CHANNEL_${FIRST}`]: '#general',
      [`PASTEUR_ALERT_CHANNEL_${SECOND}`]: RANDOM,
      [`PASTEUR_ALERT_CHANNEL_${UNKNOWN}`]: '#general',
      PASTEUR_DIGEST_CHANNEL: '#incidents',
      PASTEUR_WATCH_CHANNELS: '#incidents',
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'small',
    }),
  });
  const { slack } = room;
  await room.install();
  await room.installSecond();
  incidents = await slack.channel('incidents');
  for (const channel of [GENERAL, RANDOM, incidents]) {
    await slack.as('asker', 'conversations.join', { channel }).catch(() => undefined);
    await slack.as('asker', 'conversations.invite', { channel, users: BOT_USER }).catch(() => undefined);
  }
}, STARTING_MS);
afterAll(async () => {
  await room.close();
  await model.close();
});

const post = async (path: string, name: string, status = 'firing') => {
  const alert = {
    status,
    labels: { alertname: name, severity: 'high' },
    annotations: { summary: 'the shared error' },
    startsAt: '2026-11-21T10:00:00Z',
    endsAt: status === 'resolved' ? '2026-11-21T11:00:00Z' : '0001-01-01T00:00:00Z',
    fingerprint: name.toLowerCase(),
  };
  const body = {
    version: '4',
    status,
    groupKey: name,
    alerts: [alert],
    receiver: 'pasteur',
    externalURL: '',
  };
  const response = await fetch(room.at(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
    body: JSON.stringify({ ...body, groupLabels: {}, commonLabels: {}, commonAnnotations: {} }),
  });
  return { status: response.status, text: await response.text() };
};
const addressOf = (team: string) => `/alerts/alertmanager/${team}`;
/** The next message with these words that was posted, and for whom. */
const posted = async (words: string) => {
  for (;;) {
    const { args, token } = await room.slack.next('chat.postMessage');
    const text = JSON.stringify(args);
    if (text.includes(words))
      return { team: token === BOT_TOKEN ? SECOND : FIRST, channel: args.channel, text };
  }
};

it('posts an alert to the workspace of its address, with its token and to its channel, and edits it there alone', async () => {
  expect((await post(addressOf(FIRST), 'DiskFull')).status).toBe(202);
  expect(await posted('DiskFull')).toMatchObject({
    team: FIRST,
    channel: GENERAL,
    text: expect.stringContaining('Known to all'),
  });
  expect((await post(addressOf(SECOND), 'DiskFull')).status).toBe(202);
  expect(await posted('DiskFull')).toMatchObject({ team: SECOND, channel: RANDOM });
  await post(addressOf(SECOND), 'DiskFull', 'resolved');
  const { token, args } = await room.slack.next('chat.update');
  expect(token).toBe(BOT_TOKEN);
  expect(args.channel).toBe(RANDOM);
  expect(await posted('esolved')).toMatchObject({ team: SECOND });
  const statusOf = async (team: string) => (await room.triage(team, 'status')).text;
  expect(await statusOf(FIRST)).toContain('1 firing');
  expect(await statusOf(SECOND)).not.toContain('1 firing');
});

it.each([
  ['/alerts/alertmanager', 'must end with the id of a workspace'],
  ['/alerts/alertmanager/T000000008', 'set PASTEUR_ALERT_CHANNEL_T000000008'],
  [addressOf(UNKNOWN), 'has not installed Pasteur'],
])('refuses what is sent to %s', async (path, why) => {
  const { status, text } = await post(path, 'Unknown');
  expect(status).toBe(404);
  expect(text).toContain(why);
});

it('gives an alert up, with a word, when the token of its workspace is gone', async () => {
  const { slack } = room;
  slack.react('chat.postMessage', ({ channel }) =>
    channel === RANDOM ? { ok: false, error: 'token_revoked' } : undefined,
  );
  await post(addressOf(SECOND), 'TokenGone');
  expect(await room.saw('job was given up')).toContain(`workspace ${SECOND} has to install Pasteur again`);
  slack.react('chat.postMessage', () => undefined);
  expect((await room.triage(SECOND, 'status')).text).toContain('has to install Pasteur again');
  expect((await room.triage(FIRST, 'status')).text).not.toContain('install Pasteur again');
});

it('counts the votes of a workspace for that one alone', async () => {
  const answer = await room.ask(FIRST, incidents, 'the shared error');
  await room.press(FIRST, incidents, answer, ACTIONS.helpful);
  await room.saw('feedback');
  const again = async (team: string) =>
    JSON.stringify((await room.ask(team, incidents, 'the shared error')).blocks);
  expect(await again(FIRST)).toContain('People say: solved 1 of 1');
  expect(await again(SECOND)).not.toContain('People say');
});

/** Lets another app post to a channel; gives the post's time. */
const tell = async (team: string, channel: string, name: string) => {
  const text = `[FIRING:1] ${name} the shared error`;
  const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel, text: 'stands for a post' });
  const from = { type: 'message', channel_type: 'channel', subtype: 'bot_message', bot_id: 'B0MONITOR' };
  await room.send.event({ ...from, channel, ts, text }, { team_id: team });
  return String(ts);
};

it('watches a channel for the workspace that asked for it', async () => {
  expect((await room.triage(FIRST, 'watch')).text).toContain('I watch this channel now');
  await tell(SECOND, GENERAL, 'Watched');
  const ts = await tell(FIRST, GENERAL, 'Watched');
  expect(await posted('Watched')).toMatchObject({ team: FIRST, text: expect.stringContaining(ts) });
  expect((await room.triage(FIRST, 'unwatch')).text).toContain('no longer watch');
});

it('watches a channel that the settings name in every workspace', async () => {
  for (const team of [FIRST, SECOND]) {
    const ts = await tell(team, incidents, 'ByName');
    expect(await posted('ByName')).toMatchObject({ team, text: expect.stringContaining(ts) });
  }
});

it('tells each workspace of its own part only, when its doctor is asked', async () => {
  const first = (await room.triage(FIRST, 'doctor')).text;
  expect(first).toContain(`taken at ${addressOf(FIRST)}, and posted to #general`);
  expect(first).toContain(join('teams', FIRST, 'knowledge'));
  const second = (await room.triage(SECOND, 'doctor')).text;
  expect(second).toContain(`taken at ${addressOf(SECOND)}, and posted to ${RANDOM}`);
  expect(second).not.toContain(FIRST);
});

it('uses a saved known error at once, in its workspace alone', async () => {
  const text = 'ERROR ledger 4711 is locked by session 99';
  await save(FIRST, text, 'Ledger is locked');
  expect((await room.triage(FIRST, text)).text).toContain('Ledger is locked');
  expect((await room.triage(SECOND, text)).text).not.toContain('Ledger is locked');
});

describe('after a restart', () => {
  const text = 'ERROR parser 12 lost its grammar of session 3';

  beforeAll(async () => {
    const { slack } = room;
    await save(SECOND, text, 'Parser lost its grammar');
    slack.react('chat.update', ({ ts }) => (String(ts).startsWith('1.') ? { ok: true } : undefined));
    await room.restart(async (database) => {
      for (const [at, team] of [FIRST, SECOND].entries()) {
        await database.query(
          `INSERT INTO pasteur.summaries (id, state, channel, message_ts, deadline, team)
           VALUES ($1, 'running', $2, $3, now(), $4)`,
          [`summary ${at}`, GENERAL, `1.${at}`, team],
        );
      }
      await database.query("UPDATE pasteur_jobs.job SET start_after = now() WHERE name = 'weekly'");
    });
  }, STARTING_MS);

  it('ends the cut-off summaries of each workspace with its token', async () => {
    const ended = [await room.slack.next('chat.update'), await room.slack.next('chat.update')];
    const tokens = new Map(ended.map(({ args, token }) => [args.ts, token]));
    expect(tokens.get('1.1')).toBe(BOT_TOKEN);
    expect(tokens.get('1.0')).toMatch(/^xoxb-/);
    expect(tokens.get('1.0')).not.toBe(BOT_TOKEN);
  });

  it('posts the report of the week to the channel of that name in each workspace', async () => {
    const reports = [await posted('last seven days'), await posted('last seven days')];
    expect(reports.map(({ team }) => team).sort()).toEqual([FIRST, SECOND]);
    for (const { channel } of reports) expect(channel).toBe(incidents);
  });

  it('knows what a workspace saved, and tells no other', async () => {
    expect((await room.triage(SECOND, text)).text).toContain('Parser lost its grammar');
    expect((await room.triage(FIRST, text)).text).not.toContain('Parser lost its grammar');
  });

  it(
    'takes along what it kept for a workspace that takes it out',
    async () => {
      const pages = join(room.folder, 'data', 'teams', SECOND, 'knowledge');
      await access(pages);
      await room.uninstallSecond();
      await expect(access(pages)).rejects.toThrow('ENOENT');
      expect((await post(addressOf(SECOND), 'TooLate')).text).toContain('has taken it out');
      expect((await room.triage(FIRST, 'the shared error')).text).toContain('Known to all');
      expect(await room.stop((database) => rowsWith(database, SECOND))).toEqual([]);
    },
    STARTING_MS,
  );
});

async function save(team: string, text: string, title: string): Promise<void> {
  const { slack, send } = room;
  slack.react('views.open', () => ({ ok: true, view: { id: 'V1' } }));
  slack.react('views.update', () => ({ ok: true, view: { id: 'V1' } }));
  const { ts } = await slack.as('asker', 'chat.postMessage', { channel: incidents, text });
  const from = { team: { id: team, domain: 'emulate' }, user: { id: ASKER, username: 'a', team_id: team } };
  await send.interaction({
    type: 'message_action',
    callback_id: 'save_message',
    channel: { id: incidents, name: 'incidents' },
    message_ts: ts,
    message: { type: 'message', ts, text, user: ASKER },
    ...from,
  });
  const view = asRecord((await slack.next('views.update')).args.view);
  const typed = { title, system: 'billing', causes: 'A close was cut off.', steps: 'End it.' };
  const values = asList(view.blocks).flatMap(({ type, block_id: id, element }) => {
    const value = Reflect.get(typed, String(id)) ?? asRecord(element).initial_value ?? null;
    return type === 'input' ? [[String(id), { text: { type: 'plain_text_input', value } }]] : [];
  });
  const { body } = await send.interaction({
    type: 'view_submission',
    view: { id: 'V1', type: 'modal', ...view, state: { values: Object.fromEntries(values) } },
    ...from,
  });
  expect(JSON.parse(body).response_action).toBe('update');
  const shown = asRecord((await slack.next('views.update')).args.view);
  expect(JSON.stringify(shown)).toContain('Saved');
  expect(await posted(title)).toMatchObject({ team });
}

/** Tables with rows that name a workspace. */
async function rowsWith(database: Database, team: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const schema of ['pasteur', 'pasteur_jobs']) {
    for (const { name } of await tablesOf(database, schema)) {
      const rows = await database.query(`SELECT 1 FROM ${schema}.${name} t WHERE strpos(t::text, $1) > 0`, [
        team,
      ]);
      if (rows.length > 0) found.push(`${name}: ${rows.length}`);
    }
  }
  return found;
}
