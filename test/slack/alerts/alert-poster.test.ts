import { Writable } from 'node:stream';
import { createAlert } from '../../../src/alerts/alert.ts';
import type { AlertPoster, AlertView } from '../../../src/alerts/alert-poster.ts';
import { createLogger } from '../../../src/log.ts';
import { createAlertPoster } from '../../../src/slack/alerts/alert-poster.ts';
import { BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from '../../support/slack-workspace.ts';

const AT = new Date('2026-11-21T12:00:00Z');
const VIEW: AlertView = {
  record: {
    id: 'one',
    source: 'generic',
    report: createAlert({ source: 'generic', status: 'firing', severity: 'high', name: 'DiskFull' }),
    status: 'firing',
    startsAt: AT,
    count: 1,
    reopenedCount: 0,
    firstSeen: AT,
    lastSeen: AT,
    resolvedAt: undefined,
    groupKey: undefined,
    channel: undefined,
    threadTs: undefined,
    cardTs: undefined,
    stormSince: undefined,
    messageState: 'posting',
    messageFault: undefined,
    entry: undefined,
  },
  answer: undefined,
  isFlapping: false,
};
const NEWS = { key: 'alert:one:resolved:0', turn: 'resolved' as const };

describe('the poster of alerts', () => {
  let slack: SlackWorkspace;
  let channel: string;
  let poster: AlertPoster;
  let logged: string;

  beforeEach(async () => {
    slack = await startSlackWorkspace();
    channel = await slack.channel('incidents');
    slack.react('conversations.info', () => ({ ok: true, channel: { id: channel } }));
    logged = '';
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        logged += String(chunk);
        done();
      },
    });
    const log = createLogger('info', sink);
    poster = createAlertPoster({ botToken: BOT_TOKEN, slackApiUrl: slack.apiUrl, log, sharedChannels: [] });
  });
  afterEach(() => slack.close());

  it.each([
    ['not_in_channel', /invite @Pasteur/],
    ['channel_not_found', /PASTEUR_ALERT_CHANNEL/],
    ['token_revoked', /SLACK_BOT_TOKEN/],
  ])('keeps an alert waiting at %s and logs what to do', async (error, cure) => {
    slack.react('chat.postMessage', () => ({ ok: false, error }));
    await expect(poster.postCard(channel, VIEW, undefined)).rejects.toMatchObject({
      name: 'RetryLater',
      seconds: 60,
    });
    expect(logged).toMatch(cure);
  });

  it('waits as long as Slack says', async () => {
    slack.fail('chat.postMessage', { status: 429, headers: { 'retry-after': '17' } });
    await expect(poster.postCard(channel, VIEW, undefined)).rejects.toMatchObject({
      name: 'RetryLater',
      seconds: 17,
    });
  });

  it('gives up a message that Slack will never take', async () => {
    slack.react('chat.postMessage', () => ({ ok: false, error: 'msg_too_long' }));
    await expect(poster.postCard(channel, VIEW, undefined)).rejects.toMatchObject({ name: 'GiveUp' });
  });

  it('posts the text alone when Slack refuses the blocks', async () => {
    slack.react('chat.postMessage', ({ blocks }) =>
      blocks === undefined ? undefined : { ok: false, error: 'invalid_blocks' },
    );
    expect(await poster.postCard(channel, VIEW, undefined)).toMatchObject({ channel });
  });

  it('posts nothing where another company reads along', async () => {
    slack.react('conversations.info', () => ({ ok: true, channel: { id: channel, is_ext_shared: true } }));
    await expect(poster.postCard(channel, VIEW, undefined)).rejects.toMatchObject({ name: 'RetryLater' });
    expect(slack.calls('chat.postMessage')).toEqual([]);
    expect(logged).toContain('PASTEUR_SHARED_CHANNELS');
  });

  it('finds a channel by its name, and says so when there is none', async () => {
    expect(await poster.channelId('#incidents')).toBe(channel);
    await expect(poster.channelId('#nowhere')).rejects.toThrow(/there is no channel #nowhere/);
  });

  it('leaves a card that somebody deleted deleted', async () => {
    const place = await poster.postCard(channel, VIEW, undefined);
    await slack.as('bot', 'chat.delete', { ...place });
    await poster.updateCard(place, VIEW);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('takes a turn back that Slack put into the channel, for its thread is gone', async () => {
    slack.react('chat.postMessage', () => ({ ok: true, channel, ts: '1.2', message: { text: 'x' } }));
    slack.react('chat.delete', () => ({ ok: true }));
    await poster.reply({ channel, ts: '1795260000.000100' }, NEWS, VIEW);
    expect(slack.calls('chat.delete').map(({ args }) => args.ts)).toEqual(['1.2']);
  });
});
