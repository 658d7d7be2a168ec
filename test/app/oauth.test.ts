import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { createMailbox } from '../support/mailbox.ts';
import { pageWith } from '../support/pages.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from '../support/slack-deliveries.ts';
import {
  APP_ID,
  BOT_ID,
  BOT_TOKEN,
  BOT_USER,
  CLIENT_ID,
  CLIENT_SECRET,
  type SlackWorkspace,
  startSlackWorkspace,
} from '../support/slack-workspace.ts';

const FIRST = 'T000000001';
const SECOND = 'T000000002';
const UNKNOWN = 'T000000009';

let folder: string;
let slack: SlackWorkspace;
let app: RunningApp;
let send: Deliveries;
const lines = createMailbox<string>();
const logged: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-oauth-'));
  await writeFile(join(folder, 'shared.md'), pageWith('Known to all', ['"the shared error"']));
  await writeFile(join(folder, 'own.md'), pageWith('Known to the second', ['"the second error"']));
  slack = await startSlackWorkspace();
  const environment = {
    SLACK_CLIENT_ID: CLIENT_ID,
    SLACK_CLIENT_SECRET: CLIENT_SECRET,
    SLACK_STATE_SECRET: randomBytes(24).toString('hex'),
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    PASTEUR_TOKEN_KEY: randomBytes(32).toString('base64'),
    SLACK_API_URL: slack.apiUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    PASTEUR_DATA: join(folder, 'data'),
    PASTEUR_KNOWLEDGE: join(folder, 'shared.md'),
    [`PASTEUR_KNOWLEDGE_${SECOND}`]: join(folder, 'own.md'),
  };
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      lines.put(String(chunk));
      done();
    },
  });
  app = await startApp({
    settings: readSettings(environment),
    log: createLogger('info', sink),
    now: Date.now,
    environment,
  });
  send = await startDeliveries(() => app.url ?? '');
});
afterAll(async () => {
  await app.stop();
  await send.close();
  await slack.close();
  await rm(folder, { recursive: true });
});

const at = (path: string) => new URL(path, app.url).href;

/** Opens the page that installs, as a browser does. */
const begin = async () => {
  const response = await fetch(at('/slack/install'));
  const [, link = ''] = /href="([^"]+oauth\/v2\/authorize[^"]+)"/.exec(await response.text()) ?? [];
  const url = new URL(link.replaceAll('&amp;', '&'));
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { url, cookie, state: url.searchParams.get('state') ?? '' };
};
const finish = async (state: string, cookie: string) => {
  const location = await slack.authorize({ redirectUri: at('/slack/oauth_redirect'), state });
  return fetch(location, { headers: { cookie } });
};
const install = async () => {
  const { state, cookie } = await begin();
  expect((await finish(state, cookie)).status).toBe(200);
};
/** Slack's answer for a workspace that the emulator does not have. */
const installSecond = async () => {
  slack.react('oauth.v2.access', () => ({
    ok: true,
    access_token: BOT_TOKEN,
    token_type: 'bot',
    scope: 'chat:write',
    bot_user_id: BOT_USER,
    app_id: APP_ID,
    team: { id: SECOND, name: 'Second' },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: 'U000000002' },
  }));
  slack.react('auth.test', () => ({ ok: true, bot_id: BOT_ID, user_id: BOT_USER, team: 'Second' }));
  await install();
  slack.react('oauth.v2.access', () => undefined);
  slack.react('auth.test', () => undefined);
};
const triage = async (team: string, text: string) => {
  const { status } = await send.command(text, { team_id: team });
  return { status, text: String((await send.responded()).text) };
};
const saw = async (words: string) => {
  while (!(await lines.take()).includes(words));
};

it('asks Slack for the scopes of the manifest', async () => {
  const { url } = await begin();
  expect(url.searchParams.get('client_id')).toBe(CLIENT_ID);
  expect(url.searchParams.get('scope')?.split(',')).toEqual(
    expect.arrayContaining(['chat:write', 'commands']),
  );
});

it('serves a workspace once it has installed Pasteur, with the token of that workspace', async () => {
  expect((await send.command('the shared error', { team_id: FIRST })).status).not.toBe(200);
  await install();
  expect((await triage(FIRST, 'the shared error')).text).toContain('Known to all');
  const channel = await slack.directMessage();
  const event = {
    type: 'message',
    channel_type: 'im',
    channel,
    user: 'U000000001',
    ts: '1700000000.000100',
    text: 'the shared error',
  };
  await send.event(event);
  const { token } = await slack.next('chat.postMessage');
  expect(token).toMatch(/^xoxb-/);
  expect(token).not.toBe(BOT_TOKEN);
  expect(logged.join('')).not.toContain(token);
});

it('refuses a state that it did not give, and one that another browser began with', async () => {
  const { state, cookie } = await begin();
  const before = slack.calls('oauth.v2.access').length;
  expect((await finish('made-up', 'slack-app-oauth-state=made-up')).status).toBe(400);
  expect((await finish(state, '')).status).toBe(400);
  expect((await finish(state, 'slack-app-oauth-state=another')).status).toBe(400);
  expect(slack.calls('oauth.v2.access')).toHaveLength(before);
  expect((await finish(state, cookie)).status).toBe(200);
});

it('answers each workspace from its own knowledge and with its own token', async () => {
  await installSecond();
  expect((await triage(SECOND, 'the second error')).text).toContain('Known to the second');
  expect((await triage(SECOND, 'the shared error')).text).not.toContain('Known to all');
  expect((await triage(FIRST, 'the second error')).text).not.toContain('Known to the second');
  const channel = await slack.directMessage();
  const event = {
    type: 'message',
    channel_type: 'im',
    channel,
    user: 'U000000001',
    ts: '1700000000.000200',
    text: 'the second error',
  };
  await send.event(event, { team_id: SECOND });
  expect((await slack.next('chat.postMessage')).token).toBe(BOT_TOKEN);
});

it('does not answer a workspace that has not installed it', async () => {
  expect((await send.command('the shared error', { team_id: UNKNOWN })).status).not.toBe(200);
});

it('keeps a workspace when a person takes their own token back, or when it came back meanwhile', async () => {
  await send.event({ type: 'tokens_revoked', tokens: { oauth: ['U000000001'] } }, { team_id: SECOND });
  slack.react('auth.test', () => ({ ok: true }));
  await send.event({ type: 'app_uninstalled' }, { team_id: SECOND });
  await saw('has installed Pasteur again');
  expect((await triage(SECOND, 'the second error')).text).toContain('Known to the second');
});

it('forgets a workspace that takes it out, and no other', async () => {
  slack.react('auth.test', () => ({ ok: false, error: 'account_inactive' }));
  await send.event({ type: 'app_uninstalled' }, { team_id: SECOND });
  await saw('took Pasteur out');
  expect((await send.command('the second error', { team_id: SECOND })).status).not.toBe(200);
  expect((await triage(FIRST, 'the shared error')).text).toContain('Known to all');
});
