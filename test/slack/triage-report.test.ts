import { drawWeek } from '../../src/slack/charts/draw-week.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList } from '../support/slack-workspace.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('/triage report', () => {
  let room: TestRoom;
  beforeEach(async () => {
    room = await startTestRoom();
  });
  afterEach(() => room.close());

  const say = async (text: string) => {
    await room.send.command(text);
    return String((await room.send.responded()).text);
  };

  it('tells the asker how the week was, in words and in a picture', async () => {
    await say('seat 17 on flight 9 was sold twice');
    expect(await say('report')).toContain('direct messages');
    const { args } = await room.slack.next('chat.postMessage');
    expect(args.channel).toBe(ASKER);
    expect(args.text).toContain(
      '0 questions were answered by a rule, 0 with a similar entry, 1 had no entry',
    );
    expect(JSON.stringify(args.blocks)).toContain('seat <n> on flight <n> was sold twice');
    const started = await room.slack.next('files.getUploadURLExternal');
    expect(started.args).toMatchObject({
      filename: 'week.png',
      alt_txt: expect.stringMatching(/: 1 without an entry\.$/),
    });
    const { args: shared } = await room.slack.next('files.completeUploadExternal');
    expect(String(shared.channel_id)).toMatch(/^D/);
    expect(asList(shared.files)).toHaveLength(1);
  });

  it('goes without the picture where files are not granted', async () => {
    room.slack.react('files.getUploadURLExternal', () => ({ ok: false, error: 'missing_scope' }));
    expect(await say('report')).toContain('direct messages');
    expect(room.logged()).toContain('a report goes without its picture');
  });
});

test('the report of the week goes to its channel when the week is over', async () => {
  let work: (() => Promise<void>) | undefined;
  let channel = '';
  const room = await startTestRoom({
    digest: {
      get channel() {
        return channel;
      },
      weekly: async (given) => {
        work = given;
      },
    },
  });
  try {
    channel = await room.slack.channel('incidents');
    await work?.();
    const { args } = await room.slack.next('chat.postMessage');
    expect(args).toMatchObject({ channel, text: expect.stringContaining('0 had no entry') });
    expect(room.slack.calls('files.completeUploadExternal')).toHaveLength(1);
  } finally {
    await room.close();
  }
});

test('the picture of a week is a PNG with pixels for dense screens, the same each time', () => {
  const days = [15, 16, 17].map((day) => ({
    day: `2026-11-${day}`,
    matched: day,
    similar: 2,
    unmatched: 1,
    alerts: 3,
  }));
  const picture = drawWeek(days);
  expect(picture.subarray(0, 4)).toEqual(PNG);
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1800, 840]);
  expect(drawWeek(days).equals(picture)).toBe(true);
});
