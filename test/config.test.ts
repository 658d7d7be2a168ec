import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERT_SETTING_NAMES } from '../src/alerts/settings.ts';
import { readSettings, SETTING_NAMES, settingFaults } from '../src/config.ts';
import { SUMMARY_SETTING_NAMES } from '../src/summary/settings.ts';

const ROOT = join(import.meta.dirname, '..');

test('no settings at all mean the local workspace with the bundled knowledge', () => {
  expect(readSettings({})).toEqual({
    connection: { kind: 'local' },
    port: 3000,
    host: '0.0.0.0',
    knowledge: [],
    teamKnowledge: new Map(),
    git: {
      pushes: true,
      pushesFolders: false,
      gitHubToken: undefined,
      gitHubApiUrl: 'https://api.github.com',
    },
    dataFolder: './data',
    logLevel: 'info',
    sharedChannels: [],
    watch: { channels: [], bots: [], by: 'members' },
    editors: [],
    keep: { text: 'never', days: 30 },
    digestChannel: undefined,
    arePicturesDrawn: true,
    pagesUrl: undefined,
    databaseUrl: undefined,
    slackApiUrl: undefined,
  });
});

test('an app token connects by Socket Mode, a signing secret alone by HTTP', () => {
  const botToken = `xoxb-${'1'.repeat(12)}-example`;
  expect(readSettings({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: 'xapp-1-example' }).connection.kind).toBe(
    'socket',
  );
  expect(
    readSettings({ SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: 'a'.repeat(32) }).connection.kind,
  ).toBe('http');
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ SLACK_BOT_TOKEN: '', PORT: '' })).toMatchObject({
    connection: { kind: 'local' },
    port: 3000,
  });
});

test('a GitHub token with a space is a fault that does not show it', () => {
  expect(settingFaults({ GITHUB_TOKEN: 'ghp_secret and more', PASTEUR_GIT_PUSH: 'maybe' })).toEqual([
    'PASTEUR_GIT_PUSH must be on, all or off, got "maybe"',
    'GITHUB_TOKEN must be a token: letters, digits and signs, no spaces, got a text of 19 characters',
  ]);
});

test('all faults are told at once, each with what was expected and what came, and no secret', () => {
  const environment = {
    PORT: 'http',
    PASTEUR_LOG_LEVEL: 'loud',
    SLACK_BOT_TOKEN: 'hunter2-secret',
    PASTEUR_PAGES_URL: 'wiki',
  };
  expect(() => readSettings(environment)).toThrow(
    expect.objectContaining({
      code: 'SETTINGS_INVALID',
      message: expect.stringMatching(
        /5 faults[\s\S]*SLACK_BOT_TOKEN must start with xoxb-[\s\S]*PORT must be a whole number from 0 to 65535, got "http"[\s\S]*PASTEUR_LOG_LEVEL must be one of[\s\S]*got "loud"[\s\S]*PASTEUR_PAGES_URL[\s\S]*alone does not connect/,
      ),
    }),
  );
  expect(() => readSettings(environment)).not.toThrow(/hunter2/);
});

test('faults of other parts are told with its own', () => {
  expect(() =>
    readSettings({ PORT: 'x', DATABASE_URL: 'mysql://u:hunter2@db/x' }, ['ANOTHER is wrong']),
  ).toThrow(
    /3 faults[\s\S]*PORT[\s\S]*DATABASE_URL must be an address like postgres:[^"]*got a text of 22 characters[\s\S]*ANOTHER is wrong/,
  );
});

test.each([
  ['a bot token alone', { SLACK_BOT_TOKEN: 'xoxb-1' }, /alone does not connect/],
  ['an app token alone', { SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN is missing/],
  ['a port out of range', { PORT: '70000' }, /0 to 65535/],
])('%s is refused with the cure', (_name, environment, message) => {
  expect(() => readSettings(environment)).toThrow(message);
});

test.each(['.env.example', 'README.md'])('%s names every setting', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  expect(
    [...SETTING_NAMES, ...ALERT_SETTING_NAMES, ...SUMMARY_SETTING_NAMES].filter(
      (name) => !text.includes(name),
    ),
  ).toEqual([]);
});

describe('more than one workspace', () => {
  const key = Buffer.alloc(32, 7);
  const oauth = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'client-secret',
    SLACK_STATE_SECRET: 'a-state-secret-of-24-chars',
    SLACK_SIGNING_SECRET: 'a'.repeat(32),
    PASTEUR_TOKEN_KEY: `${key.toString('base64')}, ${key.toString('hex')}`,
  };

  test('is set up by the client id and what goes with it, with keys in either notation', () => {
    expect(readSettings(oauth).connection).toEqual({
      kind: 'oauth',
      signingSecret: 'a'.repeat(32),
      clientId: '1.2',
      clientSecret: 'client-secret',
      stateSecret: 'a-state-secret-of-24-chars',
      tokenKeys: [key, key],
    });
  });

  test('names all that is missing or too much, Socket Mode among it', () => {
    const environment = {
      SLACK_CLIENT_ID: '1.2',
      SLACK_APP_TOKEN: 'xapp-1-example',
      SLACK_BOT_TOKEN: 'xoxb-1-example',
    };
    expect(settingFaults(environment).map((fault) => fault.split(' ')[0])).toEqual([
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'PASTEUR_TOKEN_KEY',
      'SLACK_SIGNING_SECRET',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
    ]);
    expect(settingFaults({ PASTEUR_TOKEN_KEY: key.toString('hex') })).toEqual([
      expect.stringContaining('SLACK_CLIENT_ID is missing'),
    ]);
  });

  test('wants keys of 32 bytes and shows none', () => {
    const [fault, ...others] = settingFaults({
      ...oauth,
      PASTEUR_TOKEN_KEY: `${oauth.PASTEUR_TOKEN_KEY},dG9vc2hvcnQ=`,
    });
    expect(fault).toMatch(/^PASTEUR_TOKEN_KEY must be keys of 32 bytes .*, got a text of \d+ characters$/);
    expect(others).toEqual([]);
  });

  test('may have knowledge for each', () => {
    const environment = {
      ...oauth,
      PASTEUR_KNOWLEDGE_T0123456789: 'pages/one, pages/two',
      PASTEUR_KNOWLEDGE_T0000000001: '',
    };
    expect(readSettings(environment).teamKnowledge).toEqual(
      new Map([['T0123456789', ['pages/one', 'pages/two']]]),
    );
    expect(settingFaults({ ...oauth, PASTEUR_KNOWLEDGE_OPS: 'pages' })).toEqual([
      expect.stringContaining('PASTEUR_KNOWLEDGE_OPS must end with the id of a workspace'),
    ]);
    expect(settingFaults({ PASTEUR_KNOWLEDGE_T0123456789: 'pages' })).toEqual([
      expect.stringContaining('set PASTEUR_KNOWLEDGE for the only one'),
    ]);
  });
});
