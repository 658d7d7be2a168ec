import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList } from '../support/slack-workspace.ts';

describe('opening the app', () => {
  let room: TestRoom;

  beforeEach(async () => {
    room = await startTestRoom();
  });
  afterEach(() => room.close());

  const open = (tab: string) => room.send.event({ type: 'app_home_opened', user: ASKER, channel: 'D1', tab });

  it('at its messages offers at most four prompts, without a thread', async () => {
    await open('messages');
    const { args } = await room.slack.next('assistant.threads.setSuggestedPrompts');
    expect(args.channel_id).toBe('D1');
    expect(args.thread_ts).toBeUndefined();
    expect(asList(args.prompts).length).toBeGreaterThan(0);
    expect(asList(args.prompts).length).toBeLessThanOrEqual(4);
  });

  it('at its home does nothing', async () => {
    await open('home');
    await room.settle();
    expect(room.slack.calls('assistant.threads.setSuggestedPrompts')).toHaveLength(0);
  });
});
