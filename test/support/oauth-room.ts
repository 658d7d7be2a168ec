import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { createMailbox } from './mailbox.ts';
import { pageWith } from './pages.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from './slack-deliveries.ts';
import {
  APP_ID,
  ASKER,
  asList,
  asRecord,
  BOT_ID,
  BOT_TOKEN,
  BOT_USER,
  CLIENT_ID,
  CLIENT_SECRET,
  type SlackWorkspace,
  startSlackWorkspace,
} from './slack-workspace.ts';

/** Workspaces; the second one has the token of the tests, the first one that which the emulated Slack gives. */
export const FIRST = 'T000000001';
export const SECOND = 'T000000002';
export const UNKNOWN = 'T000000009';

/** A start takes its time on a busy machine. */
export const STARTING_MS = 100_000;

type Message = Record<string, unknown>;

/** A Pasteur that several workspaces of an emulated Slack can install, with a page that all of them know. */
export interface OAuthRoom {
  readonly slack: SlackWorkspace;
  readonly send: Deliveries;
  readonly folder: string;
  /** Address of a path of the running app. */
  at(path: string): string;
  /** Opens the page that installs, as a browser does. */
  begin(): Promise<{ readonly url: URL; readonly cookie: string; readonly state: string }>;
  finish(state: string, cookie: string): Promise<Response>;
  install(): Promise<void>;
  /** Installs it in the workspace that the emulator does not have. */
  installSecond(): Promise<void>;
  triage(team: string, text: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Mentions the bot in a channel about a text; gives its answer. */
  ask(team: string, channel: string, text: string): Promise<Message>;
  press(team: string, channel: string, message: Message, actionId: string): Promise<unknown>;
  /** Takes Pasteur out of the second workspace, and waits until it is gone. */
  uninstallSecond(): Promise<void>;
  /** Waits for a line of the log with these words. */
  saw(words: string): Promise<string>;
  logged(): string;
  /** Stops the app and does something with its database. */
  stop<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** The same, and then starts it again. */
  restart(work: (database: Database) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface OAuthRoomOptions {
  /** Further settings; they see the folder of the test. */
  readonly environment?: (folder: string) => Readonly<Record<string, string>>;
  /** Called before the start, such as to write pages. */
  readonly prepare?: (folder: string) => Promise<void>;
}

export async function startOAuthRoom({ environment, prepare }: OAuthRoomOptions = {}): Promise<OAuthRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-oauth-'));
  await writeFile(join(folder, 'shared.md'), pageWith('Known to all', ['"the shared error"']));
  await prepare?.(folder);
  const slack = await startSlackWorkspace();
  const lines = createMailbox<string>();
  const logged: string[] = [];
  const settings = {
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
    ...environment?.(folder),
  };
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      lines.put(String(chunk));
      done();
    },
  });
  const start = (): Promise<RunningApp> =>
    startApp({
      settings: readSettings(settings),
      log: createLogger('info', sink),
      now: Date.now,
      environment: settings,
      alertPace: { restMs: 0, againSeconds: 0 },
    });
  let app = await start();
  const stop: OAuthRoom['stop'] = async (work) => {
    await app.stop();
    const database = await openDatabase({ folder: join(folder, 'data', 'database') });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const send = await startDeliveries(() => app.url ?? '');
  const at = (path: string) => new URL(path, app.url).href;
  const begin: OAuthRoom['begin'] = async () => {
    const response = await fetch(at('/slack/install'));
    const [, link = ''] = /href="([^"]+oauth\/v2\/authorize[^"]+)"/.exec(await response.text()) ?? [];
    const url = new URL(link.replaceAll('&amp;', '&'));
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { url, cookie, state: url.searchParams.get('state') ?? '' };
  };
  const finish: OAuthRoom['finish'] = async (state, cookie) => {
    const location = await slack.authorize({ redirectUri: at('/slack/oauth_redirect'), state });
    return fetch(location, { headers: { cookie } });
  };
  const install = async () => {
    const { state, cookie } = await begin();
    const { status } = await finish(state, cookie);
    if (status !== 200) throw new Error(`the installation was answered with ${status}`);
  };
  const saw: OAuthRoom['saw'] = async (words) => {
    for (;;) {
      const line = await lines.take();
      if (line.includes(words)) return line;
    }
  };
  return {
    slack,
    send,
    folder,
    at,
    begin,
    finish,
    install,
    saw,
    logged: () => logged.join(''),
    installSecond: async () => {
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
    },
    triage: async (team, text) => {
      const { status } = await send.command(text, { team_id: team });
      // What it tells of pages and what it tells of alerts are two answers.
      const answers = [await send.responded(), ...(text === 'status' ? [await send.responded()] : [])];
      return { status, text: JSON.stringify(answers) };
    },
    ask: async (team, channel, text) => {
      const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text });
      await send.event({ type: 'app_mention', channel, user: ASKER, ts, text }, { team_id: team });
      while ((await slack.next('chat.postMessage')).args.thread_ts !== ts);
      const { messages } = await slack.as('asker', 'conversations.replies', { channel, ts });
      return asRecord(asList(messages).at(-1));
    },
    press: (team, channel, message, actionId) => {
      const buttons = asList(message.blocks).flatMap(({ elements }) => asList(elements));
      const button = buttons.find(({ action_id }) => action_id === actionId);
      if (button === undefined) throw new Error(`no button ${actionId}`);
      return send.interaction({
        type: 'block_actions',
        team: { id: team, domain: 'emulate' },
        user: { id: ASKER, username: 'someone', team_id: team },
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channel,
          is_ephemeral: false,
          thread_ts: message.thread_ts,
        },
        channel: { id: channel, name: 'incidents' },
        message,
        actions: [{ ...button, block_id: 'b', action_ts: '1' }],
      });
    },
    uninstallSecond: async () => {
      slack.react('auth.test', () => ({ ok: false, error: 'account_inactive' }));
      await send.event({ type: 'app_uninstalled' }, { team_id: SECOND });
      await saw('took Pasteur out');
      slack.react('auth.test', () => undefined);
    },
    stop,
    restart: async (work) => {
      await stop(work);
      app = await start();
    },
    close: async () => {
      await app.stop();
      await send.close();
      await slack.close();
      await rm(folder, { recursive: true });
    },
  };
}
