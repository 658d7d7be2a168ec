import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { pageWith } from '../support/pages.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from '../support/slack-deliveries.ts';
import {
  ASKER,
  asList,
  BOT_TOKEN,
  type SlackWorkspace,
  startSlackWorkspace,
} from '../support/slack-workspace.ts';

const UNKNOWN = 'ERROR the moon is late';

let folder: string;
let slack: SlackWorkspace;
let send: Deliveries;
let model: ModelServer;
let app: RunningApp | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-summary-'));
  writeFileSync(join(folder, 'one.md'), pageWith('One', ['"the only known error"']));
  slack = await startSlackWorkspace();
  send = await startDeliveries(() => app?.url ?? '');
  model = await startModelServer();
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  await send.close();
  await slack.close();
  await model.close();
  rmSync(folder, { recursive: true });
});

async function start(more: Readonly<Record<string, string>>): Promise<void> {
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
    environment: { PATH: process.env.PATH, ...environment, ...more },
  });
}

async function say(text: string): Promise<Record<string, unknown>> {
  const channel = await slack.directMessage();
  const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text });
  await send.event({ type: 'message', channel_type: 'im', channel, user: ASKER, ts, text });
  return (await slack.next('chat.postMessage')).args;
}

test('what was sent is known over restarts, and a summary that died with its process is ended', async () => {
  const settings = {
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'test-model',
    PASTEUR_SUMMARY: 'direct-messages',
  };
  await start(settings);
  await say(UNKNOWN);
  const { args } = await slack.next('chat.update');
  const buttons = asList(args.blocks).flatMap(({ elements }) => asList(elements));
  const sent = buttons.find(({ action_id }) => action_id === 'summary_sent');
  await app?.stop();
  app = undefined;

  // A process that was killed while it waited for the model leaves this.
  const left = await openStore({
    folder: join(folder, 'data', 'database'),
    log: createLogger('silent'),
    queues: {},
  });
  await left.summaries.log.start({ id: 'left-behind', asked: undefined, runSeconds: 600 });
  await left.summaries.log.place('left-behind', {
    channel: String(args.channel),
    ts: String(args.ts),
    isStream: false,
  });
  await left.close();

  await start(settings);
  expect((await slack.next('chat.update')).args).toMatchObject({
    ts: args.ts,
    text: expect.stringContaining('cut off by a restart'),
  });
  await send.interaction({
    type: 'block_actions',
    trigger_id: await slack.triggerId(),
    container: { type: 'message', message_ts: args.ts, channel_id: args.channel, is_ephemeral: false },
    channel: { id: args.channel, name: 'directmessage' },
    message: { ts: args.ts },
    actions: [{ ...sent, block_id: 'b', action_ts: '1' }],
  });
  expect(JSON.stringify((await slack.next('views.open')).args.view)).toContain(UNKNOWN);
}, 120_000);
