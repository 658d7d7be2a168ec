import type { AlertView } from '../../src/alerts/alert-poster.ts';
import { alertView } from '../support/alert-view.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';

const AT = new Date('2026-11-21T12:00:00Z');

function viewOf(name: string, channel: string): AlertView {
  const view = alertView({ name });
  return { ...view, record: { ...view.record, channel } };
}

describe('/triage about alerts', () => {
  let room: TestRoom;
  let channel: string;
  let firing: readonly AlertView[];
  let isBroken: boolean;
  const listed = () => firing;

  beforeEach(async () => {
    firing = [];
    isBroken = false;
    room = await startTestRoom({
      alerts: {
        newestFiring: async (where, limit) => {
          if (isBroken) throw new Error('no database');
          return firing.filter(({ record }) => record.channel === where).slice(0, limit);
        },
        find: async (id) => listed().find(({ record }) => record.id === id),
        byThread: async (where, ts) =>
          listed().find(({ record }) => record.channel === where && record.threadTs === ts),
        takePost: async () => undefined,
        watched: { list: async () => [], add: async () => true, remove: async () => true },
        figures: async () => ({
          byStatus: { firing: 2, acknowledged: 1, resolved: 7 },
          unposted: 0,
          dead: 1,
          waiting: 3,
          oldestSeconds: 12,
          deadLetters: [
            {
              id: '1',
              queue: 'alerts',
              data: {},
              fault: 'Slack refused the message: <!channel>',
              attempts: 1,
              sentAt: AT,
              diedAt: AT,
            },
          ],
        }),
      },
    });
    channel = await room.slack.channel('incidents');
    firing = [viewOf('Newest', channel), viewOf('Older', channel), viewOf('Elsewhere', 'C0OTHER')];
  });
  afterEach(() => room.close());

  const command = (text: string) => room.send.command(text, { channel_id: channel });
  const form = async () => command('').then(() => room.slack.next('views.open'));

  it('with nothing shows the newest firing alert of the channel to the asker alone', async () => {
    await command('');
    expect(await room.send.responded()).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('🔴 Firing · Newest'),
    });
    expect(room.slack.calls('views.open')).toEqual([]);
  });

  it('with nothing opens the form where no alert fires', async () => {
    firing = [];
    expect((await form()).method).toBe('views.open');
  });

  it('with nothing opens the form where alerts cannot be read', async () => {
    isBroken = true;
    expect((await form()).method).toBe('views.open');
  });

  it('last 2 shows two', async () => {
    await command('last 2');
    const texts = [await room.send.responded(), await room.send.responded()].map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('Newest'), expect.stringContaining('Older')]);
  });

  it('last says so when no alert fires', async () => {
    firing = [];
    await command('last');
    expect((await room.send.responded()).text).toBe('No alert of this channel is firing.');
  });

  it('status tells how alerts stand and what was given up, and pings nobody', async () => {
    await command('status');
    const { text } = await room.send.responded();
    expect(text).toMatch(/2 firing, 1 acknowledged, 7 resolved[\s\S]*3 changes are on their way.* 12 s/);
    expect(text).toMatch(
      /1 alerts could not be posted[\s\S]*Given up 2026-11-21T12:00: Slack refused the message: &lt;/,
    );
  });
});

test('/triage status says so where no alerts are set up', async () => {
  const room = await startTestRoom();
  try {
    await room.send.command('status');
    expect((await room.send.responded()).text).toContain('Alerts are not set up');
  } finally {
    await room.close();
  }
});
