import type { Finding } from '../../../src/finding.ts';
import { createLogger } from '../../../src/log.ts';
import { type ExamineSlackOptions, examineSlack } from '../../../src/slack/doctor/examine-slack.ts';
import { SCOPE_PURPOSES } from '../../../src/slack/doctor/scope-purposes.ts';
import {
  asRecord,
  BOT_TOKEN,
  BOT_USER,
  manifestScopes,
  type SlackWorkspace,
  startSlackWorkspace,
} from '../../support/slack-workspace.ts';

const scopes = manifestScopes();
let slack: SlackWorkspace;
const start = async (granted: readonly string[] = scopes) => {
  slack = await startSlackWorkspace(granted);
};
afterEach(() => slack.close());

const examine = (options: Partial<ExamineSlackOptions> = {}): Promise<readonly Finding[]> =>
  examineSlack({
    botToken: BOT_TOKEN,
    appToken: undefined,
    slackApiUrl: slack.apiUrl,
    scopes,
    channels: [],
    sharedChannels: [],
    log: createLogger('silent'),
    ...options,
  });
const watched = (channel: string) => ({ channels: [{ channel, use: 'watch' as const }] });

it('says that a token with all scopes of the manifest is well, and whose it is', async () => {
  await start();
  expect(await examine()).toEqual([
    { check: 'token', level: 'ok', message: 'is that of pasteur in Emulate' },
    { check: 'scopes', level: 'ok', message: `all ${scopes.length} of manifest.yml are granted` },
  ]);
});

it('names each missing scope with what it is for, and says what to do', async () => {
  await start(scopes.filter((scope) => scope !== 'files:read' && scope !== 'im:history'));
  const missing = (await examine()).filter(({ level }) => level === 'fail');
  expect(missing.map(({ message }) => message)).toEqual([
    'files:read is missing, which is for reading snippets and log files',
    'im:history is missing, which is for hearing direct messages',
  ]);
  expect(missing[0]?.cure).toContain('install the app again');
});

it('warns of scopes that Pasteur does not use', async () => {
  await start([...scopes, 'chat:write.customize']);
  expect(await examine()).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining('chat:write.customize') }),
  );
});

it('has a purpose for every scope of the manifest, and no other', async () => {
  await start();
  expect(Object.keys(SCOPE_PURPOSES).sort()).toEqual([...scopes].sort());
});

it('asks nothing more of a Slack that refuses the token', async () => {
  await start();
  slack.react('auth.test', () => ({ ok: false, error: 'invalid_auth' }));
  const findings = await examine({ botToken: 'xoxb-wrong', channels: watched('#incidents').channels });
  expect(findings).toEqual([
    expect.objectContaining({
      check: 'token',
      level: 'fail',
      message: expect.stringMatching(/refuses it \(invalid_auth\)/),
    }),
  ]);
  expect(JSON.stringify(findings)).not.toContain('xoxb-wrong');
});

it('tells a Slack that cannot be reached from one that refuses', async () => {
  await start();
  const [finding] = await examine({ slackApiUrl: 'http://127.0.0.1:9/api/' });
  expect(finding).toMatchObject({ level: 'fail', cure: expect.stringContaining('SLACK_API_URL') });
});

it('says that Socket Mode opens, or why not', async () => {
  await start();
  expect(await examine({ appToken: 'xapp-1-x' })).toContainEqual(
    expect.objectContaining({
      check: 'connection',
      level: 'fail',
      message: 'Slack refuses it (not_allowed_token_type)',
      cure: expect.stringContaining('connections:write'),
    }),
  );
  slack.react('apps.connections.open', () => ({ ok: true, url: 'wss://127.0.0.1/' }));
  expect(await examine({ appToken: 'xapp-1-x' })).toContainEqual(
    expect.objectContaining({ check: 'connection', level: 'ok' }),
  );
});

describe('a channel', () => {
  beforeEach(() => start());

  const invited = async (name: string) => {
    const channel = await slack.channel(name);
    await slack.as('asker', 'conversations.join', { channel });
    await slack.as('asker', 'conversations.invite', { channel, users: BOT_USER });
    return channel;
  };
  const last = async (options: Partial<ExamineSlackOptions>) => (await examine(options)).at(-1);
  const looksLike = (more: Record<string, unknown>) =>
    slack.react('conversations.info', async ({ channel }) => {
      const reply = await slack.as('bot', 'conversations.info', { channel });
      return { ...reply, channel: { ...asRecord(reply.channel), ...more } };
    });

  it('is well by name and by id once Pasteur is in it', async () => {
    const id = await invited('incidents');
    expect(await last(watched('#incidents'))).toMatchObject({
      level: 'ok',
      message: '#incidents has Pasteur in it',
    });
    expect(await last(watched(id))).toMatchObject({ level: 'ok' });
  });

  it('wants an invitation where Pasteur is not in it', async () => {
    const channel = await slack.channel('incidents');
    expect(await last({ channels: [{ channel, use: 'alerts' }] })).toMatchObject({
      check: 'alert channel',
      level: 'fail',
      message: expect.stringContaining('does not have Pasteur in it, so alerts cannot be posted'),
      cure: expect.stringContaining('/invite'),
    });
  });

  it('is missing where no channel has its name or id', async () => {
    expect(await last(watched('#nowhere'))).toMatchObject({
      level: 'fail',
      message: expect.stringContaining('does not exist'),
    });
    expect(await last(watched('C9999999999'))).toMatchObject({
      level: 'fail',
      message: expect.stringContaining('does not exist'),
    });
  });

  it('cannot be used when it is archived', async () => {
    const id = await invited('incidents');
    looksLike({ is_archived: true });
    expect(await last(watched(id))).toMatchObject({
      level: 'fail',
      message: expect.stringContaining('is archived'),
    });
  });

  it('cannot be used when another company reads along, unless that is allowed', async () => {
    const id = await invited('incidents');
    looksLike({ is_ext_shared: true });
    expect(await last(watched(id))).toMatchObject({
      level: 'fail',
      cure: expect.stringContaining(`name ${id} in PASTEUR_SHARED_CHANNELS`),
    });
    expect(await last({ ...watched(id), sharedChannels: [id] })).toMatchObject({ level: 'ok' });
  });
});
