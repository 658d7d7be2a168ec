import { examineSources } from '../../src/alerts/examine-sources.ts';
import { ALERT_SETTING_NAMES, isSetUp, readAlertSettings } from '../../src/alerts/settings.ts';
import { SOURCE_NAMES } from '../../src/alerts/sources/source-names.ts';
import { withTeam } from '../../src/store/current-team.ts';

test('no settings at all let nobody in', () => {
  const { settings, faults } = readAlertSettings({});
  expect(faults).toEqual([]);
  expect(SOURCE_NAMES.filter((source) => isSetUp(source, settings))).toEqual([]);
});

test('each source has a secret of its own', () => {
  for (const source of SOURCE_NAMES) {
    const { settings } = readAlertSettings({ [`PASTEUR_${source.toUpperCase()}_SECRET`]: 'long-enough' });
    expect(SOURCE_NAMES.filter((name) => isSetUp(name, settings))).toEqual([source]);
  }
});

test('a topic alone sets CloudWatch up', () => {
  const { settings } = readAlertSettings({
    PASTEUR_CLOUDWATCH_TOPICS:
      'arn:aws:sns:eu-central-1:123456789012:alarms, arn:aws-cn:sns:cn-north-1:123456789012:a.fifo',
  });
  expect(isSetUp('cloudwatch', settings)).toBe(true);
  expect(settings.topicArns).toHaveLength(2);
});

test('an empty or blank variable counts as not set', () => {
  const { settings, faults } = readAlertSettings(
    Object.fromEntries(ALERT_SETTING_NAMES.map((name) => [name, ' '])),
  );
  expect(faults).toEqual([]);
  expect(settings).toEqual(readAlertSettings({}).settings);
});

test('tells all faults at once, with what was expected and no secret', () => {
  const { faults } = readAlertSettings({
    PASTEUR_GRAFANA_SECRET: 'hunter2',
    PASTEUR_SENTRY_SECRET: 'long-enough short',
    PASTEUR_CLOUDWATCH_TOPICS: 'alarms',
    PASTEUR_GRAFANA_SIGNATURE_HEADER: 'X Signed:',
    PASTEUR_ALERT_PACE_MS: '1s',
    PASTEUR_GENERIC_FIELDS: 'title=check.name, name, status=check..state',
  });
  expect(faults).toEqual([
    expect.stringMatching(/^PASTEUR_GRAFANA_SECRET must have at least 8 characters, got 7 \(openssl/),
    expect.stringMatching(/^PASTEUR_SENTRY_SECRET must have at least 8 characters, got 5/),
    expect.stringMatching(/^PASTEUR_CLOUDWATCH_TOPICS must be ARNs such as arn:aws:sns:.* got "alarms"/),
    expect.stringMatching(/^PASTEUR_GRAFANA_SIGNATURE_HEADER must be the name of a header/),
    expect.stringMatching(
      /^PASTEUR_GENERIC_FIELDS must name fields out of alerts, name, .* got "title=check.name"/,
    ),
    expect.stringMatching(/^PASTEUR_GENERIC_FIELDS must be like name=check\.name .* got "name"/),
    expect.stringMatching(/^PASTEUR_GENERIC_FIELDS must be like .* got "status=check\.\.state"/),
    'PASTEUR_ALERT_PACE_MS must be a whole number from 0 to 60000, got "1s"',
  ]);
  expect(faults.join()).not.toMatch(/hunter2|long-enough/);
});

test('in a real Slack the channel must be named once anybody may send', () => {
  const inSlack = { SLACK_BOT_TOKEN: 'xoxb-1' };
  const secret = { PASTEUR_GRAFANA_SECRET: 'long-enough' };
  expect(readAlertSettings(inSlack).faults).toEqual([]);
  expect(readAlertSettings(secret).faults).toEqual([]);
  expect(readAlertSettings({ ...inSlack, ...secret }).faults).toEqual([
    expect.stringMatching(/^PASTEUR_ALERT_CHANNEL is missing: /),
  ]);
  for (const channel of ['C0123456789', '#alerts', 'störungen']) {
    expect(readAlertSettings({ ...inSlack, ...secret, PASTEUR_ALERT_CHANNEL: channel }).faults).toEqual([]);
  }
});

test('a channel or port that can be none is told', () => {
  expect(
    readAlertSettings({ PASTEUR_ALERT_CHANNEL: 'Alerts here', PASTEUR_ALERT_PORT: '70000' }).faults,
  ).toEqual([
    expect.stringMatching(
      /^PASTEUR_ALERT_CHANNEL must be the id or the name of a channel, .* got "Alerts here"/,
    ),
    'PASTEUR_ALERT_PORT must be a whole number from 0 to 65535, got "70000"',
  ]);
});

describe('where there are several workspaces', () => {
  const many = { SLACK_CLIENT_ID: '1.1', PASTEUR_GRAFANA_SECRET: 'long-enough' };

  test('each has its own channel', () => {
    const { settings, faults } = readAlertSettings({
      ...many,
      PASTEUR_ALERT_CHANNEL_T0123456789: '#alerts',
      PASTEUR_ALERT_CHANNEL_E0123456789: 'C0123456789',
    });
    expect(faults).toEqual([]);
    expect(settings.channel).toBeUndefined();
    expect(settings.teamChannels).toEqual(
      new Map([
        ['T0123456789', '#alerts'],
        ['E0123456789', 'C0123456789'],
      ]),
    );
  });

  test('one at least has to have a channel, once a system may post', () => {
    expect(readAlertSettings(many).faults).toEqual([
      expect.stringContaining('PASTEUR_ALERT_CHANNEL_T0123456789 is missing'),
    ]);
    expect(readAlertSettings({ SLACK_CLIENT_ID: '1.1' }).faults).toEqual([]);
  });

  test('a workspace is told of its own address, and whoever runs Pasteur of all', () => {
    const { settings } = readAlertSettings({
      ...many,
      PASTEUR_ALERT_CHANNEL_T0123456789: '#alerts',
      PASTEUR_ALERT_CHANNEL_T0000000001: '#ops',
    });
    const told = (team: string | undefined) => withTeam(team, () => examineSources(settings).message);
    const [one, other] = [
      'taken at /alerts/grafana/T0123456789, and posted to #alerts',
      'taken at /alerts/grafana/T0000000001, and posted to #ops',
    ];
    expect(told('T0123456789')).toBe(one);
    expect(told(undefined)).toBe(`${one}; ${other}`);
    expect(told('T0000000009')).toContain('PASTEUR_ALERT_CHANNEL_T0000000009 is not set');
  });

  test.each([
    ['PASTEUR_ALERT_CHANNEL', '#alerts', /names no workspace/],
    ['PASTEUR_ALERT_CHANNEL_SALES', '#alerts', /must end with the id of a workspace/],
    ['PASTEUR_ALERT_CHANNEL_T0123456789', 'Two Words', /must be the id or the name of a channel/],
  ])('%s=%s is refused', (name, value, fault) => {
    const { faults } = readAlertSettings({ SLACK_CLIENT_ID: '1.1', [name]: value });
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});

test('a channel of one of several workspaces is no setting for the only one', () => {
  const { settings, faults } = readAlertSettings({ PASTEUR_ALERT_CHANNEL_T0123456789: '#alerts' });
  expect(faults).toEqual([expect.stringContaining('set PASTEUR_ALERT_CHANNEL for the only one')]);
  expect(settings.teamChannels).toBeUndefined();
});
