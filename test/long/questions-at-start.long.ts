import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { pageWith } from '../support/pages.ts';
import { type Deliveries, SIGNING_SECRET, startDeliveries } from '../support/slack-deliveries.ts';
import {
  ASKER,
  asList,
  BOT_TOKEN,
  BOT_USER,
  type SlackWorkspace,
  startSlackWorkspace,
} from '../support/slack-workspace.ts';

const VICTIM = join(import.meta.dirname, '../support/app-victim.ts');
const SHORT = 'the only short error';
const LONG = 'the only long error';
/** More than one message holds. */
const STEPS = Array.from({ length: 40 }, (_, step) => `${step + 1}. ${'Look at it once more. '.repeat(60)}`);

/** So long that the process is gone by then. */
const NEVER_MS = 600_000;

let folder: string;
let slack: SlackWorkspace;
let url: string;
let send: Deliveries;
let app: RunningApp | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pasteur-app-'));
  writeFileSync(join(folder, 'short.md'), pageWith('Short', [`"${SHORT}"`]));
  writeFileSync(
    join(folder, 'long.md'),
    pageWith('Long', [`"${LONG}"`]).replace('1. Do it.', STEPS.join('\n')),
  );
  slack = await startSlackWorkspace();
  send = await startDeliveries(() => url);
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  await send.close();
  await slack.close();
  rmSync(folder, { recursive: true });
});

const environment = () => ({
  PATH: process.env.PATH,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: slack.apiUrl,
  HOST: '127.0.0.1',
  PORT: '0',
  PASTEUR_KNOWLEDGE: folder,
  PASTEUR_DATA: join(folder, 'data'),
});

/** Starts a process of its own, and gives what kills it. */
async function startVictim(): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--import', 'tsx', VICTIM], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', (status) => reject(new Error(`the victim ended by itself with ${status}`)));
  });
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
}

test('questions of a process that was killed before, in and after its answer are answered once by the next', async () => {
  const kill = await startVictim();
  const direct = await slack.directMessage();
  const channel = await slack.channel('incidents');
  const write = async (place: string, text: string) =>
    String((await slack.as('asker', 'chat.postMessage', { channel: place, text })).ts);
  const before = await write(direct, SHORT);
  const half = await write(channel, `<@${BOT_USER}> ${LONG}`);
  const after = await write(direct, SHORT);
  slack.slow('chat.postMessage', NEVER_MS);
  // The first question waits for its answer to be let in, of the others one message stands.
  slack.react('chat.postMessage', ({ thread_ts: ts }) =>
    ts === before ? new Promise(() => undefined) : undefined,
  );
  const ask = (event: Record<string, unknown>) => send.event({ user: ASKER, ...event });
  const isDirect = { type: 'message', channel_type: 'im', channel: direct, text: SHORT };
  const acknowledged = [
    await ask({ ...isDirect, ts: before }),
    await ask({ type: 'app_mention', channel, ts: half, text: `<@${BOT_USER}> ${LONG}` }),
    await ask({ ...isDirect, ts: after }),
  ];
  expect(acknowledged.map(({ status }) => status)).toEqual([200, 200, 200]);
  const replies = async (place: string, ts: string) =>
    asList((await slack.as('bot', 'conversations.replies', { channel: place, ts })).messages).slice(1);
  const posted = async () => (await replies(channel, half)).length + (await replies(direct, after)).length;
  for (let calls = 0; calls < 3; calls++) await slack.next('assistant.threads.setStatus');
  while ((await posted()) < 2) await new Promise((resolve) => setImmediate(resolve));
  await kill();
  slack.slow('chat.postMessage', 0);
  slack.react('chat.postMessage', () => undefined);
  app = await startApp({
    settings: readSettings(environment()),
    log: createLogger('silent'),
    now: Date.now,
    environment: environment(),
  });
  await slack.next('files.completeUploadExternal');
  await slack.next('chat.postMessage');
  // It ends what it works on.
  await app.stop();
  app = undefined;
  const texts = async (place: string, ts: string) =>
    (await replies(place, ts)).map(({ text, files }) => (asList(files).length > 0 ? 'file' : text));
  expect(await texts(direct, before)).toHaveLength(1);
  expect(await texts(direct, after)).toHaveLength(1);
  expect(await texts(channel, half)).toHaveLength(4);
}, 240_000);
