import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { pageWith } from '../support/pages.ts';
import { runCli } from '../support/run-cli.ts';
import {
  asList,
  asRecord,
  BOT_TOKEN,
  BOT_USER,
  type SlackWorkspace,
  startSlackWorkspace,
} from '../support/slack-workspace.ts';

let folder: string;
let slack: SlackWorkspace;
let environment: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-doctor-'));
  await writeFile(join(folder, 'known.md'), pageWith('Known', ['"the only known error"']));
  slack = await startSlackWorkspace();
  slack.react('apps.connections.open', () => ({ ok: true, url: 'wss://127.0.0.1/' }));
  environment = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: 'xapp-1-example',
    SLACK_API_URL: slack.apiUrl,
    PASTEUR_KNOWLEDGE: join(folder, 'known.md'),
    PASTEUR_DATA: join(folder, 'data'),
  };
});
afterEach(async () => {
  await slack.close();
  await rm(folder, { recursive: true });
});

const doctor = async (more: Record<string, string> = {}) => {
  const run = await runCli(['doctor', '--json'], { environment: { ...environment, ...more } });
  const { isWell, findings } = asRecord(JSON.parse(run.stdout));
  return { ...run, isWell, findings: asList(findings) };
};

it('ends with 0 and a line for each part when all is well', async () => {
  const { status, stdout } = await runCli(['doctor'], { environment });
  expect(stdout.split('\n').map((line) => line.split(/\s{2,}/, 2))).toEqual([
    ['ok', 'settings'],
    ['ok', 'knowledge'],
    ['ok', 'token'],
    ['ok', 'scopes'],
    ['ok', 'connection'],
    ['ok', 'database'],
    ['ok', 'alerts'],
    ['ok', 'model'],
    [''],
  ]);
  expect(status).toBe(0);
});

it('tells all faults of the settings at once, and no secret', async () => {
  const { status, stdout, findings } = await doctor({
    SLACK_BOT_TOKEN: 'hunter2-secret',
    PORT: 'http',
    OPENAI_BASE_URL: 'model',
    PASTEUR_GRAFANA_SECRET: 'short',
  });
  expect(status).toBe(1);
  expect(findings.map(({ level, message }) => [level, String(message).split(' ')[0]])).toEqual([
    ['fail', 'SLACK_BOT_TOKEN'],
    ['fail', 'PORT'],
    ['fail', 'PASTEUR_GRAFANA_SECRET'],
    ['fail', 'PASTEUR_ALERT_CHANNEL'],
    ['fail', 'OPENAI_BASE_URL'],
  ]);
  expect(stdout).not.toMatch(/hunter2|short"/);
});

it('warns where no Slack is set up, and ends with 0', async () => {
  const { status, findings } = await doctor({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' });
  expect(findings).toContainEqual(expect.objectContaining({ check: 'token', level: 'warn' }));
  expect(status).toBe(0);
});

it('names the fault of a page and goes on', async () => {
  await writeFile(
    join(folder, 'broken.md'),
    '---\ntitle: Late\nrules: [{pattern: "("}]\n---\n## Steps\n1. Do it.\n',
  );
  const { status, findings } = await doctor({ PASTEUR_KNOWLEDGE: folder });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: 'knowledge',
      level: 'warn',
      message: expect.stringContaining('broken.md:3'),
    }),
  );
  expect(status).toBe(0);
});

it('fails where the knowledge is not there or holds no entry', async () => {
  const missing = await doctor({ PASTEUR_KNOWLEDGE: join(folder, 'nowhere') });
  expect(missing.findings).toContainEqual(expect.objectContaining({ check: 'knowledge', level: 'fail' }));
  expect(missing.status).toBe(1);
});

it('looks at the channels that the settings name', async () => {
  const channel = await slack.channel('incidents');
  const named = { PASTEUR_ALERT_CHANNEL: '#incidents', PASTEUR_WATCH_CHANNELS: '#nowhere' };
  const before = await doctor(named);
  expect(before.findings.filter(({ level }) => level === 'fail').map(({ check }) => check)).toEqual([
    'alert channel',
    'watched channel',
  ]);
  await slack.as('asker', 'conversations.join', { channel });
  await slack.as('asker', 'conversations.invite', { channel, users: BOT_USER });
  expect((await doctor(named)).findings).toContainEqual(
    expect.objectContaining({ check: 'alert channel', level: 'ok' }),
  );
});

it('names the systems that may post alerts and the address to post to', async () => {
  const { findings } = await doctor({
    PASTEUR_GRAFANA_SECRET: 'long-enough',
    PASTEUR_ALERT_CHANNEL: '#incidents',
    PORT: '0',
  });
  expect(findings.filter(({ check }) => check === 'alerts').map(({ message }) => message)).toEqual([
    'taken at /alerts/grafana, and posted to #incidents',
    'the start takes a free port; monitoring systems post there',
  ]);
});

it('warns over HTTP where another program has the port', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = String(typeof address === 'object' ? address?.port : '');
  const http = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 'a'.repeat(32), HOST: '127.0.0.1' };
  const taken = await doctor({ ...http, PORT: port });
  expect(taken.findings).toContainEqual(
    expect.objectContaining({
      check: 'connection',
      level: 'warn',
      message: expect.stringContaining('/slack/events'),
    }),
  );
  await new Promise((resolve) => other.close(resolve));
  const free = await doctor({ ...http, PORT: port });
  expect(free.findings).toContainEqual(expect.objectContaining({ check: 'connection', level: 'ok' }));
});

it('looks at the address that workspaces install Pasteur at, where there is more than one', async () => {
  const { findings, status } = await doctor({
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: 'a'.repeat(32),
    SLACK_CLIENT_ID: '1.1',
    SLACK_CLIENT_SECRET: 'client-secret',
    SLACK_STATE_SECRET: 'a-state-secret-of-24-chars',
    PASTEUR_TOKEN_KEY: 'ab'.repeat(32),
    HOST: '127.0.0.1',
    PORT: '0',
  });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: 'connection',
      message: expect.stringContaining('/slack/oauth_redirect'),
    }),
  );
  expect(status).toBe(0);
});

it('leaves a database that Pasteur has open alone', async () => {
  const store = await openStore({
    folder: join(folder, 'data/database'),
    log: createLogger('silent'),
    queues: {},
  });
  const { findings, status } = await doctor();
  await store.close();
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'database', level: 'warn', message: 'another process has its folder' }),
  );
  expect(status).toBe(0);
  expect((await doctor()).findings).toContainEqual(
    expect.objectContaining({
      check: 'database',
      level: 'ok',
      message: expect.stringContaining('the newest'),
    }),
  );
});

it('fails where PostgreSQL does not answer, and does not show its password', async () => {
  const { findings, status, stdout } = await doctor({
    DATABASE_URL: 'postgres://pasteur:hunter2@127.0.0.1:9/pasteur',
  });
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: 'database',
      level: 'fail',
      message: expect.stringContaining(
        'PostgreSQL at 127.0.0.1:9 (database pasteur, user pasteur) did not answer',
      ),
    }),
  );
  expect(status).toBe(1);
  expect(stdout).not.toContain('hunter2');
});

describe('with a model', () => {
  let model: ModelServer;
  beforeEach(async () => {
    model = await startModelServer({ apis: ['chat'] });
  });
  afterEach(() => model.close());

  const withModel = () =>
    doctor({ OPENAI_API_KEY: 'sk-very-secret', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'small' });
  const host = () => new URL(model.url).host;

  it('asks it one question, of nobody’s text', async () => {
    model.react({ say: '{"ok": true}' });
    expect((await withModel()).findings.at(-1)).toEqual({
      check: 'model',
      level: 'ok',
      message: `small at ${host()} answers (890 tokens)`,
    });
    expect(model.calls).toHaveLength(1);
  });

  it('fails where the server refuses the key, and does not show it', async () => {
    model.react({
      status: 401,
      body: '{"error":{"message":"no such key sk-very-secret","code":"invalid_api_key"}}',
    });
    const { findings, stdout, status } = await withModel();
    expect(findings.at(-1)).toMatchObject({
      check: 'model',
      level: 'fail',
      cure: expect.stringContaining('OPENAI_API_KEY'),
    });
    expect(stdout).not.toContain('sk-very-secret');
    expect(status).toBe(1);
  });

  it('fails where the server does not have the model', async () => {
    model.react({ status: 404, body: '{"error":{"message":"no such model","code":"model_not_found"}}' });
    expect((await withModel()).findings.at(-1)).toMatchObject({
      level: 'fail',
      cure: expect.stringContaining('OPENAI_MODEL'),
    });
  });
});

it('explains itself and its exit status', async () => {
  const { stdout } = await runCli(['doctor', '--help']);
  expect(stdout).toContain('Exit status: 0 nothing fails');
});
