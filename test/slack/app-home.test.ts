import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord } from '../support/slack-workspace.ts';

const REFUSED = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('App Home', () => {
  let room: TestRoom;

  beforeEach(async () => {
    const loadedAt = new Date('2026-11-21T12:34:56Z');
    const fault = {
      level: 'error' as const,
      page: 'nginx/broken.md',
      line: 7,
      column: 1,
      message: 'a rule is <!channel>',
      cure: 'Put the phrase in quotes',
    };
    const systems = new Map([
      ['http', 2],
      ['nginx', 9],
    ]);
    room = await startTestRoom({ knowledge: () => ({ entries: 11, systems, loadedAt, faults: [fault] }) });
  });
  afterEach(() => room.close());

  const open = async () => {
    await room.send.event({ type: 'app_home_opened', user: ASKER, channel: 'D1', tab: 'home' });
    const { args } = await room.slack.next('views.publish');
    return { user: args.user_id, view: asRecord(args.view) };
  };
  const say = async (text: string) => {
    await room.send.command(text);
    await room.send.responded();
  };

  it('shows what is known, what is asked, what is missing and what is broken, and pings nobody', async () => {
    await say('seat 17 on flight 9 was sold twice');
    await say(REFUSED);
    await say(REFUSED);
    const { user, view } = await open();
    expect(user).toBe(ASKER);
    const shown = JSON.stringify(view.blocks);
    expect(shown).toContain('nginx 9 · http 2');
    expect(shown).toMatch(/nginx\/\S+: 2 times/);
    expect(shown).toContain('seat <n> on flight <n> was sold twice');
    expect(shown).toContain('nginx/broken.md:7');
    expect(shown).toContain('&lt;!channel&gt;');
    expect(asList(view.blocks).length).toBeLessThanOrEqual(100);
  });

  it('finds entries from its search box, in a modal', async () => {
    const { view } = await open();
    const [box] = asList(view.blocks);
    expect(box).toMatchObject({
      type: 'input',
      dispatch_action: true,
      element: { action_id: 'home_search' },
    });
    await room.send.interaction({
      type: 'block_actions',
      trigger_id: await room.slack.triggerId(),
      user: { id: ASKER },
      actions: [{ action_id: 'home_search', block_id: 'b', type: 'plain_text_input', value: REFUSED }],
    });
    const { args } = await room.slack.next('views.open');
    expect(JSON.stringify(args.view)).toContain('nginx cannot connect');
  });
});
