import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge } from '../../src/index.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList } from '../support/slack-workspace.ts';

describe('opening the app', () => {
  let room: TestRoom;

  beforeEach(async () => {
    room = await startTestRoom();
  });
  afterEach(() => room.close());

  const open = (tab: string, envelope = {}) =>
    room.send.event({ type: 'app_home_opened', user: ASKER, channel: 'D1', tab }, envelope);

  it('at its messages offers at most four prompts, without a thread', async () => {
    await open('messages');
    const { args } = await room.slack.next('assistant.threads.setSuggestedPrompts');
    expect(args.channel_id).toBe('D1');
    expect(args.thread_ts).toBeUndefined();
    expect(asList(args.prompts).length).toBeGreaterThan(0);
    expect(asList(args.prompts).length).toBeLessThanOrEqual(4);
  });

  it('offers only prompts that the pages of Pasteur answer by a rule', async () => {
    await open('messages');
    const { args } = await room.slack.next('assistant.threads.setSuggestedPrompts');
    const triage = createTriage(await loadKnowledge(BUNDLED_KNOWLEDGE));
    const errors = asList(args.prompts)
      .map(({ message }) => String(message))
      .filter((message) => message !== 'help');
    expect(errors.map((error) => triage(error).verdict)).toEqual(errors.map(() => 'matched'));
  });

  it('that Slack delivers twice under one id is handled once', async () => {
    await open('messages', { event_id: 'Ev1' });
    await open('messages', { event_id: 'Ev1' });
    await room.settle();
    expect(room.slack.calls('assistant.threads.setSuggestedPrompts')).toHaveLength(1);
  });

  it('at its home offers none', async () => {
    await open('home');
    await room.settle();
    expect(room.slack.calls('assistant.threads.setSuggestedPrompts')).toHaveLength(0);
  });
});
