import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { pageWith } from '../support/pages.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from '../support/slack-deliveries.ts';
import { ASKER, BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';

const ERROR = 'the only known error';

let folder: string;
let slack: SlackWorkspace;
let send: Deliveries;
let app: RunningApp | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-app-'));
  writeFileSync(join(folder, 'one.md'), pageWith('One', [`"${ERROR}"`]));
  slack = await startSlackWorkspace();
  send = await startDeliveries(() => app?.url ?? '');
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  await send.close();
  await slack.close();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  const environment = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    PASTEUR_KNOWLEDGE: folder,
    PASTEUR_DATA: join(folder, 'data'),
  };
  app = await startApp({
    settings: readSettings(environment),
    log: createLogger('silent'),
    now: Date.now,
    environment: { PATH: process.env.PATH, ...environment },
  });
}

test('a delivery that was answered before a restart is not answered again, and its pastes are still known', async () => {
  await start();
  const channel = await slack.channel('incidents');
  const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text: ERROR });
  const mention = { type: 'app_mention', channel, user: ASKER, ts, text: ERROR };
  await send.event(mention, { event_id: 'Ev0SAME' });
  await slack.next('chat.postMessage');
  await send.command(ERROR, { channel_id: channel });
  const { blocks } = await send.responded();
  await app?.stop();
  await start();
  await send.event(mention, { event_id: 'Ev0SAME' });
  const value = /"value":"(\{.*?\})"/.exec(JSON.stringify(blocks))?.[1]?.replaceAll('\\"', '"');
  await send.interaction({
    type: 'block_actions',
    container: { type: 'message', is_ephemeral: true, channel_id: channel, message_ts: '1.2' },
    channel: { id: channel, name: 'incidents' },
    actions: [{ type: 'button', action_id: 'answer_why', block_id: 'b', value, action_ts: '1' }],
  });
  expect((await send.responded()).text).toBe('Why this entry was answered.');
  await app?.stop();
  app = undefined;
  expect(slack.calls('chat.postMessage')).toHaveLength(1);
}, 120_000);
